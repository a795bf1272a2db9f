import type { FunnelStep } from '../config/recurrence-steps';
import type { RecurrenceRule } from '../config/settings';
import type { Dialect } from '../engine/dialect';

/** What a purchase is measured by under each reading; columns of `purchases`. */
const MEASURES: Record<RecurrenceRule['productCount'], string> = {
  units: 'units',
  distinct: 'distinct_products',
  lines: 'lines',
  'line-units': 'max_line_units',
};

/** One condition of a rule. */
export interface RecurrenceStep {
  step: Exclude<FunnelStep, 'customers'>;
  /** Products or days that it speaks of; null where it speaks of none. */
  limit: number | null;
  /** Over the columns of `histories`; those of COUNTED have the ending `suffix`. */
  condition(dialect: Dialect, suffix?: string): string;
}

/** Whether a row of `purchases` has more than `minProducts` products, as a SQL condition. */
export function qualifyingSql(rule: Pick<RecurrenceRule, 'productCount' | 'minProducts'>): string {
  return `${MEASURES[rule.productCount]} > ${rule.minProducts}`;
}

/**
 * The rule as conditions that narrow the customers one after the other. Gaps lie between purchase days, so two
 * qualifying tickets of one day are one day for `mean-gap`; the monthly readings count purchases (under `line-units`
 * lines, as the Python reference does), so the same two tickets are two.
 */
export function recurrenceSteps(rule: RecurrenceRule): RecurrenceStep[] {
  const every: RecurrenceStep = {
    step: 'every-purchase-above',
    limit: rule.minProducts,
    condition: (_, suffix = '') => `n_qualifying${suffix} = n_purchases`,
  };
  return [
    {
      step: 'purchase-above',
      limit: rule.minProducts,
      condition: (_, suffix = '') => `n_qualifying${suffix} > 0`,
    },
    ...(rule.purchasesMust === 'every' ? [every] : []),
    ...FREQUENCY_STEPS[rule.frequency],
  ];
}

/** Under `mean-gap`, purchases lie fewer than so many days apart on average. */
const MEAN_GAP_DAYS = 30;

const FREQUENCY_STEPS: Record<RecurrenceRule['frequency'], readonly RecurrenceStep[]> = {
  'mean-gap': [
    { step: 'two-such-days', limit: null, condition: (_, suffix = '') => `n_days${suffix} >= 2` },
    {
      step: 'mean-gap-below',
      limit: MEAN_GAP_DAYS,
      condition: (dialect, suffix = '') =>
        `${dialect.daysBetween(`first_day${suffix}`, `last_day${suffix}`)} < ${MEAN_GAP_DAYS} * (n_days${suffix} - 1)`,
    },
  ],
  'any-month': [
    { step: 'some-month-with-two', limit: null, condition: (_, suffix = '') => `busy_months${suffix} > 0` },
  ],
  'every-month': [{ step: 'every-month-with-two', limit: null, condition: everyMonthSql }],
};

/**
 * Judged are the months from that of the first qualifying purchase to the last one that is over on the origin: a
 * month that has just begun says nothing yet, unless it is the only one.
 */
function everyMonthSql(dialect: Dialect, suffix = ''): string {
  const first = dialect.monthIndex(`first_day${suffix}`);
  const last = lastWholeMonth(dialect);
  return `CASE WHEN ${first} <= ${last} THEN busy_whole_months${suffix} = ${last} - ${first} + 1 ELSE busy_months${suffix} > 0 END`;
}

/** The last month that is over on the origin, as `monthIndex` counts. */
export function lastWholeMonth(dialect: Dialect): string {
  return `(${dialect.monthIndex(dialect.addDays('origen', '1'))} - 1)`;
}
