import { seededRandom } from './random-source';

export interface BootstrapOptions {
  seed: number;
  /** Resamples; 1,000 give the ends of a 95 % interval to about a fiftieth of its width. */
  resamples?: number;
}

/** How many resamples options ask for. */
export const resamplesOf = ({ resamples = 1000 }: BootstrapOptions): number => resamples;

/** A figure with the bounds of its 95 % interval. */
export interface Estimate {
  value: number;
  low: number;
  high: number;
}

/**
 * Draws as many units as there are, with replacement, again and again, and hands on the sums of their columns: the same
 * units for all columns of a resample. It is the loop of every bootstrap here.
 *
 * @param columns one value a unit, all of one length
 * @param see the sums of a resample, one a column, in an array that serves the next one too
 */
export function eachResample(
  columns: readonly Float64Array[],
  options: BootstrapOptions,
  see: (sums: Float64Array, resample: number) => void,
): void {
  const random = seededRandom(options.seed);
  const resamples = resamplesOf(options);
  const units = columns[0]!.length;
  const sums = new Float64Array(columns.length);
  for (let resample = 0; resample < resamples; resample++) {
    sums.fill(0);
    for (let i = 0; i < units; i++) {
      const unit = Math.floor(random() * units);
      for (let c = 0; c < columns.length; c++) sums[c] = sums[c]! + columns[c]![unit]!;
    }
    see(sums, resample);
  }
}

/** Linear interpolation between order statistics (type 7, the default of R and NumPy); `sorted` ascending. */
export function quantile(sorted: ArrayLike<number>, probability: number): number {
  const position = (sorted.length - 1) * probability;
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (position - below) * (sorted[above]! - sorted[below]!);
}

/** A value with the 95 % percentile interval of its resamples, which are put in order. */
export function percentileInterval(value: number, resamples: Float64Array): Estimate {
  resamples.sort();
  return { value, low: quantile(resamples, 0.025), high: quantile(resamples, 0.975) };
}
