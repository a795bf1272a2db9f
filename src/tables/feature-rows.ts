import type { Dialect } from '../engine/dialect';
import type { Columns, Relation } from '../engine/relation';
import { column, relation } from '../engine/relation';
import { daysBoughtSql, HISTORY_COLUMNS, historyBitsSql } from './day-bits';
import { decayedColumnsSql, decayedRateSql, decayedSumsSql } from './decayed-sums';
import { FEATURE_COLUMNS } from './feature-columns';

export interface FeatureTables {
  eligible: Relation;
  days: Relation;
  decay: Relation;
}

export const FEATURE_ROW_COLUMNS: Columns = {
  cliente: column('INTEGER', 'number of the customer'),
  corte: column('INTEGER', 'the origin', 'epoch day'),
  recurrent: column('INTEGER', '1 where the customer was recurrent on it, else 0'),
  ...FEATURE_COLUMNS,
  ...HISTORY_COLUMNS,
};

/**
 * Feature rows, ordered by origin and customer. Every figure stands on purchases up to the origin, that day included,
 * and on nothing later.
 *
 * A customer with a single purchase day has no gap yet: the days elapsed since stand in for it, and the rates are 0.
 *
 * @param minUnits a purchase of more units is a large one
 */
export function featureRows({ eligible, days, decay }: FeatureTables, minUnits: number): Relation {
  return relation({
    name: 'feature_rows',
    row: 'a customer on an origin, with purchases up to it',
    of: { eligible, days, decay },
    columns: FEATURE_ROW_COLUMNS,
    select: (dialect, t) => featureRowsSql(dialect, t, minUnits),
  });
}

/** Products and squares of days and counts need 64 bits: 46,341 days squared are more than 32 hold. */
function wide(integer: string): string {
  return `CAST(${integer} AS BIGINT)`;
}

/** Sums that may be near the end of 64 bits already are multiplied as DOUBLE, one by one the same on any thread. */
function real(sum: string): string {
  return `CAST(${sum} AS DOUBLE)`;
}

function featureRowsSql(dialect: Dialect, t: Record<keyof FeatureTables, string>, minUnits: number): string {
  const key = 'e.cliente, e.corte, e.weekday, e.month, e.recurrent';
  return `
    WITH places AS (
      -- a row: a customer on an origin, and the place of the last purchase up to it
      SELECT ${key}, max(d.n) AS n
      FROM ${t.eligible} AS e
      JOIN ${t.days} AS d ON d.cliente = e.cliente AND d.dia <= e.corte
      GROUP BY ${key}
    ), summary AS (
      -- the same row with integer sums over the history up to the origin, and what the last three purchases were
      SELECT ${key}, e.n, min(d.dia) AS first_day, max(d.dia) AS last_day,
             CAST(sum(${wide('d.gap')} * d.gap) AS BIGINT) AS gaps_squared,
             CAST(sum(${wide('d.gap')} * (d.n - 1)) AS BIGINT) AS gaps_weighted,
             ${dialect.median('d.gap')} AS gap_median,
             CAST(sum(d.units) AS BIGINT) AS units, CAST(sum(d.spend_milli) AS BIGINT) AS spend_milli,
             CAST(sum(d.new_products) AS BIGINT) AS distinct_products,
             max(CASE WHEN d.n = e.n THEN d.gap END) AS gap_1,
             max(CASE WHEN d.n = e.n - 1 THEN d.gap END) AS gap_2,
             max(CASE WHEN d.n = e.n - 2 THEN d.gap END) AS gap_3,
             max(CASE WHEN d.n = e.n THEN d.units END) AS units_1,
             max(CASE WHEN d.n = e.n THEN d.spend_milli END) AS spend_1,
             CAST(sum(CASE WHEN d.n > e.n - 3 THEN d.units ELSE 0 END) AS BIGINT) AS units_3,
             CAST(sum(CASE WHEN d.n > e.n - 3 THEN d.spend_milli ELSE 0 END) AS BIGINT) AS spend_3,
             ${decayedSumsSql()},
             ${historyBitsSql(minUnits)}
      FROM places AS e
      JOIN ${t.days} AS d ON d.cliente = e.cliente AND d.dia <= e.corte
      JOIN ${t.decay} AS w ON w.age = e.corte - d.dia
      GROUP BY ${key}, e.n
    ), spans AS (
      -- the same row with what its days span
      SELECT s.*, ${wide('s.last_day - s.first_day')} AS gaps, least(s.n, 3) AS recent_n,
             greatest(1, s.corte - s.last_day) AS elapsed
      FROM summary AS s
    ), recent AS (
      -- the same row with its mean gap
      SELECT s.*, coalesce(s.gaps / NULLIF(CAST(s.n - 1 AS DOUBLE), 0), s.elapsed) AS gap_mean
      FROM spans AS s
    )
    SELECT r.cliente, r.corte, r.recurrent,
           CAST(r.n AS DOUBLE) AS n_purchases,
           CAST(coalesce(r.gap_1, r.elapsed) AS DOUBLE) AS gap_last_1,
           coalesce(CAST(r.gap_2 AS DOUBLE), r.gap_mean) AS gap_last_2,
           coalesce(CAST(r.gap_3 AS DOUBLE), r.gap_mean) AS gap_last_3,
           r.gap_mean,
           coalesce(r.gap_median, r.gap_mean) AS gap_median,
           coalesce(sqrt(CAST(${wide('(r.n - 1)')} * r.gaps_squared - r.gaps * r.gaps AS DOUBLE)) / NULLIF(r.n - 1, 0), 0) AS gap_sd,
           coalesce(2 * r.gaps_weighted / NULLIF(CAST(${wide('r.n')} * (r.n - 1) AS DOUBLE), 0), r.gap_mean) AS gap_weighted,
           CAST(r.corte - r.last_day AS DOUBLE) AS days_since_last,
           (r.corte - r.last_day) / coalesce(r.gap_median, r.gap_mean) AS elapsed_ratio,
           ${decayedRateSql()} AS decayed_rate,
           CAST(${daysBoughtSql(14)} AS DOUBLE) AS purchases_14d,
           CAST(${daysBoughtSql(28)} AS DOUBLE) AS purchases_28d,
           sin(2 * pi() * r.weekday / 7) AS weekday_sin,
           cos(2 * pi() * r.weekday / 7) AS weekday_cos,
           sin(2 * pi() * (r.month - 1) / 12) AS month_sin,
           cos(2 * pi() * (r.month - 1) / 12) AS month_cos,
           CAST(r.units_1 AS DOUBLE) AS units_last,
           r.units / CAST(r.n AS DOUBLE) AS units_mean,
           coalesce(${real('r.units_3')} * r.n / NULLIF(${real('r.units')} * r.recent_n, 0), 1) AS units_trend,
           r.spend_1 / CAST(1000 AS DOUBLE) AS spend_last,
           r.spend_milli / CAST(${wide('1000')} * r.n AS DOUBLE) AS spend_mean,
           coalesce(${real('r.spend_3')} * r.n / NULLIF(${real('r.spend_milli')} * r.recent_n, 0), 1) AS spend_trend,
           CAST(r.corte - r.first_day AS DOUBLE) AS tenure_days,
           CAST(r.distinct_products AS DOUBLE) AS distinct_products,
           ${decayedColumnsSql()},
           ${Object.keys(HISTORY_COLUMNS)
             .map((name) => `r.${name}`)
             .join(', ')}
    FROM recent AS r
    JOIN ${t.decay} AS w ON w.age = r.corte - r.first_day
    ORDER BY r.corte, r.cliente`;
}
