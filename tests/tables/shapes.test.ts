import { afterAll, beforeAll, expect, test } from 'vitest';
import { epochDay } from '../../src/config/calendar';
import type { SettingsInput } from '../../src/config/settings';
import { settingsSchema } from '../../src/config/settings';
import type { Engine } from '../../src/engine/engine';
import type { Relation } from '../../src/engine/relation';
import { query } from '../../src/engine/relation';
import { levelItems } from '../../src/tables/basket-items';
import { customerRows } from '../../src/tables/customer-rows';
import { decay } from '../../src/tables/decay';
import { drawnCustomers } from '../../src/tables/drawn-customers';
import { eligible } from '../../src/tables/eligible';
import { excludedCustomers, withoutExcluded } from '../../src/tables/excluded-lines';
import { allHistories, histories } from '../../src/tables/histories';
import { lines } from '../../src/tables/lines';
import { withoutDaysBefore } from '../../src/tables/lonely-lines';
import { netLines, takenOff } from '../../src/tables/net-lines';
import { originOn, originsOn } from '../../src/tables/origins';
import { recurrent } from '../../src/tables/recurrent';
import { recurrentMembers } from '../../src/tables/recurrent-members';
import { historyOn, labelledRows, shopTables } from '../../src/tables/shop';
import { drawnDays, drawnPurchases, ofRange } from '../../src/tables/some-customers';
import { stagedLines } from '../../src/tables/staged-lines';
import type { Line, TinyShop } from '../features/tiny-shop';
import { openShop, tinyLines } from '../features/tiny-shop';

/** Ana buys pan (number 1) and té (2) on two days; beto leche (0) once, on two lines. */
const LINES: Line[] = [
  ['2018-03-01', 'beto', 'leche', 2, 1.5],
  ['2018-03-01', 'beto', 'leche', 3, 1.5],
  ['2018-03-01', 'ana', 'pan', 12, 10],
  ['2018-03-08', 'ana', 'pan', 6, 10],
  ['2018-03-08', 'ana', 'té', 6, 10],
];
const DAY = '2018-03-10';

let tiny: TinyShop;
let engine: Engine;
beforeAll(async () => {
  tiny = await openShop(LINES);
  ({ engine } = tiny);
});
afterAll(() => engine.close());

function tablesOf(settings: SettingsInput) {
  const parsed = settingsSchema.parse(settings);
  const { recurrence: rule } = parsed;
  const shop = shopTables(tinyLines(LINES), parsed, DAY);
  const history = historyOn(shop, rule, epochDay(DAY));
  const origins = originsOn([epochDay(DAY)]);
  const judged = { purchases: shop.purchases, origins, daily: false };
  const members = recurrentMembers({ ...history, recurrent: recurrent(judged, rule) });
  const due = eligible({ days: history.days, origins, members }, 'recurrent');
  const drawn = drawnCustomers(history, { returned: 1 });
  const { lines, purchases, customers, products, funnel } = shop;
  return {
    lines,
    purchases,
    customers,
    products,
    funnel,
    recurrent: shop.recurrent,
    days: history.days,
    ...labelledRows(history, [epochDay(DAY)], { population: 'everyone' }),
    origins,
    origin: originOn(DAY),
    histories: histories(judged, rule),
    allHistories: allHistories({ ...judged, daily: true }, ['units', 'lines'], 10),
    members,
    eligible: due,
    decay: decay({ eligible: due, days: history.days }),
    items: history.items,
    levels: levelItems(history.items, Int32Array.of(0, 1, 0)),
    drawn,
    customerRows: customerRows({ days: history.days, members }, [epochDay(DAY)], 'everyone'),
    drawnDays: drawnDays(history.days, drawn),
    drawnPurchases: drawnPurchases({ purchases, customers, drawn }),
    someDays: ofRange(history.days, { from: 0, to: 0 }),
  };
}

