import type { DateModelName, ModelKind } from '../../../config/model-names';
import type { DatedRows } from '../../../features/dataset';

/** What a model says of each row's next purchase day, counted in days after the origin. */
export interface DayPrediction {
  /** The date to give: whole days in 1 … reach; `reach` where the median lies beyond. */
  days: Float64Array;
  /** Expected days, restricted to the reach, ≥ 1. */
  mean: Float64Array;
  /**
   * Chance of each day: [length × reach], row-major; entry d − 1 is the chance that the next purchase comes on
   * day d, given none up to the origin. What is missing to 1 comes later or never. Absent for point models.
   */
  chances?: Float64Array;
}

/** Writes the chances of a row to buy on day 1, 2, … after the origin, given none before; as many as `into` holds. */
export type HazardWriter = (row: number, into: Float64Array) => void;

/** A fitted model of the next purchase day. */
export interface DateModel {
  readonly name: DateModelName;
  readonly kind: ModelKind;
  /** @param reach days ahead that are stated, 1 … FORECAST_DAYS; it restricts what is said, and changes none of it */
  predict(rows: DatedRows, reach: number): DayPrediction;
  /**
   * The same as daily chances, of models that have such: whoever needs no more than sums of a forecast spares the days
   * of all rows side by side. Rows are asked for one by one, at most `reach` days of each.
   */
  hazards?(rows: DatedRows, reach: number): HazardWriter;
}

/** Whole days inside 1 … reach: a date on or before the origin cannot be given. */
function wholeDays(values: ArrayLike<number>, reach: number): Float64Array {
  return Float64Array.from({ length: values.length }, (_, i) => Math.min(reach, Math.max(1, Math.round(values[i]!))));
}

/** A prediction of days alone, by a rule or a regressor. */
export function pointPrediction(values: ArrayLike<number>, reach: number): DayPrediction {
  const mean = Float64Array.from({ length: values.length }, (_, i) => Math.min(reach, Math.max(1, values[i]!)));
  return { days: wholeDays(values, reach), mean };
}
