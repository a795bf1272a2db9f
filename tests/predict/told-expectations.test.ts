import { afterAll, beforeAll, expect, test } from 'vitest';
import { epochDay } from '../../src/config/calendar';
import { openDuckdb } from '../../src/engine/duckdb/duckdb';
import type { ReadingEngine } from '../../src/engine/engine';
import type { Relation } from '../../src/engine/relation';
import { column, values } from '../../src/engine/relation';
import { toldExpectations } from '../../src/jobs/scoring/told-expectations';
import { Expectations } from '../../src/predict/expectations';
import type { PurchaseState } from '../../src/predict/purchase-state';

let engine: ReadingEngine;
beforeAll(async () => {
  engine = await openDuckdb({ threads: 2 });
});
afterAll(() => engine.close());

/** A customer with the chances of coming within 7, 14 and 28 days. */
type Told = [name: string, within7: number, within14: number, within28: number, state: PurchaseState];

function predicted(told: readonly Told[]): Relation {
  const meaning = 'as in the contract';
  const columns = {
    cliente_id: column('VARCHAR', meaning),
    prob_7d: column('DOUBLE', meaning),
    prob_14d: column('DOUBLE', meaning),
    prob_28d: column('DOUBLE', meaning),
    estado: column('VARCHAR', meaning),
  };
  const chance = (place: 1 | 2 | 3) => ({ type: 'DOUBLE' as const, values: told.map((row) => row[place]) });
  return values(
    { name: 'predicted', row: 'a customer', columns },
    {
      cliente_id: { type: 'VARCHAR', values: told.map(([name]) => name) },
      prob_7d: chance(1),
      prob_14d: chance(2),
      prob_28d: chance(3),
      estado: { type: 'VARCHAR', values: told.map(([, , , , state]) => state) },
    },
  );
}

const DAY = epochDay('2014-12-28');

test.each([1, 2, 3, 4, 100])('customers are counted and chances added up, %i at a time', async (chunk) => {
  const table = predicted([
    ['c', 0, 1, 1, 'perdida'],
    ['a', 0.5, 0.5, 1, 'vigente'],
    ['b', 0.25, 1, 1, 'vencida'],
  ]);
  const { expected, ...counts } = await toldExpectations(engine, table, DAY, chunk);
  expect(counts).toEqual({ asOf: '2014-12-28', customers: 3, overdue: 1, lost: 1 });
  expect(expected.map(({ days, buyers }) => [days, buyers])).toEqual([
    [7, 0.75],
    [14, 2.5],
    [28, 3],
  ]);
});

test('of nobody nothing is expected', async () => {
  const { customers, expected } = await toldExpectations(engine, predicted([]), DAY, 2);
  expect([customers, expected.map(({ buyers }) => buyers)]).toEqual([0, [0, 0, 0]]);
});

test('the sum is that of all in the order of their names, to the last bit, wherever the parts begin', async () => {
  const told = Array.from({ length: 997 }, (_, i): Told => {
    const chance = ((i * 7919) % 997) / 1009;
    return [`c${String((i * 389) % 997).padStart(4, '0')}`, chance / 3, chance / 2, chance, 'vigente'];
  });
  const inOrder = [...told].sort(([a], [b]) => (a < b ? -1 : 1));
  const whole = new Expectations();
  whole.add({
    within7: Float64Array.from(inOrder, ([, chance]) => chance),
    within14: Float64Array.from(inOrder, ([, , chance]) => chance),
    within28: Float64Array.from(inOrder, ([, , , chance]) => chance),
    state: inOrder.map(([, , , , state]) => state),
  });
  const inParts = await toldExpectations(engine, predicted(told), DAY, 64);
  expect(inParts).toEqual(whole.metrics(DAY));
});
