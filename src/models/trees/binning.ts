/** Most bins of a feature besides the one for missing values; bins are stored as bytes. */
const MOST_BINS = 255;
/** Bin of missing values: NaN, and infinities, which have no place among numbers. */
export const MISSING_BIN = 255;
/** Rows that bounds are found from: quantiles of so many are as good as those of all. */
const SAMPLED_ROWS = 200_000;

/**
 * Upper bounds of each feature's bins, ascending: a value's bin is the number of bounds below it, so that
 * `bin ≤ k` is `value ≤ bounds[k]`. The last bin is open.
 */
export type Bounds = Float64Array[];

/**
 * Bounds halfway between neighbouring values where there are few, at equal shares of the rows where there are many.
 * Values that are not finite do not shape the bins; a constant feature has one bin and can never split.
 */
export function findBounds(columns: readonly Float64Array[]): Bounds {
  return columns.map((column) => {
    const step = Math.max(1, Math.floor(column.length / SAMPLED_ROWS));
    const sorted = column.filter((value, row) => row % step === 0 && Number.isFinite(value)).sort();
    const distinct = sorted.filter((value, i) => i === 0 || value > sorted[i - 1]!);
    return distinct.length <= MOST_BINS ? midpoints(distinct) : equalShares(sorted);
  });
}

function midpoints(distinct: Float64Array): Float64Array {
  return Float64Array.from({ length: Math.max(0, distinct.length - 1) }, (_, i) =>
    between(distinct[i]!, distinct[i + 1]!),
  );
}

function equalShares(sorted: Float64Array): Float64Array {
  const bounds: number[] = [];
  for (let k = 1; k < MOST_BINS; k++) {
    const index = Math.floor((k * sorted.length) / MOST_BINS);
    const bound = between(sorted[index - 1]!, sorted[index]!);
    if (bounds.length === 0 || bound > bounds.at(-1)!) bounds.push(bound);
  }
  return Float64Array.from(bounds);
}

/** A number x with low ≤ x < high, halfway where floats allow it. */
function between(low: number, high: number): number {
  const middle = low + (high - low) / 2;
  return middle < high ? middle : low;
}

/** Bins of all rows, a byte each, by feature. */
export function binColumns(columns: readonly Float64Array[], bounds: Bounds): Uint8Array[] {
  return columns.map((column, feature) => Uint8Array.from(column, (value) => binOf(value, bounds[feature]!)));
}

function binOf(value: number, bounds: Float64Array): number {
  if (!Number.isFinite(value)) return MISSING_BIN;
  let low = 0;
  let high = bounds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bounds[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
