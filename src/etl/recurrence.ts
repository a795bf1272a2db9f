import type { RecurrenceRule } from '../config/settings';
import type { Dialect } from '../engine/dialect';

/** What a purchase is measured by under each reading; columns of `purchases`. */
const MEASURES: Record<RecurrenceRule['productCount'], string> = {
  units: 'units',
  distinct: 'distinct_products',
  lines: 'lines',
  'line-units': 'max_line_units',
};

export interface RecurrenceTables {
  /** Name of a table like `purchases`. */
  purchases: string;
  /** Name of a table `(origen DATE)`: the as-of dates. */
  origins: string;
  /** Whether `purchases` has one row per customer and day, as it has where there are no tickets. */
  daily?: boolean;
}

/** One condition of a rule, over the columns of `historySql`, and the customers it leaves in words. */
export interface RecurrenceStep {
  step: string;
  condition: string;
}

/** Whether a row of `purchases` has more than `minProducts` products, as a SQL condition. */
export function qualifyingSql(rule: Pick<RecurrenceRule, 'productCount' | 'minProducts'>): string {
  return `${MEASURES[rule.productCount]} > ${rule.minProducts}`;
}

/** A SELECT of `(usuario, origen)`: the customers recurrent on what was bought up to each origin, and not later. */
export function recurrenceSql(rule: RecurrenceRule, dialect: Dialect, tables: RecurrenceTables): string {
  const conditions = recurrenceSteps(rule, dialect).map(({ condition }) => condition);
  return `
    SELECT usuario, origen
    FROM (${historySql(rule, dialect, tables)}
    ) AS history
    WHERE ${conditions.join('\n      AND ')}`;
}

/**
 * The rule as conditions that narrow the customers one after the other. Gaps lie between purchase days, so two
 * qualifying tickets of one day are one day for `mean-gap`; the monthly readings count purchases (under `line-units`
 * lines, as the Python reference does), so the same two tickets are two.
 */
export function recurrenceSteps(rule: RecurrenceRule, dialect: Dialect): RecurrenceStep[] {
  const every = { step: `every purchase above ${rule.minProducts}`, condition: 'n_qualifying = n_purchases' };
  return [
    { step: `a purchase above ${rule.minProducts}`, condition: 'n_qualifying > 0' },
    ...(rule.purchasesMust === 'every' ? [every] : []),
    ...frequencySteps(rule.frequency, dialect),
  ];
}

function frequencySteps(frequency: RecurrenceRule['frequency'], dialect: Dialect): RecurrenceStep[] {
  switch (frequency) {
    case 'mean-gap': {
      const days = dialect.daysBetween('first_day', 'last_day');
      return [
        { step: 'two or more such days', condition: 'n_days >= 2' },
        { step: 'fewer than 30 days apart on average', condition: `${days} < 30 * (n_days - 1)` },
      ];
    }
    case 'any-month':
      return [{ step: 'more than one in some month', condition: 'busy_months > 0' }];
    case 'every-month':
      return [{ step: 'more than one in every month', condition: everyMonthSql(dialect) }];
  }
}

/**
 * Judged are the months from that of the first qualifying purchase to the last one that is over on the origin: a
 * month that has just begun says nothing yet, unless it is the only one.
 */
function everyMonthSql(dialect: Dialect): string {
  const first = dialect.monthIndex('first_day');
  const last = lastWholeMonth(dialect);
  return `CASE WHEN ${first} <= ${last} THEN busy_whole_months = ${last} - ${first} + 1 ELSE busy_months > 0 END`;
}

function lastWholeMonth(dialect: Dialect): string {
  return `(${dialect.monthIndex(dialect.addDays('origen', '1'))} - 1)`;
}

/** A way of counting products, and what sets its columns apart from those of others in one query. */
interface Count {
  productCount: RecurrenceRule['productCount'];
  suffix: string;
}

