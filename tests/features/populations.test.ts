import { afterEach, expect, test } from 'vitest';
import { epochDay } from '../../src/config/calendar';
import type { RecurrenceRule } from '../../src/config/settings';
import { settingsSchema } from '../../src/config/settings';
import type { Engine } from '../../src/engine/engine';
import { query } from '../../src/engine/relation';
import { featureColumn, loadDataset } from '../../src/features/dataset';
import { loadFirstPurchases, secondPurchasesSeenBy } from '../../src/features/first-purchases';
import { sampleSize } from '../../src/features/samples';
import { customerRows } from '../../src/tables/customer-rows';
import type { DrawLimits } from '../../src/tables/drawn-customers';
import { drawnCustomers } from '../../src/tables/drawn-customers';
import type { Population } from '../../src/tables/eligible';
import type { PurchaseHistory } from '../../src/tables/shop';
import { historyOn, predictedRows } from '../../src/tables/shop';
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
  const drawn = drawnCustomers(history, { returned: 15 });
  const some = await loadDataset(engine, history, origins, { drawn });
  expect(some.length).toBe(15 * origins.length);
  expect(await sampleSize(engine, drawn, history.days)).toEqual({ drawn: 15, customers: 40 });
  for (const customer of new Set(some.customer)) {
    expect([...some.customer].filter((other) => other === customer)).toHaveLength(origins.length);
  }
  expect((await loadDataset(engine, history, origins, { drawn })).customer).toEqual(some.customer);
});

test('rows are reckoned by customer: one an origin from the second purchase on, of members alone where they alone have rows', async () => {
  const [engine, history] = await shop();
  const reckoned = async (population: Population) => {
    const { members } = predictedRows(history, origins.at(-1)!);
    const rows = customerRows({ days: history.days, members }, origins, population);
    const table = await engine.columns(query({ rows }, (_, t) => `SELECT * FROM ${t.rows} AS r ORDER BY cliente`));
    return Array.from(table.ints('cliente'), (customer, row) => [customer, table.ints('n')[row]]);
  };
  // Carla came once and is nobody's member; dora's second purchase lies between the origins.
  expect(await reckoned('everyone')).toEqual([
    [0, 2],
    [1, 2],
    [3, 1],
  ]);
  expect(await reckoned('recurrent')).toEqual([
    [0, 2],
    [3, 1],
  ]);
});

test('as many are drawn as have about the rows that are wanted, where few of those who come back have any', async () => {
  // Of 60 customers every fourth is recurrent and has two rows, the others buy too little.
  const many = Array.from({ length: 60 }, (_, n): Line[] => [
    ['2018-03-01', `c${n}`, 'pan', n % 4 === 0 ? 12 : 2, 1],
    ['2018-03-05', `c${n}`, 'pan', n % 4 === 0 ? 12 : 2, 1],
  ]).flat();
  const [engine, history] = await shop(many);
  const { members } = predictedRows(history, origins.at(-1)!);
  const of = customerRows({ days: history.days, members }, origins, 'recurrent');
  const rowsOf = async (most: number) =>
    (
      await loadDataset(engine, history, origins, {
        drawn: drawnCustomers(history, { returned: 60, rows: { of, most } }),
      })
    ).length;
  expect([await rowsOf(9), await rowsOf(10), await rowsOf(29), await rowsOf(30)]).toEqual([10, 10, 30, 30]);
  // A limit that leaves nobody out draws everybody, and the draw of the shop is never exceeded.
  const drawn = (returned: number, most: number) =>
    sampleSize(engine, drawnCustomers(history, { returned, rows: { of, most } }), history.days);
  expect(await drawn(60, 30)).toEqual({ drawn: 60, customers: 60 });
  expect(await drawn(7, 30)).toEqual({ drawn: 7, customers: 60 });
});

test('of very many names that came once no more are drawn than memory holds', async () => {
  const back: Line[] = [1, 8].flatMap((day) =>
    ['ana', 'beto'].map((name): Line => [`2018-03-0${day}`, name, 'pan', 12, 1]),
  );
  const once = Array.from({ length: 300 }, (_, n): Line => ['2018-03-02', `guest${n}`, 'té', 1, 1]);
  const [engine, history] = await shop([...back, ...once]);
  const count = async (limits: DrawLimits) => {
    const drawn = drawnCustomers(history, limits);
    return (await engine.columns(query({ drawn }, (_, t) => `SELECT cliente FROM ${t.drawn} AS d`))).length;
  };
  expect(await count({ returned: 5 })).toBe(302);
  expect(await count({ returned: 5, all: 50 })).toBe(50);
  expect(await count({ returned: 5, all: 302 })).toBe(302);
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
