import { FenwickTree } from './fenwick-tree';

/**
 * Harrell's concordance (Harrell et al. 1982) on restricted answers: of all pairs of rows with different answers, the
 * share in which the row that was predicted later came later. Equal predictions count one half; pairs with equal
 * answers (two rows beyond the horizon among them) cannot be ordered and do not count.
 * .5 is no order at all, 1 a perfect one. O(n log n).
 *
 * @param predicted any score that grows with the days, e.g. the interpolated median
 * @param actual restricted days, nothing censored
 * @returns null where no two answers differ
 * @throws RangeError for a prediction or an answer that is NaN
 */
export function concordance(predicted: ArrayLike<number>, actual: ArrayLike<number>): number | null {
  const order = ascending(actual);
  const { ranks, count } = denseRanks(predicted);
  const earlier = new FenwickTree(count);
  let seen = 0;
  let comparable = 0;
  let concordant = 0;
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end < order.length && actual[order[end]!] === actual[order[start]!]) end++;
    for (let i = start; i < end; i++) {
      const rank = ranks[order[i]!]!;
      const below = earlier.sumBelow(rank);
      comparable += seen;
      concordant += below + (earlier.sumBelow(rank + 1) - below) / 2;
    }
    for (let i = start; i < end; i++) earlier.increment(ranks[order[i]!]!);
    seen += end - start;
    start = end;
  }
  return comparable === 0 ? null : concordant / comparable;
}

/** Row numbers in ascending order of their values. */
function ascending(values: ArrayLike<number>): Int32Array {
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i]!)) throw new RangeError(`row ${i} is NaN, expected a number to rank by`);
  }
  return Int32Array.from({ length: values.length }, (_, i) => i).sort((a, b) => values[a]! - values[b]!);
}

/** 0 for the smallest value, one more for each larger one; equal values share a rank. */
function denseRanks(values: ArrayLike<number>): { ranks: Int32Array; count: number } {
  const ranks = new Int32Array(values.length);
  const order = ascending(values);
  let rank = 0;
  order.forEach((row, i) => {
    if (i > 0 && values[row]! > values[order[i - 1]!]!) rank++;
    ranks[row] = rank;
  });
  return { ranks, count: values.length === 0 ? 0 : rank + 1 };
}
