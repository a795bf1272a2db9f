import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { epochDay } from '../../src/config/calendar';
import { settingsSchema } from '../../src/config/settings';
import type { Engine } from '../../src/engine/engine';
import { basketItems } from '../../src/products/baskets/basket-history';
import type { ShopBaskets } from '../../src/products/baskets/shop-baskets';
import {
  atLevels,
  loadBasketsOf,
  loadPopularity,
  openBaskets,
  withSample,
} from '../../src/products/baskets/shop-baskets';
import { drawnCustomers } from '../../src/tables/drawn-customers';
import type { PurchaseHistory } from '../../src/tables/shop';
import { historyOn } from '../../src/tables/shop';
import type { Line } from '../features/tiny-shop';
import { openShop } from '../features/tiny-shop';

const day = epochDay('2018-03-31');
/** Five customers who came back, and one who did not; ana's first basket holds p0, p1 and p2. */
const LINES: Line[] = [
  ...['ana', 'beto', 'carla', 'dora', 'eva'].flatMap((name): Line[] => [
    ['2018-03-02', name, 'p1', 12, 1],
    ['2018-03-09', name, 'p1', 12, 1],
  ]),
  ['2018-03-02', 'ana', 'p0', 1, 1],
  ['2018-03-02', 'ana', 'p2', 1, 1],
  ['2018-03-02', 'zoe', 'p2', 1, 1],
];

let engine: Engine;
let history: PurchaseHistory;
let baskets: ShopBaskets;

async function open(lines: readonly Line[]): Promise<[Engine, PurchaseHistory]> {
  const { engine: opened, shop } = await openShop(lines);
  return [opened, historyOn(shop, settingsSchema.parse({}).recurrence, day)];
}

beforeAll(async () => {
  [engine, history] = await open(LINES);
  baskets = await openBaskets(engine, history);
});
afterAll(() => engine.close());

function basketsOf(of: ShopBaskets, from: number, to: number) {
  const members = Int32Array.from({ length: to - from + 1 }, (_, i) => from + i);
  return loadBasketsOf(engine, of, { rows: history.customers, range: { from, to }, members });
}

test('baskets of some customers keep the numbers of all', async () => {
  const some = await basketsOf(baskets, 0, 1);
  expect([...some.members]).toEqual([0, 1]);
  expect([...some.customerStart]).toEqual([0, 2, 4, 4, 4, 4, 4]);
  expect([0, 1, 2].map((basket) => [...basketItems(some, basket)])).toEqual([[0, 1, 2], [1], [1]]);
});

test('mapped products become their level, once a basket; others stay themselves', async () => {
  const mapped = atLevels(
    baskets,
    new Map([
      ['p0', 'dairy'],
      ['p1', 'dairy'],
    ]),
  );
  expect(mapped.products).toEqual(['dairy', 'p2']);
  const ana = await basketsOf(mapped, 0, 0);
  expect([0, 1].map((basket) => [...basketItems(ana, basket)])).toEqual([[0, 1], [0]]);
  const { baskets: held, total, ranking } = await loadPopularity(engine, mapped, day);
  expect([[...held], total, [...ranking]]).toEqual([[10, 2], 11, [0, 1]]);
});

test('popularity on a day counts the baskets of all customers up to it', async () => {
  const { baskets: held, total } = await loadPopularity(engine, baskets, epochDay('2018-03-05'));
  expect([[...held], total]).toEqual([[1, 5, 2], 6]);
});

test('who is drawn is a matter of the names: by their MD5, until there are enough who came back', async () => {
  const names = ['ana', 'beto', 'carla', 'dora', 'eva', 'zoe'];
  const mark = (name: string) => createHash('md5').update(name).digest('hex');
  const inOrder = [...names].sort((a, b) => (mark(a) < mark(b) ? -1 : 1));
  for (const most of [1, 3, 5, 9]) {
    const { sample } = await withSample(engine, baskets, drawnCustomers(history, { returned: most }));
    let back = 0;
    const wanted = inOrder.filter((name) => {
      if (name !== 'zoe') back++;
      return back <= most && (name !== 'zoe' || back < most || most >= 5);
    });
    expect([...sample.members]).toEqual(wanted.map((name) => names.indexOf(name)).sort());
  }
});

test('the order of the lines changes nobody’s lot', async () => {
  const [other, reversed] = await open([...LINES].reverse());
  const drawn = await withSample(other, await openBaskets(other, reversed), drawnCustomers(reversed, { returned: 2 }));
  await other.close();
  expect(drawn.sample).toEqual((await withSample(engine, baskets, drawnCustomers(history, { returned: 2 }))).sample);
});
