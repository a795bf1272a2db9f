import { average } from './day-errors';
import type { NextPurchaseMetrics } from './metrics-schema';
import { quantile } from './statistics/resample';

/** Rows by predicted day: mean and quartiles of the actual restricted days, ascending by prediction. */
export function predictedVsActual(
  days: ArrayLike<number>,
  actual: ArrayLike<number>,
): NextPurchaseMetrics['predictedVsActual'] {
  const groups = new Map<number, number[]>();
  for (let i = 0; i < actual.length; i++) {
    const group = groups.get(days[i]!);
    if (group) group.push(actual[i]!);
    else groups.set(days[i]!, [actual[i]!]);
  }
  return [...groups.entries()]
    .sort(([a], [b]) => a - b)
    .map(([predicted, values]) => {
      const sorted = Float64Array.from(values).sort();
      return {
        predicted,
        rows: sorted.length,
        mean: average(sorted),
        q25: quantile(sorted, 0.25),
        median: quantile(sorted, 0.5),
        q75: quantile(sorted, 0.75),
      };
    });
}

/** Rows by signed error (predicted − actual) in whole days, every day between the extremes present. */
export function errorHistogram(days: ArrayLike<number>, actual: ArrayLike<number>): NextPurchaseMetrics['errorDays'] {
  const counts = new Map<number, number>();
  for (let i = 0; i < actual.length; i++) {
    const error = Math.round(days[i]! - actual[i]!);
    counts.set(error, (counts.get(error) ?? 0) + 1);
  }
  if (counts.size === 0) return [];
  const lowest = Math.min(...counts.keys());
  const highest = Math.max(...counts.keys());
  return Array.from({ length: highest - lowest + 1 }, (_, i) => ({
    days: lowest + i,
    rows: counts.get(lowest + i) ?? 0,
  }));
}
