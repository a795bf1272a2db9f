import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { PAGES, pageAssets } from '../../bench/page-assets';
import { datesPerDay, firstDay } from '../../src/report/customers/browser/calendar-days';
import { contactCsv } from '../../src/report/customers/browser/contact-csv';
import { chanceOf, gapOf, productsOf, unpackCustomers } from '../../src/report/customers/browser/customers';
import { Index, NO_FILTER } from '../../src/report/customers/browser/select';
import { packCustomers } from '../../src/report/customers/pack-customers';
import { renderCustomers } from '../../src/report/customers/render-customers';
import { CUSTOMERS_EN } from '../../src/report/texts/customers-texts-en';
import { translate } from '../../src/report/texts/phrases';
import { AS_OF, columnsOf, manyRows, ROWS } from './customers-fixture';
import { HOSTILE } from './hostile-metrics';

const unpacked = (rows = ROWS) =>
  unpackCustomers(packCustomers(columnsOf(rows), { asOf: AS_OF, total: rows.length, top: 2 }));
const customers = unpacked();
const index = new Index(customers);
const names = (rows: Uint32Array) => Array.from(rows, (row) => customers.id[row]);
const due = { by: 'due', descending: false } as const;

test.each([...PAGES])('the script and style in %s are those of their sources', async (file, page) => {
  expect(readFileSync(file, 'utf8')).toBe(await pageAssets(page));
});

test('what is packed is unpacked as it was', () => {
  expect([...customers.numbers.date]).toEqual([1, 7, 8, 45, 30]);
  expect(chanceOf(customers, 28, 0)).toBe(0.999);
  expect([gapOf(customers, 0), gapOf(customers, 4)]).toEqual([3.5, 0]);
  expect(customers.numbers.since[4]).toBe(200);
  expect(productsOf(customers, 0)).toEqual([
    { product: 'Jamón ibérico', chance: 0.68, why: 'lo compra 7 de cada 10 veces' },
    { product: 'pan', chance: 0.12, why: 'toca: cada 9 días, han pasado 10' },
  ]);
  expect(productsOf(customers, 3)).toEqual([]);
  const wide = unpacked([{ id: 'x', date: 300, purchases: 70_000, since: 65_536 }]);
  expect([wide.numbers.date[0], wide.numbers.purchases[0], wide.numbers.since[0]]).toEqual([300, 70_000, 65_536]);
});

describe('who is shown', () => {
  test.each([
    ['everybody', {}, ['Ana', 'Bea', 'carlos 10', 'carlos 2', 'Dora']],
    ['part of an id, whatever its case', { text: ' CARLOS ' }, ['carlos 10', 'carlos 2']],
    ['part of a product, without its accents', { text: 'jamon' }, ['Ana', 'Dora']],
    ['due this week, overdue ones too', { state: 'week' }, ['Ana', 'Bea']],
    ['later', { state: 'later' }, ['carlos 10', 'carlos 2']],
    ['overdue', { state: 'overdue' }, ['Bea']],
    ['lost', { state: 'lost' }, ['Dora']],
    ['a week of dates, both ends', { days: { from: 7, to: 8 } }, ['Bea', 'carlos 10']],
    ['a product, at any place', { product: 2 }, ['Ana', 'Bea']],
    ['all of it', { text: 'a', state: 'week', product: 2, days: { from: 2, to: 9 } }, ['Bea']],
    ['nobody', { text: 'zz' }, []],
  ] as const)('%s', (_, filter, expected) => {
    expect(names(index.select({ ...NO_FILTER, ...filter }, due))).toEqual(expected);
  });

  test.each([
    ['date', false, ['Ana', 'Bea', 'carlos 10', 'Dora', 'carlos 2']],
    ['within7', true, ['Ana', 'Bea', 'carlos 10', 'carlos 2', 'Dora']],
    ['last', false, ['carlos 10', 'Ana', 'carlos 2', 'Bea', 'Dora']],
    ['customer', true, ['carlos 2', 'carlos 10', 'Dora', 'Bea', 'Ana']],
    ['hit', false, ['Bea', 'carlos 10', 'carlos 2', 'Dora', 'Ana']],
    ['due', true, ['Dora', 'carlos 2', 'carlos 10', 'Bea', 'Ana']],
  ] as const)('by %s, descending %s', (by, descending, expected) => {
    expect(names(index.select(NO_FILTER, { by, descending }))).toEqual(expected);
  });
});

