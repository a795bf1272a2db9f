import { stepInWords } from '../config/recurrence-steps';
import type { RecurrenceRule } from '../config/settings';
import { FREQUENCIES, PRODUCT_COUNTS, PURCHASES_MUST } from '../config/settings';
import type { Dialect } from '../engine/dialect';
import type { Relation } from '../engine/relation';
import { column, relation } from '../engine/relation';
import type { JudgedPurchases } from './histories';
import { allHistories } from './histories';
import type { RecurrenceStep } from './recurrence-rule';
import { recurrenceSteps } from './recurrence-rule';

/** A reading of the rule. */
export type Reading = Pick<RecurrenceRule, 'productCount' | 'purchasesMust' | 'frequency'>;

/** Every reading. */
export const READINGS: readonly Reading[] = PRODUCT_COUNTS.flatMap((productCount) =>
  PURCHASES_MUST.flatMap((purchasesMust) =>
    FREQUENCIES.map((frequency) => ({ productCount, purchasesMust, frequency })),
  ),
);

export function readingName({ productCount, purchasesMust, frequency }: Reading): string {
  return `${productCount} / ${purchasesMust} / ${frequency}`;
}

/** Column of `funnel` with the customers whom a step of a reading leaves; both by place, from 0. */
export function stepColumn(reading: number, step: number): string {
  return `r${reading}_s${step}`;
}

/** The customers left after each step of the rule under every reading, on what was bought up to a single origin. */
export function funnel(of: JudgedPurchases, rule: RecurrenceRule): Relation {
  const plans = READINGS.map((reading) => ({ reading, steps: recurrenceSteps({ ...rule, ...reading }) }));
  const described = plans.flatMap(({ reading, steps }, r) =>
    steps.map((step, s) => {
      const meaning = `${readingName(reading)}: ${stepInWords(step)}`;
      return [stepColumn(r, s), column('BIGINT', meaning, 'customers')] as const;
    }),
  );
  return relation({
    name: 'funnel',
    row: 'all customers of an origin; a column is a step of a reading of the rule',
    kind: 'view',
    of: { histories: allHistories(of, PRODUCT_COUNTS, rule.minProducts) },
    columns: { customers: column('BIGINT', 'with a purchase', 'customers'), ...Object.fromEntries(described) },
    select: (dialect, t) => {
      const counts = plans.flatMap(({ reading, steps }, r) => countsSql(dialect, reading, steps, r));
      return `
    SELECT count(*) AS customers,
           ${counts.join(',\n           ')}
    FROM ${t.histories} AS h`;
    },
  });
}

function countsSql(
  dialect: Dialect,
  { productCount }: Reading,
  steps: readonly RecurrenceStep[],
  reading: number,
): string[] {
  const suffix = `_${PRODUCT_COUNTS.indexOf(productCount)}`;
  const conditions = steps.map(({ condition }) => condition(dialect, suffix));
  return conditions.map((_, s) => {
    const held = conditions.slice(0, s + 1).join(' AND ');
    return `count(CASE WHEN ${held} THEN 1 END) AS ${stepColumn(reading, s)}`;
  });
}
