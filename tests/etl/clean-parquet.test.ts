import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SettingsInput } from '../../src/config/settings';
import { cleanParquet } from '../../src/etl/read/clean-parquet';
import { openParquet } from '../../src/etl/read/parquet-file';
import type { InputObject } from '../../src/storage/inputs/input-object';
import { localInput } from '../../src/storage/inputs/local-inputs';
import { EtlFixture, parsed, tolerant } from './etl-fixture';

type Csv = NonNullable<SettingsInput['csv']>;

const DAY = "DATE '2014-10-01' + CAST(i % 60 AS INTEGER)";
/** Names that begin or end beyond ASCII, prices with a long text, quantities of a short type. */
const CLEAN = `SELECT ${DAY} AS fecha_compra, 'Ñu' || i % 97 AS usuario, 'pan ' || i % 7 || 'é' AS producto,
  CAST(1 + i % 20 AS SMALLINT) AS cantidad, i / 7 AS precio, 't' || i % 997 AS ticket FROM range(5000) AS rows(i)`;

let etl: EtlFixture;
beforeAll(async () => {
  etl = await EtlFixture.open();
});
afterAll(() => etl.close());

/** A clean row with one of its values replaced. */
const rowWith = (item: string) => `SELECT * REPLACE (${item}) FROM (SELECT DATE '2014-10-01' AS fecha_compra,
  'ana' AS usuario, 'pan' AS producto, 1 AS cantidad, CAST(2 AS DOUBLE) AS precio)`;

async function written(select: string): Promise<InputObject> {
  const path = join(etl.folder, 'rows.parquet');
  await etl.engine.run(`COPY (${select}) TO '${path}' (FORMAT parquet)`);
  return localInput(path);
}

/** `taken`: its values as they are; `dirty`: rows are to be looked at; null: it has other types. */
async function wayOf(input: InputObject, csv: Csv = {}): Promise<'taken' | 'dirty' | null> {
  const file = await openParquet(etl.engine, { name: input.name, path: input.localPath! });
  const clean = cleanParquet(file, parsed({ csv }).csv, etl.engine.dialect, '2026-01-01');
  if (clean === null) return null;
  const [found] = await etl.engine.rows<{ dirty: boolean }>(clean.check);
  return found!.dirty ? 'dirty' : 'taken';
}

async function staged(input: InputObject, csv: Csv) {
  const { linesIn, linesKept, reasons } = await etl.run([input], tolerant({ csv }), { today: '2026-01-01' });
  const kept = 'SELECT fecha, usuario, producto, cantidad, medida, precio, ticket FROM lines';
  return { linesIn, linesKept, reasons, lines: await etl.rows(`${kept} WHERE producto <> 'roto' ORDER BY n`) };
}

test.each<[string, Csv]>([
  ['tickets', { columns: { ticket: 'ticket' } }],
  ['prices of units', { priceIs: 'unit' }],
  ['no prices', { columns: { precio: '' } }],
])(
  'the values of a file that holds nothing to reject are taken as they are, and are what reading makes: %s',
  async (_, csv) => {
    const clean = await written(CLEAN);
    expect(await wayOf(clean, csv)).toBe('taken');
    const taken = await staged(clean, csv);
    expect(taken).toMatchObject({ linesIn: 5000, linesKept: 5000, reasons: [] });
    const broken = await written(`${CLEAN} UNION ALL SELECT DATE '2014-10-01', ' ', 'roto', 1, 1, 't'`);
    expect(await wayOf(broken, csv)).toBe('dirty');
    const read = await staged(broken, csv);
    expect(read).toMatchObject({ linesIn: 5001, linesKept: 5000, reasons: [{ reason: 'usuario_vacio', lines: 1 }] });
    expect(taken.lines).toEqual(read.lines);
  },
);

test.each([
  ["'' AS usuario"],
  ["'ana ' AS usuario"],
  ["'\u00a0ana' AS usuario"],
  ["'NULL' AS producto"],
  ['CAST(NULL AS VARCHAR) AS producto'],
  ['0 AS cantidad'],
  ['-1 AS cantidad'],
  ['CAST(NULL AS INTEGER) AS cantidad'],
  ['1000001 AS cantidad'],
  ["CAST('nan' AS DOUBLE) AS precio"],
  ["CAST('inf' AS DOUBLE) AS precio"],
  ['CAST(-0.5 AS DOUBLE) AS precio'],
  ["DATE '1969-12-31' AS fecha_compra"],
  ["DATE '2026-01-02' AS fecha_compra"],
  ["CAST('infinity' AS DATE) AS fecha_compra"],
])('one row with %s is enough to look at all of them', async (item) => {
  expect(await wayOf(await written(rowWith(item)))).toBe('dirty');
});

test.each([
  ["CAST('2014-10-01' AS TIMESTAMP) AS fecha_compra"],
  ["'2014-10-01' AS fecha_compra"],
  ['CAST(1.5 AS DECIMAL(4, 1)) AS cantidad'],
  ['CAST(1.1 AS FLOAT) AS precio'],
  ['7 AS producto'],
])('a column of another type is read value by value: %s', async (item) => {
  expect(await wayOf(await written(rowWith(item)))).toBeNull();
});

/** A file in which one stored value is another one than its statistics tell of: they leave NaN out, or lie. */
async function forged(find: Buffer, replacement: Buffer): Promise<InputObject> {
  const path = join(etl.folder, 'forged.parquet');
  await etl.engine.run(`COPY (SELECT * REPLACE (CAST(i AS INTEGER) AS cantidad, CAST(i + 0.5 AS DOUBLE) AS precio) FROM (
    SELECT ${DAY} AS fecha_compra, 'ana' AS usuario, 'pan' AS producto, 1 AS cantidad, 2 AS precio, i + 1 AS i
    FROM range(5000) AS rows(i))) TO '${path}' (FORMAT parquet, COMPRESSION uncompressed, DICTIONARY_SIZE_LIMIT 1)`);
  const bytes = readFileSync(path);
  const at = bytes.indexOf(find);
  expect(at, 'the value is stored as it is').toBeGreaterThan(0);
  replacement.copy(bytes, at);
  writeFileSync(path, bytes);
  return localInput(path);
}

const double = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return bytes;
};
const integer = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
};

test.each([
  ['a price that is no number', double(1234.5), double(Number.NaN), 'precio_vacio'],
  ['a negative price', double(1234.5), double(-3), 'precio_negativo'],
  ['no quantity', Buffer.concat([integer(1233), integer(1234)]), integer(0), 'cantidad_no_positiva'],
])('what statistics leave out is looked at: %s', async (_, find, replacement, reason) => {
  const file = await forged(find, replacement);
  expect(await wayOf(file)).toBe('dirty');
  expect((await staged(file, {})).reasons).toEqual([{ reason, lines: 1 }]);
});
