import type { Columns } from '../engine/relation';
import { column } from '../engine/relation';

/** Half-life of the rate that follows a customer's latest weeks; the beta-geometric errs least with it. */
export const RECENT_HALF_LIFE_DAYS = 28;
/** Days after which a purchase counts half in the decayed rate. */
export const RATE_HALF_LIFE_DAYS = 56;

/** Monday first, as the dialect counts weekdays. */
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** Weight of a purchase of the day itself in decay-weights.ts, a power of two, so that dividing by it is exact. */
const SCALE = 2 ** 30;

/** Names of the decayed purchases by weekday, Monday to Sunday. */
export const WEEKDAY_FEATURES = WEEKDAYS.map((day) => `decayed_${day}`);

/** The features of this file, in their order. */
export const DECAYED_COLUMNS: Columns = {
  recent_rate: column(
    'DOUBLE',
    `purchases a day since the first one, weight halving every ${RECENT_HALF_LIFE_DAYS} days`,
    'purchases per day',
  ),
  ...Object.fromEntries(
    WEEKDAYS.map((day) => {
      const meaning = `purchases on ${day}s after the first one, weight halving every ${RATE_HALF_LIFE_DAYS} days`;
      return [`decayed_${day}`, column('DOUBLE', meaning, 'purchases')];
    }),
  ),
};

/** Integer sums over purchase days `d` with weights `w`, for the summary of a customer and an origin. */
export function decayedSumsSql(): string {
  const byWeekday = WEEKDAYS.map(
    (day, index) =>
      `CAST(sum(CASE WHEN ${onWeekday('d.dia', index)} THEN w.weight ELSE 0 END) AS BIGINT) AS sum_${day}`,
  );
  return ['CAST(sum(w.recent_weight) AS BIGINT) AS sum_recent', ...byWeekday].join(',\n             ');
}

/**
 * The features of those sums, from a row `r` that carries them and the weights `w` of the first purchase's age: they
 * come off, for a first purchase is no return.
 */
export function decayedColumnsSql(): string {
  const byWeekday = WEEKDAYS.map((day, index) => {
    const first = `CASE WHEN ${onWeekday('r.first_day', index)} THEN w.weight ELSE 0 END`;
    return `(r.sum_${day} - ${first}) / CAST(${SCALE} AS DOUBLE) AS decayed_${day}`;
  });
  return [
    'coalesce((r.sum_recent - w.recent_weight) / NULLIF(CAST(w.recent_weight_before AS DOUBLE), 0), 0) AS recent_rate',
    ...byWeekday,
  ].join(',\n           ');
}

/** The rate over all weekdays, from the same rows. */
export function decayedRateSql(): string {
  const sum = WEEKDAYS.map((day) => `r.sum_${day}`).join(' + ');
  return `coalesce((${sum} - w.weight) / NULLIF(CAST(w.weight_before AS DOUBLE), 0), 0)`;
}

/** Days, whole weeks, that make every epoch day positive: the remainder of a negative one would be negative. */
const DAYS_BEFORE = 7_000_000;

function onWeekday(day: string, index: number): string {
  return `(${day} + ${DAYS_BEFORE + 3}) % 7 = ${index}`;
}
