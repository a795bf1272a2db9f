import type { DayIntervals } from './interval-coverage';

/** Rows cut into groups by one quantity: group g holds bounds[g − 1] ≤ value < bounds[g]. */
export interface SegmentCut {
  /** What the rows are cut by, e.g. `purchases so far`. */
  by: string;
  /** The row's value. */
  values: ArrayLike<number>;
  /** Ascending. */
  bounds: readonly number[];
}

export interface SegmentCoverage {
  by: string;
  groups: SegmentGroup[];
}

export interface SegmentGroup {
  /** Smallest value, inclusive; null where open. */
  from: number | null;
  /** Exclusive; null where open. */
  to: number | null;
  rows: number;
  /** Share of the answers inside the interval; null where there are too few rows to say. */
  coverage: number | null;
  /** Days an interval spans on average; null as above. */
  meanWidth: number | null;
}

/** A share of this many rows has a standard error of about .03: fewer say nothing about a coverage of .8. */
export const LEAST_SEGMENT_ROWS = 200;

/** Coverage and width of intervals by segment; the number of rows is always given, small groups give nothing else. */
export function coverageBySegment(
  intervals: DayIntervals,
  actual: ArrayLike<number>,
  cut: SegmentCut,
): SegmentCoverage {
  const groups = cut.bounds.length + 1;
  const rows = new Float64Array(groups);
  const inside = new Float64Array(groups);
  const width = new Float64Array(groups);
  for (let i = 0; i < actual.length; i++) {
    const g = groupOf(cut.values[i]!, cut.bounds);
    const low = intervals.low[i]!;
    const high = intervals.high[i]!;
    rows[g] = rows[g]! + 1;
    inside[g] = inside[g]! + (actual[i]! >= low && actual[i]! <= high ? 1 : 0);
    width[g] = width[g]! + high - low + 1;
  }
  const meanOf = (sums: Float64Array, g: number) => (rows[g]! < LEAST_SEGMENT_ROWS ? null : sums[g]! / rows[g]!);
  return {
    by: cut.by,
    groups: [...rows.keys()].map((g) => ({
      from: cut.bounds[g - 1] ?? null,
      to: cut.bounds[g] ?? null,
      rows: rows[g]!,
      coverage: meanOf(inside, g),
      meanWidth: meanOf(width, g),
    })),
  };
}

function groupOf(value: number, bounds: readonly number[]): number {
  let group = 0;
  while (group < bounds.length && value >= bounds[group]!) group++;
  return group;
}