test.each<[string, SettingsInput]>([
  ['the defaults', {}],
  [
    'tickets and monthly readings',
    {
      csv: { columns: { ticket: 't' }, priceIs: 'unit' },
      recurrence: { frequency: 'every-month', productCount: 'line-units' },
    },
  ],
  [
    'qualifying purchases alone',
    { recurrence: { nextPurchase: 'qualifying', purchasesMust: 'every', frequency: 'any-month' } },
  ],
])('every table has the columns that it says, in their order and of their types: %s', async (_, settings) => {
  for (const [role, table] of Object.entries(tablesOf(settings))) await expectShape(role, table);
});

test('records keep their columns, however they are judged', async () => {
  const [records, taken] = [stagedLines(), takenOff()];
  await engine.tables.open(records);
  await engine.tables.open(taken);
  const usable = withoutExcluded({ records, excluded: excludedCustomers(['ana']) }, { returns: true });
  const netted = netLines({ records: usable, taken }, { priceOfLine: true });
  const judged = withoutDaysBefore(netted, DAY);
  for (const table of [records, taken, usable, netted, judged, lines(judged)]) await expectShape(table.name, table);
});

async function expectShape(role: string, table: Relation): Promise<void> {
  const described = await engine.describe(query({ table }, (_, t) => `SELECT * FROM ${t.table} AS t`));
  const said = Object.entries(table.columns).map(([name, { type }]) => ({ name, type }));
  expect([role, described]).toEqual([role, said]);
}

test('every column says what it means, and the row what it is', () => {
  for (const { name, row, columns } of Object.values(tablesOf({}))) {
    expect(row, name).not.toBe('');
    for (const [column, { meaning }] of Object.entries(columns)) expect(meaning, `${name}.${column}`).not.toBe('');
  }
});

test('customers and products are numbered in the order of their names', async () => {
  const { customers, products } = tiny.shop;
  expect(await engine.rows(query({ customers }, (_, t) => `SELECT * FROM ${t.customers} ORDER BY cliente`))).toEqual([
    { cliente: 0, usuario: 'ana' },
    { cliente: 1, usuario: 'beto' },
  ]);
  const named = await engine.rows(query({ products }, (_, t) => `SELECT * FROM ${t.products} ORDER BY product`));
  expect(named).toEqual(['leche', 'pan', 'té'].map((producto, product) => ({ product, producto })));
});

test('purchase days have ordinals, gaps, and the products that were new on them', async () => {
  const { days } = tablesOf({});
  const rows = await engine.rows(query({ days }, (_, t) => `SELECT * FROM ${t.days} ORDER BY cliente, n`));
  const first = epochDay('2018-03-01');
  expect(rows).toEqual([
    { cliente: 0, dia: first, n: 1, gap: null, units: 12, spend_milli: 10_000, new_products: 1 },
    { cliente: 0, dia: first + 7, n: 2, gap: 7, units: 12, spend_milli: 10_000, new_products: 1 },
    { cliente: 1, dia: first, n: 1, gap: null, units: 5, spend_milli: 1500, new_products: 1 },
  ]);
});

test('two origins at once are two values: neither takes the place of the other', async () => {
  const before = await builtTables();
  const history = historyOn(tiny.shop, settingsSchema.parse({}).recurrence, epochDay(DAY));
  const [early, late] = ['2018-03-08', DAY].map((day) => labelledRows(history, [epochDay(day)], {}).rows);
  const corte = async (rows: typeof early) =>
    engine.rows<{ corte: number }>(query({ rows: rows! }, (_, t) => `SELECT corte FROM ${t.rows}`));
  await engine.tables.keep(early!);
  await engine.tables.keep(late!);
  expect([await corte(early), await corte(late)]).toEqual([
    [{ corte: epochDay('2018-03-08') }],
    [{ corte: epochDay(DAY) }],
  ]);
  await engine.tables.release(early!);
  await engine.tables.release(late!);
  expect(await builtTables()).toEqual(before);
});

async function builtTables() {
  return engine.rows('SELECT table_name FROM duckdb_tables() ORDER BY table_name');
}
