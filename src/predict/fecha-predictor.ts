import type { Dataset } from '../features/dataset';
import type { DateModel, DayPrediction } from '../models/date-model';
import { chanceWithin } from '../models/day-distribution';
import { intervalsAround } from '../models/day-intervals';
import type { TrainedModel } from '../models/trained-model';
import { candidateModels, findModel } from '../models/trained-model';
import type { PurchaseState } from './purchase-state';
import { purchaseStates } from './purchase-state';

/** One entry a row of the data set; days count from the as-of date. */
export interface DatePredictions {
  /** Whole days, ≥ 1. */
  days: Float64Array;
  /** Bounds of the 80 % interval, both included, around `days`; NaN where no model gives a distribution. */
  low: Float64Array;
  high: Float64Array;
  /** Chance of a purchase within so many days; NaN where unknown. */
  within7: Float64Array;
  within14: Float64Array;
  within28: Float64Array;
  state: PurchaseState[];
  reason: string[];
  model: string;
}

/** Predicts the next purchase date with the models that training chose. */
export class FechaPredictor {
  private readonly chosen: DateModel;
  /** Gives interval and chances: the chosen model itself, unless it gives dates alone. */
  private readonly distribution: DateModel | null;

  constructor(private readonly trained: TrainedModel) {
    const models = candidateModels(trained.candidates);
    const { chosenDateModel, chosenDistribution } = trained;
    this.chosen = findModel(models, chosenDateModel);
    this.distribution = chosenDistribution === null ? null : findModel(models, chosenDistribution);
  }

  /** @param rows feature rows on one as-of date */
  predict(rows: Dataset): DatePredictions {
    const { horizon } = this.trained.candidates;
    const prediction = this.chosen.predict(rows);
    const chances = prediction.chances ?? this.distribution?.predict(rows).chances;
    const within = (days: number) => (chances ? chanceWithin(chances, horizon, days) : unknown(rows.length));
    return {
      days: prediction.days,
      ...this.bounds(prediction, chances),
      within7: within(7),
      within14: within(14),
      within28: within(28),
      ...purchaseStates(rows, chances, horizon),
      model: this.chosen.name,
    };
  }

  private bounds({ days }: DayPrediction, chances: Float64Array | undefined) {
    const { intervalRule, candidates } = this.trained;
    if (chances === undefined || intervalRule === null)
      return { low: unknown(days.length), high: unknown(days.length) };
    const { low, high } = intervalsAround({ days, chances }, candidates.horizon, intervalRule);
    return { low: Float64Array.from(low), high: Float64Array.from(high) };
  }
}

function unknown(length: number): Float64Array {
  return new Float64Array(length).fill(Number.NaN);
}
