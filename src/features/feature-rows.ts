import type { RecurrenceRule } from '../config/settings';
import type { Engine } from '../engine/engine';
import { recurrenceSql } from '../etl/recurrence';
import { HISTORY_COLUMNS, historyBits, historySumsSql } from './day-history';
import { decayWeights } from './decay-weights';
import { decayedColumnsSql, decayedSumsSql, RECENT_HALF_LIFE_DAYS } from './decayed-history';

/** Days after which a purchase counts half in the decayed rate. */
export const RATE_HALF_LIFE_DAYS = 56;

/**
 * Whose rows are built on an origin: those recurrent by then, who are predicted and judged, or besides them everybody
 * with two purchase days or more, whose habits teach as well.
 */
export type Population = 'recurrent' | 'everyone';

export interface FeatureRowOptions {
  /** `recurrent` unless given. */
  population?: Population;
  /** Of more rows, those of every n-th customer: what is learned and judged needs no more. All unless given. */
  mostRows?: number;
}

/**
 * Builds `feature_rows`: one row per customer of the population and origin, ordered by origin and customer, with the
 * columns `cliente`, `corte` (the origin as epoch day), `recurrent` (1 or 0), those of FEATURES and HISTORY_COLUMNS.
 * Every figure stands on purchases up to the origin, that day included, and on nothing later; whether a customer is
 * recurrent is judged there too.
 *
 * A customer with a single purchase day has no gap yet: the days elapsed since stand in for it, and the rates are 0.
 *
 * Needs `customers` and `purchase_days` (see buildPurchaseDays) and the ETL's `purchases`.
 *
 * @param origins epoch days
 */
export async function buildFeatureRows(
  engine: Engine,
  rule: RecurrenceRule,
  origins: readonly number[],
  { population = 'recurrent', mostRows = Number.POSITIVE_INFINITY }: FeatureRowOptions = {},
): Promise<void> {
  await engine.createTable('origins', { origen: { type: 'DATE', values: [...new Set(origins)] } });
  await engine.run(eligibleSql(engine, rule, population));
  const [eligible] = await engine.rows<{ n: number }>('SELECT count(*) AS n FROM eligible');
  const step = Math.ceil(Number(eligible!.n) / mostRows);
  if (step > 1) await engine.run(`DELETE FROM eligible WHERE cliente % ${step} <> 0`);
  await buildDecay(engine);
  await engine.run(`CREATE OR REPLACE TABLE feature_rows AS ${featureRowsSql(engine, rule.minProducts)}`);
}

/** Products and squares of days and counts need 64 bits: 46,341 days squared are more than 32 hold. */
function wide(integer: string): string {
  return `CAST(${integer} AS BIGINT)`;
}

/** Sums that may be near the end of 64 bits already are multiplied as DOUBLE, one by one the same on any thread. */
function real(sum: string): string {
  return `CAST(${sum} AS DOUBLE)`;
}

function eligibleSql({ dialect }: Engine, rule: RecurrenceRule, population: Population): string {
  const recurrent = recurrenceSql(rule, dialect, { purchases: 'purchases', origins: 'origins' });
  return `
    CREATE OR REPLACE TABLE eligible AS
    WITH recurrent AS (
      -- a row: a customer who is recurrent on an origin
      SELECT c.cliente, r.origen FROM (${recurrent}) AS r JOIN customers AS c ON c.usuario = r.usuario
    )
    -- a row: a customer of the population on an origin
    SELECT d.cliente, ${dialect.epochDay('o.origen')} AS corte,
           ${dialect.weekday('o.origen')} AS weekday,
           CAST(extract(month FROM o.origen) AS INTEGER) AS month,
           CASE WHEN r.cliente IS NULL THEN 0 ELSE 1 END AS recurrent
    FROM origins AS o
    JOIN purchase_days AS d ON d.n = 1 AND d.dia <= ${dialect.epochDay('o.origen')}
    LEFT JOIN recurrent AS r ON r.cliente = d.cliente AND r.origen = o.origen
    LEFT JOIN purchase_days AS s ON s.n = 2 AND s.cliente = d.cliente AND s.dia <= ${dialect.epochDay('o.origen')}
    WHERE r.cliente IS NOT NULL${population === 'everyone' ? ' OR s.cliente IS NOT NULL' : ''}`;
}

/** The weights as scaled integers, and their running sum over the days 0 … age − 1: sums do not depend on row order. */
async function buildDecay(engine: Engine): Promise<void> {
  const [span] = await engine.rows<{ days: number }>(
    'SELECT coalesce(max(e.corte) - (SELECT min(dia) FROM purchase_days), 0) AS days FROM eligible AS e',
  );
  const { weights, before } = decayWeights(RATE_HALF_LIFE_DAYS, span!.days);
  const recent = decayWeights(RECENT_HALF_LIFE_DAYS, span!.days);
  const bits = historyBits(span!.days);
  await engine.createTable('decay', {
    age: { type: 'INTEGER', values: weights.map((_, age) => age) },
    weight: { type: 'BIGINT', values: weights },
    weight_before: { type: 'BIGINT', values: before },
    recent_weight: { type: 'BIGINT', values: recent.weights },
    recent_weight_before: { type: 'BIGINT', values: recent.before },
    block: { type: 'INTEGER', values: bits.block },
    bit: { type: 'INTEGER', values: bits.bit },
  });
}

