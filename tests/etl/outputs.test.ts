import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSettings } from '../../src/config/load-settings';
import type { Selection } from '../../src/engine/engine';
import { query } from '../../src/engine/relation';
import { etlMetrics } from '../../src/etl/etl-metrics';
import { refuseIfNoneRecurrent } from '../../src/etl/no-recurrent-customers';
import { seededRandom } from '../../src/evaluation/statistics/random-source';
import { recurrentLines } from '../../src/tables/recurrent-lines';
import { rejectedLines } from '../../src/tables/rejects';
import type { Row } from './etl-fixture';
import { csvOf, EtlFixture, HEADER, parsed } from './etl-fixture';

const SHOP = csvOf(
  '2014-10-02,eva,pan,1,2.5',
  '2014-10-01,ana,pan,6,9.95',
  '2014-10-01,ana,leche,5,9.95',
  '2014-11-01,ana,vino,1,7',
  '2014-10-09,ana,agua,12,3.333',
  'ayer,ana,agua,12,3.333',
  '2014-10-09,,agua,12,3.333',
);

describe('what the ETL writes', () => {
  let etl: EtlFixture;
  beforeAll(async () => {
    etl = await EtlFixture.open();
  });
  afterAll(() => etl.close());

  async function written(query: Selection): Promise<{ schema: Row; rows: Row[] }> {
    const path = join(etl.folder, 'out.parquet');
    await etl.engine.writeParquet(query, path);
    const schema = await etl.rows(`DESCRIBE SELECT * FROM read_parquet('${path}')`);
    const types = Object.fromEntries(schema.map(({ column_name, column_type }) => [String(column_name), column_type!]));
    return { schema: types, rows: await etl.rows(`SELECT * FROM read_parquet('${path}')`) };
  }

  it('clientes_recurrentes: the lines of recurrent customers in the order they came in', async () => {
    const { asOf, shop } = await etl.runText(SHOP);
    const { schema, rows } = await written(recurrentLines(shop, asOf));
    expect(Object.entries(schema)).toEqual([
      ['fecha_compra', 'DATE'],
      ['usuario', 'VARCHAR'],
      ['producto', 'VARCHAR'],
      ['cantidad', 'BIGINT'],
      ['medida', 'DOUBLE'],
      ['precio', 'DOUBLE'],
      ['mes', 'DATE'],
      ['total_gastado', 'DOUBLE'],
      ['n_productos_distintos', 'BIGINT'],
    ]);
    expect(rows.map((row) => Object.values(row))).toEqual([
      ['2014-10-01', 'ana', 'pan', 6, null, 9.95, '2014-10-01', 9.95, 2],
      ['2014-10-01', 'ana', 'leche', 5, null, 9.95, '2014-10-01', 9.95, 2],
      ['2014-11-01', 'ana', 'vino', 1, null, 7, '2014-11-01', 7, 1],
      ['2014-10-09', 'ana', 'agua', 12, null, 3.333, '2014-10-01', 3.333, 1],
    ]);
  });

  it('clientes_recurrentes holds nothing later than the as-of date', async () => {
    const { asOf, shop } = await etl.runText(SHOP, { asOf: '2014-10-09' });
    const { rows } = await written(recurrentLines(shop, asOf));
    expect(rows.map(({ fecha_compra }) => fecha_compra)).toEqual(['2014-10-01', '2014-10-01', '2014-10-09']);
  });

  it('rechazos: file, line, reason, column, value and the text as it stands in the file', async () => {
    const { rejects } = await etl.runText(SHOP);
    const { schema, rows } = await written(rejectedLines(rejects));
    expect(Object.entries(schema)).toEqual([
      ['archivo', 'VARCHAR'],
      ['linea', 'BIGINT'],
      ['motivo', 'VARCHAR'],
      ['columna', 'VARCHAR'],
      ['valor', 'VARCHAR'],
      ['texto', 'VARCHAR'],
    ]);
    expect(rows.map((row) => Object.values(row))).toEqual([
      ['data.csv', 7, 'fecha_invalida', 'fecha_compra', 'ayer', 'ayer,ana,agua,12,3.333'],
      ['data.csv', 8, 'usuario_vacio', 'usuario', '', '2014-10-09,,agua,12,3.333'],
    ]);
  });

  it('metrics: counts, lines a day with empty days, and gaps of recurrent customers', async () => {
    const result = await etl.runText(SHOP);
    const metrics = await etlMetrics(etl.engine, parsed({}), result);
    expect(metrics).toMatchObject({
      linesIn: 7,
      linesKept: 5,
      linesRejected: 2,
      reasons: [
        { reason: 'fecha_invalida', lines: 1 },
        { reason: 'usuario_vacio', lines: 1 },
      ],
      customers: 2,
      recurrentCustomers: 1,
      products: 4,
      purchases: 4,
      linesPerDay: { firstDay: '2014-10-01' },
    });
    expect(metrics.linesPerDay.lines).toHaveLength(32);
    expect(metrics.linesPerDay.lines.flatMap((n, day) => (n > 0 ? [[day, n]] : []))).toEqual([
      [0, 2],
      [1, 1],
      [8, 1],
      [31, 1],
    ]);
    expect(metrics.gapDays.gaps).toHaveLength(61);
    expect(metrics.gapDays.gaps.flatMap((n, gap) => (n > 0 ? [[gap, n]] : []))).toEqual([
      [8, 1],
      [23, 1],
    ]);
  });

  it('metrics: gaps of sixty days and more share the last bin', async () => {
    const days = ['2014-01-01', '2014-01-02', '2014-01-03', '2014-03-03', '2014-05-02', '2014-08-01'];
    const small = ['2014-03-03', '2014-05-02', '2014-08-01'];
    const lines = days.map((day) => `${day},ana,pan,${small.includes(day) ? 1 : 11},1`);
    const result = await etl.runText(csvOf(...lines));
    const { gapDays } = await etlMetrics(etl.engine, parsed({}), result);
    expect([gapDays.gaps[1], gapDays.gaps[59], gapDays.gaps[60]]).toEqual([2, 1, 2]);
  });

  it('no recurrent customer is a data error that shows every reading of the rule', async () => {
    const nobody = await etl.runText(csvOf('2014-10-01,ana,pan,1,1'));
    const refusal = refuseIfNoneRecurrent(etl.engine, parsed({}), nobody);
    await expect(refusal).rejects.toMatchObject({
      kind: 'data',
      message: 'no customer is recurrent on 2014-10-01 under the rule marked * below',
      lines: expect.arrayContaining([
        '* units / qualify / mean-gap: 1 customers → 0 a purchase above 10 → 0 two or more such days → 0 fewer than 30 days apart on average',
      ]),
    });
    const somebody = await etl.runText(SHOP);
    await expect(refuseIfNoneRecurrent(etl.engine, parsed({}), somebody)).resolves.toBeUndefined();
  });

  it.each([
    // Two purchases of three products, six units each: under 10 products by line, above by units.
    ['another reading', { productCount: 'lines' as const }, 6, 'default', 1],
    ['a smaller minimum, where no reading will do', {}, 1, 'default,minProducts=2', 1],
    [
      'as little of a rule as will do',
      { purchasesMust: 'every' as const },
      1,
      'default,minProducts=2,purchasesMust=every',
      1,
    ],
  ])(
    'no recurrent customer: the error offers %s, and it leaves customers',
    async (_, recurrence, units, value, left) => {
      const lines = ['01', '09'].flatMap((day) =>
        ['pan', 'uva', 'sal'].map((name) => `2014-10-${day},ana,${name},${units},1`),
      );
      const nobody = await etl.runText(csvOf(...lines), { recurrence });
      const refusal = await refuseIfNoneRecurrent(etl.engine, parsed({ recurrence }), nobody).catch((cause) => cause);
      expect(refusal.options).toEqual([{ flag: '--recurrence', value }]);
      expect(refusal.remedy).toContain(`--recurrence ${value} leaves ${left}`);
      const pasted = loadSettings({
        flags: [{ name: '--recurrence', path: 'recurrence', value }],
        environment: {},
      });
      const { recurrent } = (await etl.runText(csvOf(...lines), pasted)).shop;
      const found = query({ recurrent }, (__, t) => `SELECT usuario FROM ${t.recurrent}`);
      expect(await etl.rows(found)).toHaveLength(left);
    },
  );

  it('no recurrent customer, and none under any reading: nothing is offered', async () => {
    const nobody = await etl.runText(csvOf('2014-10-01,ana,pan,11,1'));
    const refusal = await refuseIfNoneRecurrent(etl.engine, parsed({}), nobody).catch((cause) => cause);
    expect(refusal).toMatchObject({ options: [], remedy: expect.stringContaining('more days of lines') });
  });
});

describe('the bytes of the Parquet files', () => {
  it('are the same with one thread and with two', async () => {
    const file = manyLines(400_000);
    const [one, two] = [await hashes(1, file), await hashes(2, file)];
    expect(one).toEqual(two);
  });

  function manyLines(count: number): string {
    const random = seededRandom(7);
    const pick = (n: number) => Math.floor(random() * n);
    const lines = Array.from({ length: count }, () => {
      const day = `2014-1${pick(3)}-${String(10 + pick(19))}`;
      return `${random() < 0.01 ? 'x' : day},u${pick(9000)},p${pick(800)},${1 + pick(9)},${pick(9000) / 100}`;
    });
    return [HEADER, ...lines].join('\n');
  }

  async function hashes(threads: number, file: string): Promise<string[]> {
    const etl = await EtlFixture.open(threads);
    const { asOf, shop, rejects } = await etl.runText(file);
    const found: string[] = [];
    for (const query of [recurrentLines(shop, asOf), rejectedLines(rejects)]) {
      const path = join(etl.folder, 'out.parquet');
      await etl.engine.writeParquet(query, path);
      found.push(createHash('sha256').update(readFileSync(path)).digest('hex'));
    }
    await etl.close();
    return found;
  }
});
