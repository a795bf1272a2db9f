import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { epochDay } from '../../../src/config/calendar';
import type { Dialect } from '../../../src/engine/dialect';
import type { Engine, ReadingEngine } from '../../../src/engine/engine';
import type { Columns, Relation } from '../../../src/engine/relation';
import { column, query, source, values } from '../../../src/engine/relation';
import type { TableColumn } from '../../../src/engine/table-column';
import { DATE_CASES } from './date-cases';
import type { DialectCase } from './dialect-case';
import { HABIT_CASES } from './habit-cases';
import { readParquet, writeBytes } from './parquet-files';
import { READING_CASES } from './reading-cases';
import { VALUE_CASES } from './value-cases';

/** What every engine has to do alike; a second one runs the same. */
export function describeEngine(name: string, open: () => Promise<Engine>): void {
  describe(`${name} keeps what an engine promises:`, () => {
    let engine: Engine;
    let folder: string;
    beforeAll(async () => {
      engine = await open();
      folder = await mkdtemp(join(tmpdir(), 'engine-'));
    });
    afterAll(async () => {
      await engine.close();
      await rm(folder, { recursive: true });
    });

    const cases = Object.entries({ ...VALUE_CASES, ...DATE_CASES, ...HABIT_CASES }).flatMap(([spelling, all]) =>
      all.map((one, i) => [`${spelling} ${i + 1}`, one] as const),
    );
    test.each(cases)('%s', async (_, one) => {
      expect(await outcomes(engine, one)).toEqual(one.rows.map(([, outcome]) => outcome));
    });

    test('a name is quoted, whatever is in it', async () => {
      const odd = 'a "b" ; -- \'c\'';
      expect(await engine.rows(`SELECT 1 AS ${engine.dialect.identifier(odd)}`)).toEqual([{ [odd]: 1 }]);
    });

    test('a median is the mean of the middle two, of what is not NULL', async () => {
      const of = table(
        { v: column('INTEGER', 'a value') },
        { v: { type: 'INTEGER', values: [7, 1, Number.NaN, 2, 100] } },
      );
      const median = query({ of }, (d, t) => `SELECT ${d.median('v')} AS m FROM ${t.of} AS o`);
      expect(await engine.rows(median)).toEqual([{ m: 4.5 }]);
    });

    test('a table has its values, of every type, by column, by row and in Parquet', async () => {
      const typed = table(TYPES, VALUES);
      const all = query({ typed }, (_, t) => `SELECT * FROM ${t.typed} AS t ORDER BY whole`);
      expect(await engine.describe(all)).toEqual(Object.entries(TYPES).map(([n, { type }]) => ({ name: n, type })));
      const simple = query(
        { typed },
        (_, t) => `SELECT text, real, whole, wide, day FROM ${t.typed} AS t ORDER BY whole`,
      );
      expect(await engine.rows(simple)).toEqual(ROWS);
      const columns = await engine.columns(
        query({ typed }, (_, t) => `SELECT text, real, whole, wide FROM ${t.typed} AS t ORDER BY whole`),
      );
      expect([columns.length, columns.names]).toEqual([2, ['text', 'real', 'whole', 'wide']]);
      expect([...columns.floats('real')]).toEqual([0.1, Number.NaN]);
      expect([...columns.floats('wide')]).toEqual([Number.NaN, 2 ** 53]);
      expect([...columns.ints('whole')]).toEqual([-1, 2 ** 31 - 1]);
      expect(columns.strings('text')).toEqual(["it's", '']);
      const path = join(folder, 'types.parquet');
      expect(await engine.writeParquet(all, path)).toBe(2);
      expect(await readParquet(path)).toEqual(PARQUET_ROWS);
    });

    test('a source is filled by SELECT and at hand, and its rows are numbered', async () => {
      const filled = source({
        name: 'filled',
        row: 'a number',
        columns: { v: column('INTEGER', 'a number'), n: column('BIGINT', 'its place') },
        numbered: 'n',
      });
      await engine.tables.open(filled);
      // By their order, whatever they are called and however wide they are.
      await engine.tables.insert(filled, 'SELECT CAST(5 AS BIGINT) AS of_another_name');
      await engine.tables.append(filled, {
        v: { type: 'INTEGER', values: Int32Array.from({ length: 5000 }, (_, i) => i) },
      });
      const last = query({ filled }, (_, t) => `SELECT v, n FROM ${t.filled} AS f WHERE n IN (0, 1, 5000) ORDER BY n`);
      expect(await engine.rows(last)).toEqual([
        { v: 5, n: 0 },
        { v: 0, n: 1 },
        { v: 4999, n: 5000 },
      ]);
    });

    test('text is guarded for spreadsheets', async () => {
      const rows = "SELECT '=1+1' AS a, CAST(2.5 AS DOUBLE) AS b, CAST(NULL AS DATE) AS c";
      await engine.writeText(rows, join(folder, 'b.csv'), 'csv');
      expect(await readFile(join(folder, 'b.csv'), 'utf8')).toBe("a,b,c\n'=1+1,2.5,\n");
      await engine.writeText(rows, join(folder, 'b.json'), 'json');
      expect(JSON.parse(await readFile(join(folder, 'b.json'), 'utf8'))).toEqual([{ a: '=1+1', b: 2.5, c: null }]);
    });

    test('names are in the order of their code points, and so are their numbers', async () => {
      const names = ['z', 'a', 'Z', 'é', 'e\u0301', '🍎', '\uffee', '', ' a', '10', '9', '\u00a0', "o'b", 'a\\b'];
      const of = table({ v: column('VARCHAR', 'a name') }, { v: { type: 'VARCHAR', values: names } });
      const numbered = query(
        { of },
        (_, t) => `
        SELECT CAST(row_number() OVER (ORDER BY v) AS INTEGER) AS n, v FROM ${t.of} AS o ORDER BY v`,
      );
      const rows = await engine.rows(numbered);
      const sorted = [...names].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
      expect(rows.map(({ v }) => v)).toEqual(sorted);
      expect(rows.map(({ n }) => n)).toEqual(sorted.map((_, i) => i + 1));
    });

    test('a sum of whole numbers is exact, and one that is too large is an error and no other number', async () => {
      const exact = (values: number[]) => table({ v: column('BIGINT', 'a number') }, { v: { type: 'BIGINT', values } });
      const sum = (of: Relation) =>
        query({ of }, (d, t) => `SELECT ${d.text('CAST(sum(v) AS BIGINT)')} AS s FROM ${t.of} AS o`);
      expect(await engine.rows(sum(exact([2 ** 53, 1, 2 ** 53])))).toEqual([{ s: '18014398509481985' }]);
      await expect(engine.rows(sum(exact([2 ** 62, 2 ** 62])))).rejects.toMatchObject({ kind: 'data' });
    });

    test('a query that fails is an error with its text', async () => {
      const wrong = engine.rows('SELECT nowhere FROM (SELECT 1 AS a) AS t');
      await expect(wrong).rejects.toMatchObject({ kind: 'unexpected', lines: [expect.stringContaining('nowhere')] });
    });

    test('the rows of a file that another engine wrote become those of a source, by their places', async () => {
      const path = join(folder, 'given.parquet');
      await engine.local.writeParquet(
        'SELECT CAST(7 AS INTEGER) AS v, CAST(1 AS BIGINT) AS n UNION ALL SELECT 8, 0',
        path,
      );
      const columns = { v: column('INTEGER', 'a number'), n: column('BIGINT', 'its place') };
      const given = source({ name: 'given_file', row: 'a number', columns, numbered: 'n' });
      await engine.tables.open(given);
      await engine.tables.adopt(given, path);
      const rows = query({ given }, (_, t) => `SELECT v, n FROM ${t.given} AS g ORDER BY n`);
      expect(await engine.rows(rows)).toEqual([
        { v: 8, n: 0 },
        { v: 7, n: 1 },
      ]);
    });
  });
}