/**
 * A SELECT with one row per customer and origin, over the purchases up to the origin: `n_purchases`, `n_qualifying`
 * of them above `minProducts`, `n_days` with one of those, `first_day` and `last_day` of these days (DATE),
 * `busy_months` with more than one of them, and `busy_whole_months` that are over on the origin. The `mean-gap`
 * reading needs no months, and gets no sense from the last two columns.
 */
export function historySql(rule: RecurrenceRule, dialect: Dialect, tables: RecurrenceTables): string {
  const month = rule.frequency === 'mean-gap' ? '0' : dialect.monthIndex('fecha');
  return historiesSql([{ productCount: rule.productCount, suffix: '' }], { ...rule, month }, dialect, tables);
}

/**
 * The columns of `historySql` under every way of counting products in one pass, months included: all but `usuario`,
 * `origen` and `n_purchases` have the ending `_0`, `_1` … in the order of `productCounts`.
 */
export function allHistoriesSql(
  productCounts: readonly RecurrenceRule['productCount'][],
  minProducts: number,
  dialect: Dialect,
  tables: RecurrenceTables,
): string {
  const counts = productCounts.map((productCount, index) => ({ productCount, suffix: `_${index}` }));
  return historiesSql(counts, { minProducts, month: dialect.monthIndex('fecha') }, dialect, tables);
}

function historiesSql(
  counts: readonly Count[],
  { minProducts, month }: { minProducts: number; month: string },
  dialect: Dialect,
  { purchases, origins, daily = false }: RecurrenceTables,
): string {
  const summed = (value: string): string => (daily ? value : `sum(${value})`);
  const columns = (item: (count: Count) => string[]): string => counts.flatMap(item).join(',\n               ');
  return `
      WITH days AS (
        -- a row: a customer's day
        SELECT usuario, fecha, ${month} AS month,
               ${daily ? '1' : 'count(*)'} AS purchases,
               ${columns(({ productCount, suffix }) => {
                 const qualifies = qualifyingSql({ productCount, minProducts });
                 const events = productCount === 'line-units' ? 'qualifying_lines' : '1';
                 return [
                   `${summed(`CASE WHEN ${qualifies} THEN 1 ELSE 0 END`)} AS qualifying${suffix}`,
                   `${summed(`CASE WHEN ${qualifies} THEN ${events} ELSE 0 END`)} AS events${suffix}`,
                 ];
               })}
        FROM ${purchases}
        ${daily ? '' : 'GROUP BY usuario, fecha'}
      ), months AS (
        -- a row: a customer's calendar month, as known on an origin
        SELECT usuario, origen, month,
               sum(purchases) AS purchases,
               ${columns(({ suffix }) => [
                 `sum(qualifying${suffix}) AS qualifying${suffix}`,
                 `sum(CASE WHEN qualifying${suffix} > 0 THEN 1 ELSE 0 END) AS days${suffix}`,
                 `min(CASE WHEN qualifying${suffix} > 0 THEN fecha END) AS first_day${suffix}`,
                 `max(CASE WHEN qualifying${suffix} > 0 THEN fecha END) AS last_day${suffix}`,
                 `CASE WHEN sum(events${suffix}) > 1 THEN 1 ELSE 0 END AS busy${suffix}`,
               ])}
        FROM days JOIN ${origins} AS o ON fecha <= origen
        GROUP BY usuario, origen, month
      )
      SELECT usuario, origen,
             sum(purchases) AS n_purchases,
             ${columns(({ suffix }) => [
               `sum(qualifying${suffix}) AS n_qualifying${suffix}`,
               `sum(days${suffix}) AS n_days${suffix}`,
               `min(first_day${suffix}) AS first_day${suffix}`,
               `max(last_day${suffix}) AS last_day${suffix}`,
               `sum(busy${suffix}) AS busy_months${suffix}`,
               `sum(CASE WHEN month <= ${lastWholeMonth(dialect)} THEN busy${suffix} ELSE 0 END) AS busy_whole_months${suffix}`,
             ])}
      FROM months
      GROUP BY usuario, origen`;
}
