import type { RecurrenceRule, Settings } from '../config/settings';
import { FREQUENCIES, PRODUCT_COUNTS, PURCHASES_MUST } from '../config/settings';
import type { Engine } from '../engine/engine';
import type { EtlMetrics } from '../evaluation/metrics-schema';
import { allHistoriesSql, recurrenceSteps } from './recurrence';

type Reading = EtlMetrics['funnel'][number];

/** The columns of a history that depend on how products are counted. */
const COUNTED = ['n_qualifying', 'n_days', 'first_day', 'last_day', 'busy_months', 'busy_whole_months'];

/**
 * Customers left after each step of the recurrence rule under every reading, on history up to `asOf` (ISO day); the
 * reading of the settings is marked as chosen. `minProducts` is the settings' for all of them.
 */
export async function funnel(engine: Engine, asOf: string, { recurrence, csv }: Settings): Promise<Reading[]> {
  const origins = `(SELECT DATE '${asOf}' AS origen)`;
  const tables = { purchases: 'purchases', origins, daily: csv.columns.ticket === undefined };
  const histories = allHistoriesSql(PRODUCT_COUNTS, recurrence.minProducts, engine.dialect, tables);
  await engine.run(`CREATE OR REPLACE TEMP TABLE histories AS ${histories}`);
  const readings: Reading[] = [];
  for (const [index, productCount] of PRODUCT_COUNTS.entries()) {
    const rules = PURCHASES_MUST.flatMap((purchasesMust) =>
      FREQUENCIES.map((frequency) => ({ ...recurrence, productCount, purchasesMust, frequency })),
    );
    const counted = COUNTED.map((name) => `${name}_${index} AS ${name}`).join(', ');
    const history = `(SELECT origen, n_purchases, ${counted} FROM histories)`;
    readings.push(...(await countSteps(engine, history, rules)).map((reading) => markChosen(reading, recurrence)));
  }
  await engine.run('DROP TABLE histories');
  return readings;
}

/** The steps of rules with one way of counting products, whose histories these are. */
async function countSteps(
  engine: Engine,
  history: string,
  rules: RecurrenceRule[],
): Promise<Omit<Reading, 'chosen'>[]> {
  const plans = rules.map((rule) => recurrenceSteps(rule, engine.dialect));
  const counts = plans.flatMap((steps, r) =>
    steps.map((_, s) => {
      const held = steps.slice(0, s + 1).map(({ condition }) => condition);
      return `count(CASE WHEN ${held.join(' AND ')} THEN 1 END) AS r${r}_s${s}`;
    }),
  );
  const [row] = await engine.rows<Record<string, number>>(`
    SELECT count(*) AS customers, ${counts.join(',\n           ')}
    FROM ${history} AS history`);
  return rules.map((rule, r) => ({
    ...namedReading(rule),
    steps: [
      { step: 'customers', customers: row!['customers']! },
      ...plans[r]!.map(({ step }, s) => ({ step, customers: row![`r${r}_s${s}`]! })),
    ],
  }));
}

function namedReading({ productCount, purchasesMust, frequency }: RecurrenceRule): Omit<Reading, 'chosen' | 'steps'> {
  return { name: `${productCount} / ${purchasesMust} / ${frequency}`, productCount, purchasesMust, frequency };
}

function markChosen(reading: Omit<Reading, 'chosen'>, rule: RecurrenceRule): Reading {
  const { name, ...rest } = reading;
  return { name, chosen: name === namedReading(rule).name, ...rest };
}