/** What engines that read the files of others have to do besides. */
export function describeReadingEngine(name: string, open: () => Promise<ReadingEngine>): void {
  describe(`${name} reads the files of others:`, () => {
    let engine: ReadingEngine;
    let folder: string;
    beforeAll(async () => {
      engine = await open();
      folder = await mkdtemp(join(tmpdir(), 'engine-'));
    });
    afterAll(async () => {
      await engine.close();
      await rm(folder, { recursive: true });
    });

    const cases = Object.entries(READING_CASES).flatMap(([spelling, all]) =>
      all.map((one, i) => [`${spelling} ${i + 1}`, one] as const),
    );
    test.each(cases)('%s', async (_, one) => {
      expect(await outcomes(engine, one)).toEqual(one.rows.map(([, outcome]) => outcome));
    });

    test('the records of a CSV are its fields as text', async () => {
      const path = join(folder, 'a[1]*.csv');
      await writeFile(path, 'h;h\n1;"a ""b"";\nc"\n;2014-10-05\n');
      expect(engine.dialect.canName(path)).toBe(true);
      const layout = {
        headerLines: 1,
        separator: ';',
        lineEnd: '\n',
        longestRecord: 1000,
        columns: ['x', 'y'],
      } as const;
      expect(
        await engine.rows(`SELECT x, y FROM ${engine.dialect.csvRows({ path, ...layout })} AS c ORDER BY y`),
      ).toEqual([
        { x: null, y: '2014-10-05' },
        { x: '1', y: 'a "b";\nc' },
      ]);
      await writeFile(path, '1,ñ\r\n2,\r\n');
      const crlf = { ...layout, headerLines: 0, separator: ',', lineEnd: '\r\n' } as const;
      expect(
        await engine.rows(`SELECT x, y FROM ${engine.dialect.csvRows({ path, ...crlf })} AS c ORDER BY x`),
      ).toEqual([
        { x: '1', y: 'ñ' },
        { x: '2', y: null },
      ]);
    });

    test('the rows of a Parquet file keep their places, and bytes that are no text are told apart', async () => {
      const path = join(folder, 'bytes.parquet');
      await writeBytes(path, [Buffer.from('ñu'), Buffer.of(0xf3, 0x6e), Buffer.from('ok')]);
      expect(await engine.parquetSize(path)).toBe(3);
      expect(await engine.parquetNote(path, 'nothing')).toBeNull();
      const { dialect } = engine;
      const raw = dialect.parquetRows(path, { rawBytes: true, numberedAmong: ['v'] });
      const rows = await engine.rows(`SELECT ${dialect.decoded('v')} AS v, n FROM ${raw} AS r(v, n) ORDER BY n DESC`);
      expect(rows).toEqual([
        { v: 'ok', n: 2 },
        { v: null, n: 1 },
        { v: 'ñu', n: 0 },
      ]);
      const own = join(folder, 'own.parquet');
      await engine.writeParquet('SELECT 7 AS file_row_number', own);
      const among = dialect.parquetRows(own, { numberedAmong: ['file_row_number'] });
      expect(await engine.rows(`SELECT v, n FROM ${among} AS r(v, n)`)).toEqual([{ v: 7, n: 0 }]);
    });

    test('text is written as it is, compressed by its name', async () => {
      const rows = "SELECT '=1+1' AS a, 2.5 AS b, CAST(NULL AS DATE) AS c";
      await engine.writeCsv(rows, join(folder, 'a.csv'));
      await engine.writeCsv(rows, join(folder, 'a.csv.gz'));
      const plain = await readFile(join(folder, 'a.csv'), 'utf8');
      expect(plain).toBe('a,b,c\n=1+1,2.5,\n');
      expect(gunzipSync(await readFile(join(folder, 'a.csv.gz'))).toString()).toBe(plain);
    });
  });
}

