import type { DayErrors } from './metrics-schema';

export interface DayErrorRows {
  /** The date given, in whole days after the origin: judged by absolute error and by ±k days. */
  days: ArrayLike<number>;
  /** The expected number of days: judged by squared error, whose best answer is the mean. */
  mean: ArrayLike<number>;
  /** Restricted answer min(days to next, horizon). */
  actual: ArrayLike<number>;
  customers: ArrayLike<number>;
}

/** Errors of dated predictions in days; null where there is no row to judge. */
export function dayErrors({ days, mean, actual, customers }: DayErrorRows): DayErrors | null {
  const rows = actual.length;
  if (rows === 0) return null;
  const absolute = Float64Array.from({ length: rows }, (_, i) => Math.abs(days[i]! - actual[i]!));
  const squared = Float64Array.from({ length: rows }, (_, i) => (mean[i]! - actual[i]!) ** 2);
  const mse = average(squared);
  const variance = varianceOf(actual);
  const within = (k: number) => absolute.reduce((hits, error) => hits + (error <= k ? 1 : 0), 0) / rows;
  return {
    rows,
    customers: new Set(Array.from(customers)).size,
    mae: average(absolute),
    rmse: Math.sqrt(mse),
    r2: variance === 0 ? null : 1 - mse / variance,
    within1: within(1),
    within3: within(3),
    within7: within(7),
  };
}

export function average(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

/** Population variance. */
function varianceOf(values: ArrayLike<number>): number {
  const mean = average(values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i]! - mean) ** 2;
  return sum / values.length;
}