function featureRowsSql(engine: Engine, minUnits: number): string {
  return `
    WITH summary AS (
      -- a row: a customer and an origin, with integer sums over the history up to it
      SELECT e.cliente, e.corte, e.weekday, e.month, e.recurrent,
             CAST(count(*) AS INTEGER) AS n, min(d.dia) AS first_day,
             CAST(sum(d.gap) AS BIGINT) AS gaps, CAST(sum(${wide('d.gap')} * d.gap) AS BIGINT) AS gaps_squared,
             CAST(sum(${wide('d.gap')} * (d.n - 1)) AS BIGINT) AS gaps_weighted,
             ${engine.dialect.median('d.gap')} AS gap_median,
             CAST(sum(CASE WHEN d.n > 1 THEN w.weight ELSE 0 END) AS BIGINT) AS decayed,
             CAST(sum(CASE WHEN e.corte - d.dia < 14 THEN 1 ELSE 0 END) AS INTEGER) AS last_14,
             CAST(sum(CASE WHEN e.corte - d.dia < 28 THEN 1 ELSE 0 END) AS INTEGER) AS last_28,
             CAST(sum(d.units) AS BIGINT) AS units, CAST(sum(d.spend_milli) AS BIGINT) AS spend_milli,
             CAST(sum(d.new_products) AS BIGINT) AS distinct_products,
             ${decayedSumsSql()},
             ${historySumsSql(minUnits)}
      FROM eligible AS e
      JOIN purchase_days AS d ON d.cliente = e.cliente AND d.dia <= e.corte
      JOIN decay AS w ON w.age = e.corte - d.dia
      GROUP BY e.cliente, e.corte, e.weekday, e.month, e.recurrent
    ), recent AS (
      -- the same row with the last three purchases beside it
      SELECT s.*, x.dia AS last_day, y.gap AS gap_2, z.gap AS gap_3,
             x.units AS units_1, x.spend_milli AS spend_1,
             x.units + coalesce(y.units, 0) + coalesce(z.units, 0) AS units_3,
             x.spend_milli + coalesce(y.spend_milli, 0) + coalesce(z.spend_milli, 0) AS spend_3,
             least(s.n, 3) AS recent_n,
             coalesce(x.gap, greatest(1, s.corte - x.dia)) AS gap_1,
             coalesce(s.gaps / NULLIF(CAST(s.n - 1 AS DOUBLE), 0), greatest(1, s.corte - x.dia)) AS gap_mean
      FROM summary AS s
      JOIN purchase_days AS x ON x.cliente = s.cliente AND x.n = s.n
      LEFT JOIN purchase_days AS y ON y.cliente = s.cliente AND y.n = s.n - 1
      LEFT JOIN purchase_days AS z ON z.cliente = s.cliente AND z.n = s.n - 2
    )
    SELECT r.cliente, r.corte, r.recurrent,
           CAST(r.n AS DOUBLE) AS n_purchases,
           CAST(r.gap_1 AS DOUBLE) AS gap_last_1,
           coalesce(CAST(r.gap_2 AS DOUBLE), r.gap_mean) AS gap_last_2,
           coalesce(CAST(r.gap_3 AS DOUBLE), r.gap_mean) AS gap_last_3,
           r.gap_mean,
           coalesce(r.gap_median, r.gap_mean) AS gap_median,
           coalesce(sqrt(CAST(${wide('(r.n - 1)')} * r.gaps_squared - r.gaps * r.gaps AS DOUBLE)) / NULLIF(r.n - 1, 0), 0) AS gap_sd,
           coalesce(2 * r.gaps_weighted / NULLIF(CAST(${wide('r.n')} * (r.n - 1) AS DOUBLE), 0), r.gap_mean) AS gap_weighted,
           CAST(r.corte - r.last_day AS DOUBLE) AS days_since_last,
           (r.corte - r.last_day) / coalesce(r.gap_median, r.gap_mean) AS elapsed_ratio,
           coalesce(r.decayed / NULLIF(CAST(w.weight_before AS DOUBLE), 0), 0) AS decayed_rate,
           CAST(r.last_14 AS DOUBLE) AS purchases_14d,
           CAST(r.last_28 AS DOUBLE) AS purchases_28d,
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
           ${HISTORY_COLUMNS.map((name) => `r.${name}`).join(', ')}
    FROM recent AS r
    JOIN decay AS w ON w.age = r.corte - r.first_day
    ORDER BY r.corte, r.cliente`;
}
