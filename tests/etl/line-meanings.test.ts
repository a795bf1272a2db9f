import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSettings } from '../../src/config/load-settings';
import type { SettingsInput } from '../../src/config/settings';
import { loadDataset } from '../../src/features/dataset';
import { FEATURE_NAMES } from '../../src/features/feature-list';
import { recurrentLines } from '../../src/tables/recurrent-lines';
import { historyOn } from '../../src/tables/shop';
import { csvOf, EtlFixture, parsed } from './etl-fixture';

let etl: EtlFixture;
beforeAll(async () => {
  etl = await EtlFixture.open();
});
afterAll(() => etl.close());

const lines = () => etl.rows('SELECT fecha, usuario, producto, cantidad, medida, precio FROM lines ORDER BY n');
const reasons = async () => (await etl.rejects()).map(({ linea, motivo }) => [linea, motivo]);

describe('lines without quantity or price', () => {
  const bare = 'fecha_compra,usuario,producto\n2014-10-01,ana,pan\n2014-10-01,ana,col\n2014-10-02,ana,pan\n';
  const { csv } = loadSettings({
    environment: {},
    flags: [{ name: '--columns', path: 'csv.columns', value: 'cantidad=,precio=' }],
  });

  it('are a unit each, and what was spent is unknown', async () => {
    const { asOf, linesKept, shop } = await etl.runText(bare, { csv, recurrence: { minProducts: 0 } });
    expect(linesKept).toBe(3);
    expect((await lines())[0]).toMatchObject({ cantidad: 1, medida: null, precio: null });
    expect(await etl.rows('SELECT units, spend_milli FROM purchases ORDER BY fecha')).toEqual([
      { units: 2, spend_milli: null },
      { units: 1, spend_milli: null },
    ]);
    expect(await etl.rows(recurrentLines(shop, asOf))).toMatchObject([
      { precio: null, total_gastado: null, n_productos_distintos: 2 },
      { total_gastado: null },
      { total_gastado: null },
    ]);
  });

  it('have features, and none of money', async () => {
    const { shop } = await etl.runText(bare, { csv });
    const rule = { ...parsed({}).recurrence, minProducts: 0 };
    const { features, length } = await loadDataset(etl.engine, historyOn(shop, rule, 16_345), [16_345]);
    const of = (name: string) => features[FEATURE_NAMES.indexOf(name)]![0];
    expect([length, of('units_mean'), of('spend_last'), of('spend_mean'), of('spend_trend')]).toEqual([
      1, 1.5, 0, 0, 1,
    ]);
  });

  it('may lack one of both', async () => {
    const priced = 'fecha_compra,usuario,producto,precio\n2014-10-01,ana,pan,2.5\n2014-10-01,ana,col,gratis\n';
    await etl.runText(priced, { csv: { columns: { cantidad: '' }, priceIs: 'unit' } });
    expect(await etl.rows('SELECT units, spend_milli FROM purchases')).toEqual([{ units: 1, spend_milli: 2500 }]);
    expect(await reasons()).toEqual([[3, 'precio_invalido']]);
    const counted = 'fecha_compra,usuario,producto,cantidad\n2014-10-01,ana,pan,3\n2014-10-01,ana,pan,0\n';
    await etl.runText(counted, { csv: { columns: { precio: '' } } });
    expect(await etl.rows('SELECT units, spend_milli FROM purchases')).toEqual([{ units: 3, spend_milli: null }]);
    expect(await reasons()).toEqual([[3, 'cantidad_no_positiva']]);
  });

  it('must be said to lack it: the error offers how', async () => {
    await expect(etl.runText(bare)).rejects.toMatchObject({
      kind: 'data',
      remedy: expect.stringMatching(/cantidad=,precio=/),
    });
  });
});

