import { sumOf } from '../../config/numbers';
import type { BootstrapOptions, Estimate } from './resample';
import { eachResample, percentileInterval, resamplesOf } from './resample';

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
  const means = new Float64Array(resamplesOf(options));
  eachResample([sums, counts], options, ([sum, rows], resample) => {
    means[resample] = sum! / rows!;
  });
  return percentileInterval(sumOf(sums) / sumOf(counts), means);
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
  options: BootstrapOptions,
): Estimate {
  const tops = totalsByCustomer(above, customers);
  const bottoms = totalsByCustomer(below, customers);
  const ratios = new Float64Array(resamplesOf(options));
  eachResample([tops.sums, bottoms.sums, tops.counts], options, ([top, bottom, rows], resample) => {
    ratios[resample] = top! / rows! / (bottom! / rows!);
  });
  return percentileInterval(sumOf(tops.sums) / sumOf(bottoms.sums), ratios);
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
