import type { Estimate } from '../evaluation/metrics-schema';
import type { RevisionFigure } from '../evaluation/revision-schema';
import { bootstrapMean, bootstrapRatio } from '../evaluation/statistics/bootstrap';
import { pairedStandardError } from '../evaluation/statistics/paired-bootstrap';

/** Means of so many customers are normal: their interval needs no resampling, which would take minutes. */
const MOST_RESAMPLED = 10_000;
/** Half the width of a 95 % interval, in standard errors. */
const HALF_WIDTH = 1.96;

/** Mean of a per-row quantity with its 95 % interval by customer; null without a row. */
export function figureOf(values: ArrayLike<number>, customers: ArrayLike<number>, seed: number): RevisionFigure | null {
  if (values.length === 0) return null;
  const units = new Set(Array.from(customers)).size;
  const { value, low, high } =
    units > MOST_RESAMPLED ? normalMean(values, customers) : bootstrapMean(values, customers, { seed });
  return { rows: values.length, customers: units, value, low, high };
}

/** Ratio of two means over the same rows, with its 95 % interval by customer. */
export function ratioOf(
  above: Float64Array,
  below: Float64Array,
  customers: ArrayLike<number>,
  seed: number,
): Estimate {
  if (new Set(Array.from(customers)).size <= MOST_RESAMPLED) return bootstrapRatio(above, below, customers, { seed });
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const value = mean(above) / mean(below);
  // To first order the ratio varies as the mean of what its numerator has above the ratio's share of the denominator.
  const rest = above.map((part, row) => part - value * below[row]!);
  const { standardError } = pairedStandardError(rest, new Float64Array(rest.length), customers);
  return around(value, standardError / mean(below));
}

function normalMean(values: ArrayLike<number>, customers: ArrayLike<number>): Estimate {
  const { mean, standardError } = pairedStandardError(values, new Float64Array(values.length), customers);
  return around(mean, standardError);
}

function around(value: number, standardError: number): Estimate {
  return { value, low: value - HALF_WIDTH * standardError, high: value + HALF_WIDTH * standardError };
}
