import type { DatedRows } from '../features/dataset';

/** What a model says of each row's next purchase day, counted in days after the origin. */
export interface DayPrediction {
  /** The date to give: whole days in 1 … horizon. */
  days: Float64Array;
  /** Expected days, restricted to the horizon, ≥ 1. */
  mean: Float64Array;
  /**
   * Chance of each day: [length × horizon], row-major; entry d − 1 is the chance that the next purchase comes on
   * day d, given none up to the origin. What is missing to 1 comes after the horizon. Absent for point models.
   */
  chances?: Float64Array;
}

/** A fitted model of the next purchase day. */
export interface DateModel {
  readonly name: string;
  readonly kind: 'baseline' | 'network';
  predict(rows: DatedRows): DayPrediction;
}

/** Whole days inside 1 … horizon: a date on or before the origin cannot be given. */
export function wholeDays(values: ArrayLike<number>, horizon: number): Float64Array {
  return Float64Array.from({ length: values.length }, (_, i) => Math.min(horizon, Math.max(1, Math.round(values[i]!))));
}

/** A prediction of days alone, by a rule or a regressor. */
export function pointPrediction(values: ArrayLike<number>, horizon: number): DayPrediction {
  const mean = Float64Array.from({ length: values.length }, (_, i) => Math.min(horizon, Math.max(1, values[i]!)));
  return { days: wholeDays(values, horizon), mean };
}
