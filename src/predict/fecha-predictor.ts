import type { Dataset } from '../features/dataset';
import { featureColumn } from '../features/dataset';
import type { DateModel, DayPrediction } from '../models/date-model';
import { chanceWithin, shortestIntervals } from '../models/day-distribution';
import type { TrainedModel } from '../models/trained-model';
import { candidateModels, findModel } from '../models/trained-model';

/** `vigente`: due or not yet due; `vencida`: away for longer than is usual for this customer. */
export type PurchaseState = 'vigente' | 'vencida';

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

/** Elapsed time beyond this many median gaps makes a customer overdue. */
const OVERDUE_GAPS = 2;

/** Predicts the next purchase date with the model that training chose. */
export class FechaPredictor {
  private readonly chosen: DateModel;
  /** Gives intervals and probabilities: the chosen model if it has a distribution, else the one that has. */
  private readonly distribution: DateModel | undefined;

  constructor(private readonly trained: TrainedModel) {
    const models = candidateModels(trained.candidates);
    this.chosen = findModel(models, trained.chosenDateModel);
    this.distribution = models.find(({ name }) => name === 'hazard-table');
  }

  /** @param rows feature rows on one as-of date */
  predict(rows: Dataset): DatePredictions {
    const prediction = this.chosen.predict(rows);
    const distribution = prediction.chances ? prediction : this.distribution?.predict(rows);
    return {
      days: prediction.days,
      ...this.bounds(prediction, distribution),
      ...this.chances(rows.length, distribution),
      state: stateOf(rows),
      reason: reasonOf(rows),
      model: this.chosen.name,
    };
  }

  private bounds({ days }: DayPrediction, distribution: DayPrediction | undefined) {
    const { intervalMass, candidates } = this.trained;
    if (distribution?.chances === undefined || intervalMass === null) {
      return { low: unknown(days.length), high: unknown(days.length) };
    }
    const bounds = shortestIntervals(distribution.chances, candidates.horizon, intervalMass);
    return {
      low: days.map((day, row) => Math.min(day, bounds.low[row]!)),
      high: days.map((day, row) => Math.max(day, bounds.high[row]!)),
    };
  }

  private chances(length: number, distribution: DayPrediction | undefined) {
    const within = (days: number) =>
      distribution?.chances
        ? chanceWithin(distribution.chances, this.trained.candidates.horizon, days)
        : unknown(length);
    return { within7: within(7), within14: within(14), within28: within(28) };
  }
}

function unknown(length: number): Float64Array {
  return new Float64Array(length).fill(Number.NaN);
}

function stateOf(rows: Dataset): PurchaseState[] {
  const ratio = featureColumn(rows, 'elapsed_ratio');
  return Array.from(ratio, (value) => (value > OVERDUE_GAPS ? 'vencida' : 'vigente'));
}

/** Why, in a sentence for the shop: the data's language. */
function reasonOf(rows: Dataset): string[] {
  const gap = featureColumn(rows, 'gap_median');
  const elapsed = featureColumn(rows, 'days_since_last');
  return Array.from(gap, (days, row) => {
    const usual = Math.max(1, Math.round(days));
    return `compra cada ${usual} ${usual === 1 ? 'día' : 'días'}; ${elapsedText(elapsed[row]!)}`;
  });
}

function elapsedText(days: number): string {
  if (days === 0) return 'ha comprado hoy';
  return days === 1 ? 'ha pasado 1' : `han pasado ${days}`;
}