describe('measured goods', () => {
  const weighed = csvOf('2014-10-01,ana,queso,0.750,8', '2014-10-01,ana,pan,2.0,3', '2014-10-01,ana,uva,1e1,1');

  it('are one unit with its measure; a whole number measures nothing', async () => {
    await etl.runText(weighed);
    expect(await lines()).toMatchObject([
      { cantidad: 1, medida: 0.75, precio: 8 },
      { cantidad: 2, medida: null },
      { cantidad: 10, medida: null },
    ]);
  });

  it('cost their measure, where the price is that of a unit', async () => {
    await etl.runText(weighed, { csv: { priceIs: 'unit' } });
    // 0.75 × 8 + 2 × 3 + 10 × 1
    expect(await etl.rows('SELECT units, spend_milli FROM purchases')).toEqual([{ units: 13, spend_milli: 22_000 }]);
    await etl.runText(csvOf('2014-10-01,ana,queso,"0,750",8'), { csv: { priceIs: 'unit', decimal: ',' } });
    expect(await etl.rows('SELECT units, spend_milli FROM purchases')).toEqual([{ units: 1, spend_milli: 6_000 }]);
  });

  it('are rejected where quantities are units, and absurd measures in any case', async () => {
    await etl.runText(weighed, { csv: { quantityIs: 'units' } });
    expect(await reasons()).toEqual([
      [2, 'cantidad_no_entera'],
      [4, 'cantidad_no_entera'],
    ]);
    await etl.runText(
      csvOf('2014-10-01,ana,pan,1,1', '2014-10-01,ana,queso,1000000.5,8', '2014-10-01,ana,queso,dos,8'),
    );
    expect(await reasons()).toEqual([
      [3, 'cantidad_absurda'],
      [4, 'cantidad_no_entera'],
    ]);
  });
});

describe('returns', () => {
  const text = csvOf(
    '2014-10-01,ana,pan,6,18',
    '2014-10-03,ana,pan,4,12',
    '2014-10-05,ana,pan,-5,-15',
    '2014-10-06,ana,pan,1,3',
    '2014-10-01,eva,pan,2,6',
    '2014-10-02,eva,col,-1,2',
    '2014-10-04,eva,queso,0.5,4',
    '2014-10-04,eva,queso,-0.2,1',
  );
  const net = (csv: SettingsInput['csv'] = {}, more: SettingsInput = {}) =>
    etl.runText(text, { ...more, csv: { returns: 'net', ...csv } });

  it('are rejected with a reason of their own', async () => {
    const result = await etl.runText(text);
    expect(result).toMatchObject({ linesIn: 8, linesKept: 5, reasons: [{ reason: 'devolucion', lines: 3 }] });
    expect(result.linesReturned).toBeUndefined();
  });

  it('are taken off the latest earlier lines of the same customer and product', async () => {
    const result = await net();
    // Five breads: the four of the third day, and one of the first; the cabbage was never bought.
    expect(result).toMatchObject({ linesIn: 8, linesKept: 4, linesRejected: 1, linesReturned: 3 });
    expect(await reasons()).toEqual([[7, 'devolucion']]);
    expect(await lines()).toEqual([
      { fecha: '2014-10-01', usuario: 'ana', producto: 'pan', cantidad: 5, medida: null, precio: 18 },
      { fecha: '2014-10-06', usuario: 'ana', producto: 'pan', cantidad: 1, medida: null, precio: 3 },
      { fecha: '2014-10-01', usuario: 'eva', producto: 'pan', cantidad: 2, medida: null, precio: 6 },
      { fecha: '2014-10-04', usuario: 'eva', producto: 'queso', cantidad: 1, medida: 0.3, precio: 4 },
    ]);
  });

  it('take their part off the total of a line', async () => {
    await net({ priceIs: 'line' });
    expect((await lines()).map(({ precio }) => precio)).toEqual([15, 3, 6, 2.4]);
  });

  it('that come after an as-of date take nothing off what was known on it', async () => {
    await net({}, { asOf: '2014-10-04' });
    expect((await lines()).slice(0, 3)).toMatchObject([{ cantidad: 6 }, { cantidad: 4 }, { fecha: '2014-10-06' }]);
  });

  it('of more than was bought take off what there is', async () => {
    const result = await etl.runText(
      csvOf('2014-10-01,ana,pan,2,1', '2014-10-01,ana,pan,-3,1', '2014-10-02,ana,col,1,1'),
      {
        csv: { returns: 'net' },
      },
    );
    expect(result).toMatchObject({ linesIn: 3, linesKept: 1, linesRejected: 0, linesReturned: 2 });
  });
});

it('the ticket is handed on where there is one, with what it cost', async () => {
  const text = [
    'fecha_compra,usuario,producto,cantidad,precio,boleta',
    '2014-10-01,ana,pan,12,3,t1',
    '2014-10-01,ana,col,12,4,t2',
    '2014-10-09,ana,col,12,4,t3',
  ].join('\n');
  const { asOf, shop } = await etl.runText(text, { csv: { columns: { ticket: 'boleta' }, priceIs: 'line' } });
  const rows = await etl.rows(recurrentLines(shop, asOf, { ticket: true }));
  expect(rows.map(({ ticket, total_gastado }) => [ticket, total_gastado])).toEqual([
    ['t1', 3],
    ['t2', 4],
    ['t3', 4],
  ]);
});
