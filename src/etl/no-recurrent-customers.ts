import { RecompraError } from '../config/errors';
import type { Settings } from '../config/settings';
import type { Engine } from '../engine/engine';
import { funnel } from './funnel';

/** A data error, with the customers left under every reading of the rule, where `customers` (recurrent) is zero. */
export async function refuseIfNoneRecurrent(
  engine: Engine,
  settings: Settings,
  { asOf, customers }: { asOf: string; customers: number },
): Promise<void> {
  if (customers > 0) return;
  const readings = await funnel(engine, asOf, settings);
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
