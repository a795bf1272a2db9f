import { sumOf } from '../../config/numbers';
import { seededRandom } from './random-source';

/** A figure with the bounds of its 95 % interval. */
export interface Estimate {
  value: number;
  low: number;
  high: number;
}

export interface BootstrapOptions {
  seed: number;
  /** Resamples; 1,000 give the ends of a 95 % interval to about a fiftieth of its width. */
  resamples?: number;
}

/**
 * Mean of a per-row quantity with its 95 % percentile interval, resampling customers: a customer's rows
 * come and go together, because one customer is one unit however many origins it was seen at.
 * Paired differences are the same thing on the per-row differences.
 *
 * @param values one per row
 * @param customers the row's customer, any integer ids
 */
export function bootstrapMean(
  values: ArrayLike<number>,
  customers: ArrayLike<number>,
  options: BootstrapOptions,
): Estimate {
  const { sums, counts } = totalsByCustomer(values, customers);
  const random = seededRandom(options.seed);
  const resamples = options.resamples ?? 1000;
  const means = new Float64Array(resamples);
  for (let b = 0; b < resamples; b++) means[b] = resampledMean(sums, counts, random);
  means.sort();
  return { value: sumOf(sums) / sumOf(counts), low: quantile(means, 0.025), high: quantile(means, 0.975) };
}

/**
 * Ratio of two means over the same rows, with its 95 % percentile interval: customers are resampled once for both, so
 * what they share cancels.
 *
 * @param above one per row; the numerator
 * @param below one per row; its mean must not be zero
 */
export function bootstrapRatio(
  above: ArrayLike<number>,
  below: ArrayLike<number>,
  customers: ArrayLike<number>,
  { seed, resamples = 1000 }: BootstrapOptions,
): Estimate {
  const tops = totalsByCustomer(above, customers);
  const bottoms = totalsByCustomer(below, customers);
  // the same seed draws the same customers for both
  const draws = [seededRandom(seed), seededRandom(seed)] as const;
  const ratios = new Float64Array(resamples);
  for (let b = 0; b < resamples; b++) {
    const top = resampledMean(tops.sums, tops.counts, draws[0]);
    ratios[b] = top / resampledMean(bottoms.sums, bottoms.counts, draws[1]);
  }
  ratios.sort();
  const value = sumOf(tops.sums) / sumOf(bottoms.sums);
  return { value, low: quantile(ratios, 0.025), high: quantile(ratios, 0.975) };
}

/** Sum of the values and number of rows of each customer, in order of first appearance. */
export function totalsByCustomer(values: ArrayLike<number>, customers: ArrayLike<number>) {
  const index = new Map<number, number>();
  const sums: number[] = [];
  const counts: number[] = [];
  for (let row = 0; row < values.length; row++) {
    let unit = index.get(customers[row]!);
    if (unit === undefined) {
      unit = index.size;
      index.set(customers[row]!, unit);
      sums.push(0);
      counts.push(0);
    }
    sums[unit] = sums[unit]! + values[row]!;
    counts[unit] = counts[unit]! + 1;
  }
  return { sums: Float64Array.from(sums), counts: Float64Array.from(counts) };
}

function resampledMean(sums: Float64Array, counts: Float64Array, random: () => number): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < sums.length; i++) {
    const pick = Math.floor(random() * sums.length);
    sum += sums[pick]!;
    count += counts[pick]!;
  }
  return sum / count;
}

/** Linear interpolation between order statistics (type 7, the default of R and NumPy); `sorted` ascending. */
export function quantile(sorted: ArrayLike<number>, probability: number): number {
  const position = (sorted.length - 1) * probability;
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (position - below) * (sorted[above]! - sorted[below]!);
}
