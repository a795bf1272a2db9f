import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { ReadingEngine } from '../../src/engine/engine';

/** A column beside those of the contract: its SQL makes the value of row `n`. */
interface ExtraColumn {
  name: string;
  sql: string;
}

export interface UglyParquet {
  /** Names of all columns in their order; those of the contract are text. */
  order: string[];
  rows: Record<string, string | null>[];
  extras: ExtraColumn[];
}

export const COLUMNS = ['fecha_compra', 'usuario', 'producto', 'cantidad', 'precio'];

/** Stand for bytes that no writer would write: each is replaced in the finished file by as many bytes. */
export const FORGED: readonly [stands: string, bytes: Buffer][] = [
  ['þ', Buffer.of(0xf3, 0x6e)],
  ['ð', Buffer.of(0xff, 0xff)],
  ['ÿ', Buffer.of(0, 0)],
];

/** Names that mean something to us, to the engine, or to nobody. */
const NAMES =
  'valor|motivo|record|file_row_number|filename|fila|c0|c1|r|rows|refused|texto|line|fecha|fallo|plana|rowid|ticket|n|id|Tienda|ñ|a b|"q"|\'|--|;|select|\u001b[31m|usuario_texto'.split(
    '|',
  );
const SQLS = [
  "CASE WHEN n % 3 = 0 THEN 'þ' ELSE 'x' END",
  "CASE WHEN n % 4 = 0 THEN 'aÿb' ELSE 'ok' END",
  "'ok'",
  "CAST('nan' AS DOUBLE)",
  'n',
  'CAST(NULL AS VARCHAR)',
  "[CAST(n AS VARCHAR), 'x']",
  '{a: n, b: n + 0.5}',
  "MAP {'k': n}",
  "TIMESTAMP '2014-10-01 00:00:00'",
  "TIMESTAMPTZ '2014-10-01 00:00:00+00'",
  "CAST('{not json' AS BLOB)",
  'uuid()',
  'CAST(n AS HUGEINT)',
  'n % 2 = 0',
  "INTERVAL '3' DAY",
];

const mostly = (plain: string, odd: readonly (string | null)[]): fc.Arbitrary<string | null> =>
  fc.oneof({ weight: 12, arbitrary: fc.constant(plain) }, { weight: 3, arbitrary: fc.constantFrom(...odd) });

const row: fc.Arbitrary<Record<string, string | null>> = fc.record({
  fecha_compra: mostly('2014-10-01', ['2014-10-02 08:00', '', null, 'þ', '2014-2-3']),
  usuario: mostly('u1', ['\ufeffu1', 'jamþn', 'uÿ1', '', null, ' u2 ', '"u"', 'u,3', '🍎', 'e\u0301', 'ðu', '\\xF3']),
  producto: mostly('p1', ['\ufeffp1', 'þ', 'ÿ', '', null, 'p\n2', '=1+1', 'ñ', 'x'.repeat(300), `${'y'.repeat(40)}þ`]),
  cantidad: mostly('3', ['0', '-1', '2.5', '', null, 'þ', '1e3', 'ÿ']),
  precio: mostly('12.5', ['-1', '', null, 'free', 'nan', 'þ', '1e13']),
});

export const uglyParquet: fc.Arbitrary<UglyParquet> = fc
  .uniqueArray(fc.constantFrom(...NAMES), { maxLength: 5, selector: (name) => name.toLowerCase() })
  .chain((names) =>
    fc.record({
      order: fc.shuffledSubarray([...COLUMNS, ...names], { minLength: COLUMNS.length + names.length }),
      rows: fc.array(row, { minLength: 1, maxLength: 20 }),
      extras: fc
        .tuple(...names.map(() => fc.constantFrom(...SQLS)))
        .map((sqls) => sqls.map((sql, i) => ({ name: names[i]!, sql }))),
    }),
  );

/** The file as its bytes, uncompressed, with the forged bytes in their places. */
export async function parquetBytes(engine: ReadingEngine, folder: string, file: UglyParquet): Promise<Buffer> {
  const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
  const text = (value: string | null) => (value === null ? 'NULL' : `'${value.replaceAll("'", "''")}'`);
  const values = file.rows.map((cells, n) => `(${[...COLUMNS.map((name) => text(cells[name]!)), n].join(', ')})`);
  const sqlOf = new Map(file.extras.map(({ name, sql }) => [name, sql]));
  const items = file.order.map((name) => `${sqlOf.get(name) ?? `CAST(t.${name} AS VARCHAR)`} AS ${quoted(name)}`);
  const path = join(folder, 'written.parquet');
  await engine.run(`
    COPY (SELECT ${items.join(', ')} FROM (VALUES ${values.join(', ')}) AS t(${[...COLUMNS, 'n'].join(', ')}))
    TO '${path}' (FORMAT parquet, COMPRESSION uncompressed)`);
  const bytes = readFileSync(path);
  rmSync(path);
  return forged(bytes);
}

/** These bytes with the stand-ins replaced. */
export function forged(bytes: Buffer): Buffer {
  for (const [stands, by] of FORGED) {
    const wanted = Buffer.from(stands, 'utf8');
    for (let at = bytes.indexOf(wanted); at >= 0; at = bytes.indexOf(wanted, at + 1)) by.copy(bytes, at);
  }
  return bytes;
}
