import { RecompraError } from '../config/errors';
import type { Settings } from '../config/settings';
import type { Engine } from '../engine/engine';
import { query } from '../engine/relation';
import type { ShopTables } from '../tables/shop';
import { readFunnel } from './funnel';

/** A data error, with the customers left under every reading of the rule, where nobody is recurrent. */
export async function refuseIfNoneRecurrent(
  engine: Engine,
  { recurrence }: Pick<Settings, 'recurrence'>,
  { asOf, shop }: { asOf: string; shop: Pick<ShopTables, 'recurrent' | 'funnel'> },
): Promise<void> {
  const { recurrent } = shop;
  const [row] = await engine.rows<{ customers: number }>(
    query({ recurrent }, (_, t) => `SELECT count(*) AS customers FROM ${t.recurrent} AS r`),
  );
  if (row!.customers > 0) return;
  const readings = await readFunnel(engine, shop.funnel, recurrence);
  const lines = readings.map(({ name, chosen, steps }) => {
    const left = steps.map(({ step, customers: count }) => `${count} ${step}`).join(' → ');
    return `${chosen ? '* ' : '  '}${name}: ${left}`;
  });
  throw new RecompraError('data', `no customer is recurrent on ${asOf} under the rule marked * below`, {
    remedy: 'choose another reading or a smaller minimum: --recurrence productCount=…,frequency=…,minProducts=…',
    lines,
    logged: `no customer is recurrent on ${asOf} under the rule of the settings`,
  });
}