const TYPES: Columns = {
  text: column('VARCHAR', 'text'),
  real: column('DOUBLE', 'a number'),
  whole: column('INTEGER', 'a whole number'),
  wide: column('BIGINT', 'a large one'),
  day: column('DATE', 'a day'),
  words: column('VARCHAR[]', 'words'),
  scores: column('DOUBLE[]', 'scores'),
};

const VALUES: Record<string, TableColumn> = {
  text: { type: 'VARCHAR', values: [null, "it's"] },
  real: { type: 'DOUBLE', values: [Number.NaN, 0.1] },
  whole: { type: 'INTEGER', values: [2 ** 31 - 1, -1] },
  wide: { type: 'BIGINT', values: [2 ** 53, Number.NaN] },
  day: { type: 'DATE', values: [Number.NaN, epochDay('2016-02-29')] },
  words: { type: 'VARCHAR[]', values: [[], ['a', 'b | c']] },
  scores: { type: 'DOUBLE[]', values: [[], [0.5, -1e300]] },
};

/** In the order of `whole`. */
const ROWS = [
  { text: "it's", real: 0.1, whole: -1, wide: null, day: '2016-02-29' },
  { text: null, real: null, whole: 2 ** 31 - 1, wide: 2 ** 53, day: null },
];

const PARQUET_ROWS = [
  { ...ROWS[0], words: ['a', 'b | c'], scores: [0.5, -1e300] },
  { ...ROWS[1], words: [], scores: [] },
];

function table(columns: Columns, given: Record<string, TableColumn>): Relation {
  return values({ name: 'given', row: 'a row', columns }, given);
}

async function outcomes<Spoken extends Dialect>(
  engine: Engine & { dialect: Spoken },
  { type, expression, rows }: DialectCase<Spoken>,
): Promise<unknown[]> {
  const inputs = rows.map(([input]) => input);
  const n: TableColumn = { type: 'INTEGER', values: inputs.map((_, i) => i) };
  const columns = { n: column('INTEGER', 'its place'), v: column(type, 'the input') };
  const given = table(columns, { n, v: inputColumn(type, inputs) });
  const made = await engine.rows(
    query({ given }, (_, t) => `SELECT ${expression(engine.dialect)} AS made FROM ${t.given} AS g ORDER BY n`),
  );
  return made.map((row) => row['made']);
}

function inputColumn(type: DialectCase['type'], inputs: readonly (string | number | null)[]): TableColumn {
  if (type === 'VARCHAR') return { type, values: inputs.map((input) => (input === null ? null : String(input))) };
  const numberOf = (input: string | number): number => (typeof input === 'string' ? epochDay(input) : input);
  return { type, values: inputs.map((input) => (input === null ? Number.NaN : numberOf(input))) };
}
