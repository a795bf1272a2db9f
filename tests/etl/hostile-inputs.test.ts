import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { localInput } from '../../src/storage/inputs/local-inputs';
import { csvOf, EtlFixture, remoteInput, tolerant } from './etl-fixture';
import { FUZZ_FILES, FUZZ_SEED, FUZZ_TIMEOUT } from './fuzz-runs';

const GOOD = '2014-10-01,u,p,1,2';

let etl: EtlFixture;
beforeAll(async () => {
  etl = await EtlFixture.open();
});
afterAll(() => etl.close());

test('one byte that is no UTF-8 in a needed column behind extra ones costs its own line', async () => {
  const lines = [
    'id,fecha_compra,usuario,cantidad,precio,producto',
    '1,2014-10-01,u,1,2,p',
    '2,2014-10-01,u,1,2,jam\xf3n',
  ];
  const result = await etl.runText(Buffer.from(lines.join('\n'), 'latin1'));
  expect(result).toMatchObject({ linesIn: 2, linesKept: 1, reasons: [{ reason: 'codificacion', lines: 1 }] });
});

describe('bytes behind a gzip member', () => {
  const member = gzipSync(csvOf(GOOD));
  const refused = { kind: 'data', message: expect.stringContaining('data.csv.gz') };

  test.each([
    ['zeros', Buffer.alloc(3)],
    ['zeros and a member', Buffer.concat([Buffer.alloc(512), gzipSync(`${GOOD}\n`)])],
    ['text', Buffer.from(`${GOOD}\n`)],
    ['half a member', gzipSync(`${GOOD}\n`).subarray(0, 15)],
    ['a byte', Buffer.of(0x1f)],
  ])('%s: the file is refused by name', async (_, rest) => {
    const stored = Buffer.concat([member, rest]);
    await expect(etl.run([etl.localInput('data.csv.gz', stored)])).rejects.toMatchObject(refused);
    await expect(etl.run([remoteInput('data.csv.gz', stored)])).rejects.toMatchObject(refused);
  });

  test('another member is read', async () => {
    const stored = Buffer.concat([member, gzipSync(''), gzipSync(`${GOOD}\n${GOOD}\n`)]);
    expect(await etl.runText(stored)).toMatchObject({ linesIn: 3, linesKept: 3 });
  });

  test('no line is lost, whatever they are', { timeout: FUZZ_TIMEOUT }, async ({ task }) => {
    const counts = { kind: 'gzip and bytes behind it', files: 0, refused: 0 };
    const rest = fc.oneof(
      fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
      fc.nat({ max: 40 }).map((zeros) => Buffer.alloc(zeros)),
      fc.nat({ max: 3 }).map((lines) => gzipSync(`${GOOD}\n`.repeat(lines))),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(rest, { maxLength: 4 }), async (parts) => {
        const stored = Buffer.concat([member, ...parts]);
        const members = parts.filter((part) => part[0] === 0x1f && part[1] === 0x8b);
        const whole = parts.every((part) => part.length === 0 || members.includes(part));
        const running = etl.run([remoteInput('data.csv.gz', stored)], tolerant({}));
        if (whole) expect(await running).toMatchObject({ linesRejected: 0 });
        else await expect(running).rejects.toMatchObject(refused);
        counts.files++;
        if (!whole) counts.refused++;
      }),
      { numRuns: FUZZ_FILES / 10, seed: FUZZ_SEED },
    );
    task.meta.fuzzed = counts;
  });
});

describe('names that mean something to DuckDB', () => {
  const NAMES = [
    'a[b]',
    '{x,y}',
    '*',
    '?',
    '**',
    'file:',
    '~',
    'usuario=5',
    "it's",
    's3:',
    'back\\slash',
    'b\\[1]',
    '%41',
  ];
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'recompra-names-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(NAMES)('a folder or file called %s is read, and nothing beside it', async (name) => {
    const decoys = ['ab', 'x', 'y', 'other', 'b1'].map((decoy) => join(folder, decoy, 'f.csv'));
    const wanted = [join(folder, name, 'f.csv'), join(folder, 'below', `${name}.csv`)];
    for (const path of [...decoys, ...wanted]) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, csvOf(decoys.includes(path) ? '2014-10-01,decoy,p,1,2' : GOOD));
    }
    for (const path of wanted) {
      // Relative paths are those that begin with a scheme or a tilde.
      for (const spelt of [path, relative(process.cwd(), path)]) {
        expect(await etl.run([await localInput(spelt)])).toMatchObject({ linesIn: 1 });
        expect(await etl.lines()).toMatchObject([{ usuario: 'u', producto: 'p' }]);
      }
    }
  });

  test.each(NAMES)('a Parquet file below a folder called %s, too', async (name) => {
    const path = join(folder, name, 'f.parquet');
    mkdirSync(dirname(path), { recursive: true });
    const rows = "SELECT '2014-10-01' AS fecha_compra, 'u' AS usuario, 'p' AS producto, 1 AS cantidad, 2 AS precio";
    await etl.engine.writeParquet(rows, path);
    expect(await etl.run([await localInput(path)])).toMatchObject({ linesIn: 1 });
    expect(await etl.lines()).toMatchObject([{ usuario: 'u' }]);
  });
});

describe('little input and long work', () => {
  const refused = { kind: 'data', message: expect.stringMatching(/data\.csv/) };

  test('a header of 100,000 columns is refused', async () => {
    const header = Array.from({ length: 100_000 }, (_, i) => `c${i}`).join(',');
    await expect(etl.runText(`${csvOf().trim()},${header}\n`)).rejects.toMatchObject(refused);
  });

  test('quotes that open on every line and do not close end soon, with a line number', async () => {
    const names = Array.from({ length: 900 }, (_, i) => `c${i}`).join(',');
    const start = performance.now();
    const stored = gzipSync(`${csvOf().trim()},${names}\n${'x","\n'.repeat(5_000_000)}`, { level: 1 });
    const error = await etl.runText(stored).catch((cause) => cause);
    expect(error).toMatchObject({
      ...refused,
      message: expect.stringMatching(/quotes that do not close, as in line \d+/),
    });
    expect(performance.now() - start).toBeLessThan(10_000);
  }, 60_000);

  test('a Parquet file that claims more rows than its bytes can tell is refused', async () => {
    const path = join(etl.folder, 'data.csv.parquet');
    const row = "SELECT '2014-10-01' AS fecha_compra, 'u' AS usuario, 'p' AS producto, 1 AS cantidad, 2 AS precio";
    await etl.engine.writeParquet(`${row} FROM range(5_000_000)`, path);
    await expect(etl.run([await localInput(path)])).rejects.toMatchObject(refused);
  }, 60_000);
});
