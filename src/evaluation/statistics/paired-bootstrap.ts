import { sumOf } from '../../config/numbers';
import { totalsByCustomer } from './bootstrap';
import type { BootstrapOptions, Estimate } from './resample';
import { eachResample, percentileInterval, resamplesOf } from './resample';

/** How one method's mean score compares with another's on the same rows. */
export interface PairedComparison {
  /** mean(ours) − mean(theirs): below zero, we err less. */
  difference: Estimate;
  /** mean(ours) ÷ mean(theirs): below one, we err less; null where theirs is zero, in all rows or in a resample. */
  ratio: Estimate | null;
}

export interface PairedScores {
  /** Any score that is averaged over rows (absolute error, CRPS, Brier), [n]. */
  ours: ArrayLike<number>;
  theirs: ArrayLike<number>;
  /** The row's customer, any integer ids. */
  customers: ArrayLike<number>;
}

/**
 * Difference and ratio of two methods' mean scores with 95 % percentile intervals, resampling customers (a customer's
 * rows come and go together, and both methods see the same resample), so what is hard for both cancels.
 */
export function pairedBootstrap(
  { ours, theirs, customers }: PairedScores,
  options: BootstrapOptions,
): PairedComparison {
  const a = totalsByCustomer(ours, customers);
  const b = totalsByCustomer(theirs, customers);
  const differences = new Float64Array(resamplesOf(options));
  const ratios = new Float64Array(resamplesOf(options));
  eachResample([a.sums, b.sums, a.counts], options, ([sumA, sumB, rows], resample) => {
    differences[resample] = (sumA! - sumB!) / rows!;
    ratios[resample] = sumA! / sumB!;
  });
  const [totalA, totalB, totalRows] = [sumOf(a.sums), sumOf(b.sums), sumOf(a.counts)];
  return {
    difference: percentileInterval((totalA - totalB) / totalRows, differences),
    ratio: ratios.every(Number.isFinite) ? percentileInterval(totalA / totalB, ratios) : null,
  };
}

/**
 * Mean of ours − theirs over rows, and its standard error with customers as the units that vary (the ratio estimator's:
 * Σ over customers of (sum − mean × rows)², with the small-sample factor c ÷ (c − 1)). Infinite for a single customer,
 * whose rows cannot say how another would differ.
 */
export function pairedStandardError(
  ours: ArrayLike<number>,
  theirs: ArrayLike<number>,
  customers: ArrayLike<number>,
): { mean: number; standardError: number } {
  const differences = Float64Array.from({ length: ours.length }, (_, row) => ours[row]! - theirs[row]!);
  const { sums, counts } = totalsByCustomer(differences, customers);
  const mean = sumOf(sums) / sumOf(counts);
  if (sums.length < 2) return { mean, standardError: Number.POSITIVE_INFINITY };
  const squares = sums.reduce((sum, value, unit) => sum + (value - mean * counts[unit]!) ** 2, 0);
  const standardError = Math.sqrt((squares * sums.length) / (sums.length - 1)) / sumOf(counts);
  return { mean, standardError };
}
