import { RecompraError } from '../config/errors';
import { stepInWords } from '../config/recurrence-steps';
import type { RecurrenceRule, Settings } from '../config/settings';
import { recurrenceSchema } from '../config/settings';
import type { Engine } from '../engine/engine';
import type { Relation } from '../engine/relation';
import { query } from '../engine/relation';
import type { EtlMetrics } from '../evaluation/metrics-schema';
import { funnel } from '../tables/funnel';
import type { JudgedPurchases } from '../tables/histories';
import type { ShopTables } from '../tables/shop';
import { readFunnel } from './funnel';

type Reading = EtlMetrics['funnel'][number];

/** Smaller minima that are tried where no reading of the rule leaves anybody. */
const SMALLER_MINIMA = [5, 2, 1, 0];

/** A data error, with the customers left under every reading of the rule, where nobody is recurrent. */
export async function refuseIfNoneRecurrent(
  engine: Engine,
  { recurrence }: Pick<Settings, 'recurrence'>,
  { asOf, shop }: { asOf: string; shop: Pick<ShopTables, 'recurrent' | 'judged'> },
): Promise<void> {
  if ((await countCustomers(engine, shop.recurrent)) > 0) return;
  const readings = await readFunnel(engine, funnel(shop.judged, recurrence), recurrence);
  const lines = readings.map(({ name, chosen, steps }) => {
    const left = steps.map((step) => `${step.customers} ${stepInWords(step)}`).join(' → ');
    return `${chosen ? '* ' : '  '}${name}: ${left}`;
  });
  const found = await nearestReading(engine, shop.judged, recurrence, readings);
  throw new RecompraError('data', `no customer is recurrent on ${asOf} under the rule marked * below`, {
    ...(found === null
      ? { remedy: 'nobody bought often enough under any reading: more days of lines are needed' }
      : found),
    lines,
    logged: `no customer is recurrent on ${asOf} under the rule of the settings`,
  });
}

async function countCustomers(engine: Engine, recurrent: Relation): Promise<number> {
  const [row] = await engine.rows<{ customers: number }>(
    query({ recurrent }, (_, t) => `SELECT count(*) AS customers FROM ${t.recurrent} AS r`),
  );
  return row!.customers;
}

/** The option that leaves somebody, and says how many: of the readings tried the one that changes least. */
async function nearestReading(
  engine: Engine,
  judged: JudgedPurchases,
  recurrence: RecurrenceRule,
  readings: readonly Reading[],
) {
  const best = bestOf(readings, recurrence);
  if (best !== null) return advice(recurrence, best);
  for (const minProducts of SMALLER_MINIMA.filter((minimum) => minimum < recurrence.minProducts)) {
    const rule = { ...recurrence, minProducts };
    const other = bestOf(await readFunnel(engine, funnel(judged, rule), rule), rule);
    if (other !== null) return advice(rule, other);
  }
  return null;
}

/** Of the readings that leave somebody one that changes fewest parts of the rule, and of these leaves most. */
function bestOf(readings: readonly Reading[], rule: RecurrenceRule): Reading | null {
  const changes = (reading: Reading): number => PARTS.filter((part) => reading[part] !== rule[part]).length;
  const ranked = readings
    .filter((reading) => customersOf(reading) > 0)
    .sort((a, b) => changes(a) - changes(b) || customersOf(b) - customersOf(a));
  return ranked[0] ?? null;
}

const PARTS = ['productCount', 'purchasesMust', 'frequency'] as const;

function customersOf({ steps }: Reading): number {
  return steps[steps.length - 1]!.customers;
}

/** The whole rule, so that it is the same whatever the option replaces. */
function advice(recurrence: RecurrenceRule, reading: Reading) {
  const { productCount, purchasesMust, frequency } = reading;
  const usual: Record<string, unknown> = recurrenceSchema.parse({});
  const rule = { ...recurrence, productCount, purchasesMust, frequency };
  const parts = Object.entries(rule).filter(([part, value]) => value !== usual[part]);
  // A rule of usual parts only has to be said as well: other settings may say another.
  const value = ['default', ...parts.map(([part, chosen]) => `${part}=${chosen}`)].join(',');
  return {
    remedy: `choose another reading or a smaller minimum: --recurrence ${value} leaves ${customersOf(reading)}`,
    options: [{ flag: '--recurrence', value }],
  };
}
