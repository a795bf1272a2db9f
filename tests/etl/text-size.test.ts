import { appendFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { textSize } from '../../src/etl/text-size';
import { localInput } from '../../src/storage/inputs/local-inputs';
import { EtlFixture } from './etl-fixture';

let etl: EtlFixture;
beforeAll(async () => {
  etl = await EtlFixture.open();
});
afterAll(() => etl.close());

/** A file of so many rows that packs as well as may be. */
async function parquetOf(rows: number): Promise<string> {
  const path = join(etl.folder, 'packed.parquet');
  const select = `SELECT i // 97 AS n, 'a' AS usuario FROM range(${rows}) AS rows(i)`;
  await etl.engine.run(`COPY (${select}) TO '${path}' (FORMAT parquet, COMPRESSION zstd)`);
  return path;
}

test('Parquet is sized by its rows, sixty bytes of text each, never above fifteen for a stored byte', async () => {
  const few = await parquetOf(10);
  expect(await textSize([await localInput(few)])).toBe(Math.max(600, statSync(few).size));
  const many = await parquetOf(1_000_000);
  const { size } = statSync(many);
  expect(15 * size).toBeLessThan(60e6);
  expect(await textSize([await localInput(many)])).toBe(15 * size);
});

test('a footer that cannot be read leaves the largest estimate', async () => {
  const path = join(etl.folder, 'broken.parquet');
  writeFileSync(path, 'PAR1');
  appendFileSync(path, Buffer.alloc(400, 0xff));
  expect(await textSize([await localInput(path)])).toBe(15 * 404);
});

test('text is what it is', async () => {
  expect(await textSize([etl.localInput('data.csv', 'a,b\n1,2\n')])).toBe(8);
});
