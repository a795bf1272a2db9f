import type { DatedRows } from '../features/dataset';
import type { DateModel } from '../models/dates/forecast/date-model';
import type { DayBounds } from '../models/dates/forecast/day-intervals';
import { forecastIntervals } from '../models/dates/forecast/day-intervals';
import { chanceBy } from '../models/dates/forecast/forecast-cells';
import { FORECAST_DAYS } from '../models/dates/forecast/forecast-days';
import { wholeForecast } from '../models/dates/forecast/whole-forecast';
import type { TrainedModel } from '../models/trained-model';
import { candidateModels, findModel } from '../models/trained-model';
import type { PurchaseState } from './purchase-state';
import { purchaseStates } from './purchase-state';

/** One entry a row of the data set; days count from the as-of date. */
export interface DatePredictions extends DayBounds {
  /** Median day; of those who come back within FORECAST_DAYS where fewer than half do. Whole days, ≥ 1. */
  days: Float64Array;
  /** Chance of a purchase within so many days, and within FORECAST_DAYS. */
  within7: Float64Array;
  within14: Float64Array;
  within28: Float64Array;
  returns: Float64Array;
  state: PurchaseState[];
  reason: string[];
  model: string;
}

/** Predicts the next purchase date with the model that training chose. */
export class FechaPredictor {
  private readonly chosen: DateModel;

  constructor(private readonly trained: TrainedModel) {
    this.chosen = findModel(candidateModels(trained.candidates), trained.chosenDateModel);
  }

  /** @param rows feature rows on one as-of date */
  predict(rows: DatedRows): DatePredictions {
    const forecast = wholeForecast(this.chosen, rows, 1);
    if (forecast === null) throw new RangeError(`${this.chosen.name} tells no chances: it cannot be the chosen model`);
    const { days, cells } = forecast;
    const within = (limit: number) => Float64Array.from(days, (_, row) => chanceBy(cells, row, limit));
    return {
      days,
      ...forecastIntervals({ days, cells }, this.trained.intervalRule),
      within7: within(7),
      within14: within(14),
      within28: within(28),
      returns: within(FORECAST_DAYS),
      ...purchaseStates(rows, (row, limit) => chanceBy(cells, row, limit)),
      model: this.chosen.name,
    };
  }
}