test('the calendar begins on Monday and counts the dates of those who are not lost', () => {
  // 31 December 2017 was a Sunday, so the first day after it begins a week; 3 January a Wednesday.
  expect(firstDay(customers)).toBe(1);
  expect(firstDay(unpackCustomers(packCustomers(columnsOf(ROWS), { asOf: '2018-01-03', total: 5, top: 2 })))).toBe(-2);
  const counts = datesPerDay(customers, index.select(NO_FILTER, due));
  expect([counts[1], counts[7], counts[8], counts[30], counts[45], counts.length]).toEqual([1, 1, 1, 0, 1, 46]);
});

test('the CSV has the columns of contactar.csv, for spreadsheets, and no formula', () => {
  const hostile = [{ ...ROWS[0]!, id: '=1+1', products: [['sal; "fina"', '@x', 0.684]] as const }, ROWS[4]!];
  const csv = contactCsv(unpacked(hostile), [0, 1]);
  expect(csv.split('\r\n')).toEqual([
    '\uFEFFcliente_id;accion;estado;fecha_estimada;fecha_min;fecha_max;prob_7d_pct;prob_14d_pct;prob_28d_pct;ultima_compra;n_compras;dias_mediana;motivo_fecha;producto_1;prob_acierto_1_pct;motivo_1;producto_2;prob_acierto_2_pct;motivo_2',
    `'=1+1;ofrecer esta semana;vigente;2018-01-01;2018-01-01;2018-01-04;90;95;100;2017-12-28;40;4;"compra cada 4 días; han pasado 3";"sal; ""fina""";68;'@x;;;`,
    'Dora;recuperar;perdida;2018-01-30;2018-01-09;;0;1;2;2017-06-14;1;;"una sola compra, hace 200 días: se espera lo que la tienda ve tras una primera compra; 80 % de no volver en un año";Jamón ibérico;;de los más vendidos: en 7,5 % de las compras de la tienda;;;',
    '',
  ]);
});

test.each([
  ['compra cada 1 día; ha pasado 1', 'buys every day; 1 has passed'],
  [
    'compra cada 7 días; han pasado 21; 30 % de no volver en 28 días',
    'buys every 7 days; 21 have passed; 30% that they do not return within 28 days',
  ],
  [
    'compra cada 7 días; ha pasado 1; 60 % de no volver en un año',
    'buys every 7 days; 1 has passed; 60% that they do not return within a year',
  ],
  ['compra cada 3 días; ha comprado hoy', 'buys every 3 days; bought today'],
  [
    'una sola compra, hoy: se espera lo que la tienda ve tras una primera compra',
    'a single purchase, today: what the shop sees after first purchases is expected',
  ],
  [
    'una sola compra, hace 12 días: se espera lo que la tienda ve tras una primera compra',
    'a single purchase, 12 days ago: what the shop sees after first purchases is expected',
  ],
  ['toca: cada día, ha pasado 1', 'due: every day, 1 has passed'],
  ['toca: cada 9 días, han pasado 10', 'due: every 9 days, 10 have passed'],
  ['lo lleva en 3 de sus 8 compras', 'in 3 of their 8 purchases'],
  ['lo ha comprado 1 vez en 40 compras', 'bought once in 40 purchases'],
  ['lo ha comprado 2 veces en 78 compras', 'bought 2 times in 78 purchases'],
  ['lo compra 1 de cada 10 veces', 'bought once in 10 times'],
  ['lo compra 10 de cada 10 veces', 'bought 10 times in 10'],
  ['lo compran clientes con compras parecidas', 'bought by customers with similar purchases'],
  ['de los más vendidos: en 7,5 % de las compras de la tienda', "a best seller: in 7.5% of the shop's purchases"],
  ['de los más vendidos: en 75 % de las compras de la tienda', "a best seller: in 75% of the shop's purchases"],
])('a reason in English: %s', (spanish, english) => {
  expect(translate(CUSTOMERS_EN.phrases, spanish)).toBe(english);
});

test('names cannot leave the place of data, and a page of 100,000 customers stays below 15 MB', () => {
  const hostile = renderCustomers({
    asOf: AS_OF,
    run: HOSTILE,
    total: 1,
    top: 2,
    columns: columnsOf([{ id: HOSTILE, date: 1, products: [[HOSTILE, HOSTILE]] }]),
    report: true,
  });
  expect(hostile).not.toContain('<img');
  expect(hostile.match(/<script/g)).toHaveLength(2);
  const page = renderCustomers({
    asOf: AS_OF,
    run: 'r',
    total: 100_000,
    top: 10,
    columns: columnsOf(manyRows(100_000, 10), 10),
    report: true,
  });
  expect(Buffer.byteLength(page)).toBeLessThan(15_000_000);
});
