import type { RecurrenceRule } from '../config/settings';
import type { Dialect } from '../engine/dialect';
import type { Columns, Relation } from '../engine/relation';
import { column, relation } from '../engine/relation';
import { lastWholeMonth, qualifyingSql } from './recurrence-rule';

/** Purchases and the days on which they are looked back at. */
export interface JudgedPurchases {
  purchases: Relation;
  origins: Relation;
  /** Whether `purchases` has one row per customer and day, as it has where there are no tickets. */
  daily: boolean;
  /** Ending of the names of what is made of them; none unless given. */
  ending?: string;
}

/** A way of counting products, and what sets its columns apart from those of others in one table. */
interface Count {
  productCount: RecurrenceRule['productCount'];
  suffix: string;
}

/** Columns that depend on how products are counted. */
export const COUNTED: Columns = {
  n_qualifying: column('BIGINT', 'purchases above the minimum', 'purchases'),
  n_days: column('BIGINT', 'days with one of those', 'days'),
  first_day: column('DATE', 'first of these days'),
  last_day: column('DATE', 'last of these days'),
  busy_months: column('BIGINT', 'months with more than one of them', 'months'),
  busy_whole_months: column('BIGINT', 'those of them that are over on the origin', 'months'),
};

/**
 * What the recurrence rule asks of each customer's purchases up to each origin. The `mean-gap` reading needs no months,
 * and gets no sense from their columns.
 */
export function histories(of: JudgedPurchases, rule: RecurrenceRule): Relation {
  return historiesOf(of, {
    name: `histories${of.ending ?? ''}`,
    kind: 'view',
    counts: [{ productCount: rule.productCount, suffix: '' }],
    minProducts: rule.minProducts,
    month: (dialect) => (rule.frequency === 'mean-gap' ? '0' : dialect.monthIndex('fecha')),
  });
}

/** The same under every way of counting products in one pass; COUNTED have the ending `_0`, `_1` … in their order. */
export function allHistories(
  of: JudgedPurchases,
  productCounts: readonly RecurrenceRule['productCount'][],
  minProducts: number,
): Relation {
  return historiesOf(of, {
    name: 'all_histories',
    kind: 'table',
    counts: productCounts.map((productCount, index) => ({ productCount, suffix: `_${index}` })),
    minProducts,
    month: (dialect) => dialect.monthIndex('fecha'),
  });
}

interface HistoryOptions {
  name: string;
  kind: 'table' | 'view';
  counts: readonly Count[];
  minProducts: number;
  month: (dialect: Dialect) => string;
}

function historiesOf({ purchases, origins, daily }: JudgedPurchases, options: HistoryOptions): Relation {
  const counted = options.counts.flatMap(({ suffix }) =>
    Object.entries(COUNTED).map(([name, spec]) => [`${name}${suffix}`, spec] as const),
  );
  return relation({
    name: options.name,
    row: 'a customer on an origin, with purchases up to it',
    kind: options.kind,
    of: { purchases, origins },
    columns: {
      usuario: column('VARCHAR', 'the customer'),
      origen: column('DATE', 'the origin'),
      n_purchases: column('BIGINT', 'purchases', 'purchases'),
      ...Object.fromEntries(counted),
    },
    select: (dialect, t) => historiesSql(dialect, t, { ...options, daily }),
  });
}

function historiesSql(
  dialect: Dialect,
  t: { purchases: string; origins: string },
  { counts, minProducts, month, daily }: HistoryOptions & { daily: boolean },
): string {
  const columns = (item: (count: Count) => string[]): string => counts.flatMap(item).join(',\n             ');
  const total = (value: string, name: string) => `CAST(sum(${value}) AS BIGINT) AS ${name}`;
  return `
    WITH days AS (
      -- a row: a customer's day; the day once more, where it has a qualifying purchase
      SELECT usuario, fecha, ${month(dialect)} AS month,
             ${daily ? '1' : 'count(*)'} AS purchases,
             ${columns((count) => dayColumns(count, { minProducts, daily }))}
      FROM ${t.purchases} AS p
      ${daily ? '' : 'GROUP BY usuario, fecha'}
    ), judged AS (
      -- a row: an origin, and the last month that is over on it
      SELECT origen, ${lastWholeMonth(dialect)} AS last_month FROM ${t.origins} AS o
    ), months AS (
      -- a row: a customer's calendar month, as known on an origin
      SELECT usuario, origen, month, min(last_month) AS last_month,
             ${daily ? 'count(*)' : 'sum(purchases)'} AS purchases,
             ${columns(({ productCount, suffix }) => {
               const qualifying = daily ? `count(day${suffix})` : `sum(qualifying${suffix})`;
               const events = productCount === 'line-units' ? `sum(events${suffix})` : qualifying;
               return [
                 `${qualifying} AS qualifying${suffix}`,
                 `count(day${suffix}) AS days${suffix}`,
                 `min(day${suffix}) AS first_day${suffix}`,
                 `max(day${suffix}) AS last_day${suffix}`,
                 `CASE WHEN ${events} > 1 THEN 1 ELSE 0 END AS busy${suffix}`,
               ];
             })}
      FROM days JOIN judged ON fecha <= origen
      GROUP BY usuario, origen, month
    )
    SELECT usuario, origen,
           ${total('purchases', 'n_purchases')},
           ${columns(({ suffix }) => [
             total(`qualifying${suffix}`, `n_qualifying${suffix}`),
             total(`days${suffix}`, `n_days${suffix}`),
             `min(first_day${suffix}) AS first_day${suffix}`,
             `max(last_day${suffix}) AS last_day${suffix}`,
             total(`busy${suffix}`, `busy_months${suffix}`),
             total(`CASE WHEN month <= last_month THEN busy${suffix} ELSE 0 END`, `busy_whole_months${suffix}`),
           ])}
    FROM months
    GROUP BY usuario, origen`;
}

/** Columns of a customer's day under a way of counting, over purchases: of the day itself, or of its tickets. */
function dayColumns(
  { productCount, suffix }: Count,
  { minProducts, daily }: Pick<HistoryOptions, 'minProducts'> & { daily: boolean },
): string[] {
  const qualifies = qualifyingSql({ productCount, minProducts });
  const events = `CASE WHEN ${qualifies} THEN qualifying_lines ELSE 0 END`;
  return [
    `${daily ? '' : 'max'}(CASE WHEN ${qualifies} THEN fecha END) AS day${suffix}`,
    ...(daily ? [] : [`count(CASE WHEN ${qualifies} THEN 1 END) AS qualifying${suffix}`]),
    ...(productCount === 'line-units' ? [`${daily ? events : `sum(${events})`} AS events${suffix}`] : []),
  ];
}
