import { afterEach, expect, test } from 'vitest';
import { epochDay } from '../../src/config/calendar';
import type { RecurrenceRule } from '../../src/config/settings';
import { settingsSchema } from '../../src/config/settings';
import type { Engine } from '../../src/engine/engine';
import { featureColumn, loadDataset } from '../../src/features/dataset';
import { loadFirstPurchases, secondPurchasesSeenBy } from '../../src/features/first-purchases';
import { sampleSize } from '../../src/features/samples';
import { drawnCustomers } from '../../src/tables/drawn-customers';
import type { PurchaseHistory } from '../../src/tables/shop';
import { historyOn } from '../../src/tables/shop';
import type { Line } from './tiny-shop';
import { openShop } from './tiny-shop';

const rule = settingsSchema.parse({}).recurrence;
const open: Engine[] = [];

afterEach(async () => {
  for (const engine of open.splice(0)) await engine.close();
});

/** Ana is recurrent; beto buys little twice; carla once; dora comes late. */
const SHOP: Line[] = [
  ['2018-03-01', 'ana', 'pan', 12, 10],
  ['2018-03-08', 'ana', 'pan', 12, 10],
  ['2018-03-02', 'beto', 'pan', 2, 1],
  ['2018-03-06', 'beto', 'pan', 3, 1],
  ['2018-03-04', 'carla', 'té', 20, 9],
  ['2018-03-20', 'dora', 'té', 20, 9],
  ['2018-03-25', 'dora', 'té', 20, 9],
];

async function shop(lines: readonly Line[] = SHOP, asked: RecurrenceRule = rule): Promise<[Engine, PurchaseHistory]> {
  const { engine, shop: tables } = await openShop(lines, { recurrence: asked });
  open.push(engine);
  return [engine, historyOn(tables, asked, epochDay('2018-03-31'))];
}

const origins = ['2018-03-10', '2018-03-28'].map(epochDay);

test('everybody with two purchases teaches; who is recurrent is told apart, on each origin', async () => {
  const [engine, history] = await shop();
  const { customer, recurrent, length } = await loadDataset(engine, history, origins, { population: 'everyone' });
  // ana 0, beto 1, carla 2, dora 3, in the order of their names
  expect(Array.from({ length }, (_, row) => [customer[row], recurrent[row]])).toEqual([
    [0, 1],
    [1, 0],
    [0, 1],
    [1, 0],
    [3, 1],
  ]);
});

test('rows of recurrent customers are the same to the bit among everybody as alone', async () => {
  const [engine, history] = await shop();
  const alone = await loadDataset(engine, history, origins);
  const among = await loadDataset(engine, history, origins, { population: 'everyone' });
  const rows = Array.from(among.recurrent.keys()).filter((row) => among.recurrent[row] === 1);
  expect(rows.map((row) => among.customer[row])).toEqual([...alone.customer]);
  alone.features.forEach((column, index) => {
    expect(rows.map((row) => among.features[index]![row])).toEqual([...column]);
  });
});

test('of more customers than asked for some are drawn with all their rows, the same ones each time', async () => {
  const many = Array.from({ length: 40 }, (_, n): Line[] => [
    ['2018-03-01', `c${n}`, 'pan', 12, 1],
    ['2018-03-05', `c${n}`, 'pan', 12, 1],
  ]).flat();
  const [engine, history] = await shop(many);
  const drawn = drawnCustomers(history, 15);
  const some = await loadDataset(engine, history, origins, { drawn });
  expect(some.length).toBe(15 * origins.length);
  expect(await sampleSize(engine, drawn, history.days)).toEqual({ drawn: 15, customers: 40 });
  for (const customer of new Set(some.customer)) {
    expect([...some.customer].filter((other) => other === customer)).toHaveLength(origins.length);
  }
  expect((await loadDataset(engine, history, origins, { drawn })).customer).toEqual(some.customer);
});

test('a single purchase has features all the same: elapsed days stand in for the gap, rates are nothing', async () => {
  const once: RecurrenceRule = { ...rule, frequency: 'any-month', productCount: 'line-units' };
  const lines: Line[] = [
    ['2018-03-04', 'carla', 'té', 20, 9],
    ['2018-03-04', 'carla', 'pan', 20, 9],
  ];
  const rows = await loadDataset(...(await shop(lines, once)), [epochDay('2018-03-04'), epochDay('2018-03-10')]);
  const column = (name: string) => [...featureColumn(rows, name)];
  expect(rows.length).toBe(2);
  expect(column('n_purchases')).toEqual([1, 1]);
  expect(column('days_since_last')).toEqual([0, 6]);
  expect(column('gap_median')).toEqual([1, 6]);
  expect([column('gap_sd'), column('decayed_rate'), column('recent_rate')]).toEqual([
    [0, 0],
    [0, 0],
    [0, 0],
  ]);
  for (const values of rows.features) expect(values.every(Number.isFinite)).toBe(true);
});

test('second purchases as seen on a day: who had come by then, later ones censored', async () => {
  const [engine, { days }] = await shop();
  const first = await loadFirstPurchases(engine, days);
  const { daysToNext, watched } = secondPurchasesSeenBy(first, epochDay('2018-03-07'));
  // ana's second is on the 8th: not seen; beto's after 4 days; carla's never; dora has not come
  expect([...daysToNext]).toEqual([Number.NaN, 4, Number.NaN]);
  expect([...watched]).toEqual([6, 5, 3]);
});
