import type { Answers, DatedRows } from '../../src/features/dataset';
import { BOUGHT_BLOCKS, LARGE_BLOCKS } from '../../src/features/day-history';
import { FEATURE_NAMES } from '../../src/features/feature-list';

/** `length` feature rows on Monday 2018-01-01 without purchase days; a number stands for every row, a column not named is 1. */
export function datedRows(length: number, columns: Record<string, number | ArrayLike<number>>): DatedRows {
  for (const name of Object.keys(columns)) {
    if (!FEATURE_NAMES.includes(name)) throw new RangeError(`no feature ${name}`);
  }
  return {
    length,
    origin: new Int32Array(length).fill(17_532),
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

/** The circle's coordinates of a weekday, 0 = Monday. */
export function weekdayColumns(weekdays: ArrayLike<number>): { weekday_sin: Float64Array; weekday_cos: Float64Array } {
  return {
    weekday_sin: Float64Array.from(weekdays, (day) => Math.sin((2 * Math.PI * day) / 7)),
    weekday_cos: Float64Array.from(weekdays, (day) => Math.cos((2 * Math.PI * day) / 7)),
  };
}
