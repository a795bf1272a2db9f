import type { Answers, DatedRows } from '../../src/features/dataset';
import { BOUGHT_BLOCKS, LARGE_BLOCKS } from '../../src/features/day-history';
import { FEATURE_NAMES } from '../../src/features/feature-list';

/** 2018-01-01. */
const MONDAY = 17_532;

/** `length` feature rows on Monday 2018-01-01 without purchase days; a number stands for every row, a column not named is 1. */
export function datedRows(length: number, columns: Record<string, number | ArrayLike<number>>): DatedRows {
  for (const name of Object.keys(columns)) {
    if (!FEATURE_NAMES.includes(name)) throw new RangeError(`no feature ${name}`);
  }
  return {
    length,
    origin: new Int32Array(length).fill(MONDAY),
    history: { bought: emptyBlocks(BOUGHT_BLOCKS, length), large: emptyBlocks(LARGE_BLOCKS, length) },
    features: FEATURE_NAMES.map((name) => {
      const given = columns[name] ?? 1;
      return typeof given === 'number' ? new Float64Array(length).fill(given) : Float64Array.from(given);
    }),
  };
}

function emptyBlocks(blocks: number, length: number): Int32Array[] {
  return Array.from({ length: blocks }, () => new Int32Array(length));
}

/** Answers watched for `watched` days; NaN has not returned. */
export function answersOf(daysToNext: ArrayLike<number>, watched: number): Answers {
  return {
    daysToNext: Float64Array.from(daysToNext),
    watched: new Float64Array(daysToNext.length).fill(watched),
  };
}

/** The same rows, each on a day of the week of Monday 2018-01-01; 0 is Monday. */
export function onWeekdays(rows: DatedRows, weekdays: ArrayLike<number>): DatedRows {
  return { ...rows, origin: Int32Array.from(weekdays, (day) => MONDAY + day) };
}
