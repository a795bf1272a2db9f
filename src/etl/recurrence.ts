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
}

/** One condition of a rule, over the columns of `historySql`, and the customers it leaves in words. */
export interface RecurrenceStep {
  step: string;
  condition: string;
}

/** Whether a row of `purchases` has more than `minProducts` products, as a SQL condition. */
export function qualifyingSql(rule: RecurrenceRule): string {
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

/**
 * A SELECT with one row per customer and origin, over the purchases up to the origin: `n_purchases`, `n_qualifying`
 * of them above `minProducts`, `n_days` with one of those, `first_day` and `last_day` of these days (DATE),
 * `busy_months` with more than one of them, and `busy_whole_months` that are over on the origin. The `mean-gap`
 * reading needs no months, and gets no sense from the last two columns.
 */
export function historySql(rule: RecurrenceRule, dialect: Dialect, { purchases, origins }: RecurrenceTables): string {
  const qualifies = qualifyingSql(rule);
  const events = rule.productCount === 'line-units' ? 'qualifying_lines' : '1';
  const month = rule.frequency === 'mean-gap' ? '0' : dialect.monthIndex('fecha');
  return `
      WITH days AS (
        -- a row: a customer's day
        SELECT usuario, fecha, ${month} AS month,
               count(*) AS purchases,
               sum(CASE WHEN ${qualifies} THEN 1 ELSE 0 END) AS qualifying,
               sum(CASE WHEN ${qualifies} THEN ${events} ELSE 0 END) AS events
        FROM ${purchases}
        GROUP BY usuario, fecha
      ), months AS (
        -- a row: a customer's calendar month, as known on an origin
        SELECT usuario, origen, month,
               sum(purchases) AS purchases,
               sum(qualifying) AS qualifying,
               sum(CASE WHEN qualifying > 0 THEN 1 ELSE 0 END) AS days,
               min(CASE WHEN qualifying > 0 THEN fecha END) AS first_day,
               max(CASE WHEN qualifying > 0 THEN fecha END) AS last_day,
               CASE WHEN sum(events) > 1 THEN 1 ELSE 0 END AS busy
        FROM days JOIN ${origins} AS o ON fecha <= origen
        GROUP BY usuario, origen, month
      )
      SELECT usuario, origen,
             sum(purchases) AS n_purchases,
             sum(qualifying) AS n_qualifying,
             sum(days) AS n_days,
             min(first_day) AS first_day,
             max(last_day) AS last_day,
             sum(busy) AS busy_months,
             sum(CASE WHEN month <= ${lastWholeMonth(dialect)} THEN busy ELSE 0 END) AS busy_whole_months
      FROM months
      GROUP BY usuario, origen`;
}
