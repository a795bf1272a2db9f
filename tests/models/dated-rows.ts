import type { Answers, FeatureRows } from '../../src/features/dataset';
import { FEATURE_NAMES } from '../../src/features/feature-list';

/** `length` feature rows; a number stands for every row, and a column that is not named is 1. */
export function datedRows(length: number, columns: Record<string, number | ArrayLike<number>>): FeatureRows {
  for (const name of Object.keys(columns)) {
    if (!FEATURE_NAMES.includes(name)) throw new RangeError(`no feature ${name}`);
  }
  return {
    length,
    features: FEATURE_NAMES.map((name) => {
      const given = columns[name] ?? 1;
      return typeof given === 'number' ? new Float64Array(length).fill(given) : Float64Array.from(given);
    }),
  };
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
