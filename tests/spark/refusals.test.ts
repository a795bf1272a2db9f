import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { column, query, relation } from '../../src/engine/relation';
import type { SparkEngine } from '../../src/engine/spark/spark';
import { purchaseLines, recompra } from '../cli/recompra';
import { ensureSpark } from '../setup/spark-env';
import { openTestSpark } from './open-spark';

let folder: string;
let input: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'recompra-spark-refused-'));
  input = join(folder, 'data.csv');
  writeFileSync(input, purchaseLines(3));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function refused(python: string, env: Record<string, string> = {}) {
  const output = join(folder, 'out');
  const options = ['--engine', 'spark', '--spark-python', python, '--quiet'];
  const { code, stderr } = await recompra(['etl', '--input', input, '--output', output, ...options], { env });
  expect(existsSync(output)).toBe(false);
  return { code, stderr };
}

test('without Python the error says what is missing and how to get it', async () => {
  const { code, stderr } = await refused('/nowhere/python3');
  expect([code, stderr]).toEqual([
    2,
    expect.stringMatching(/\/nowhere\/python3 was not found[\s\S]*pip install pyspark==3\.5\.5/),
  ]);
});

test('without pyspark too', async () => {
  const { code, stderr } = await refused('python3');
  expect([code, stderr]).toEqual([2, expect.stringMatching(/no package pyspark[\s\S]*pip install pyspark==3\.5\.5/)]);
});

test('without Java too', async () => {
  // What Spark's own scripts call, and no Java among it.
  const tools = join(folder, 'bin');
  const { mkdirSync } = await import('node:fs');
  mkdirSync(tools);
  for (const tool of [
    'bash',
    'env',
    'dirname',
    'basename',
    'readlink',
    'uname',
    'cat',
    'rm',
    'ps',
    'nice',
    'python3',
  ]) {
    const found = ['/bin', '/usr/bin'].map((place) => join(place, tool)).find(existsSync);
    if (found !== undefined) symlinkSync(found, join(tools, tool));
  }
  const { code, stderr } = await refused(ensureSpark(), { PATH: tools, JAVA_HOME: '' });
  expect([code, stderr]).toEqual([2, expect.stringMatching(/needs Java[\s\S]*openjdk-17-jre-headless/)]);
});

test('a master that is not there is an error and no endless wait', async () => {
  const { code, stderr } = await refused(ensureSpark(), { RECOMPRA_SPARK_MASTER: 'nonsense://nowhere' });
  expect([code, stderr]).toEqual([1, expect.stringMatching(/Master must/)]);
});

test('a relation that fails is named, with its text, and the engine goes on', async () => {
  let spark: SparkEngine | undefined;
  try {
    spark = await openTestSpark();
    const numbers = { n: column('INTEGER', 'a number') };
    const made = (name: string, sql: string) =>
      relation({ name, row: 'a row', columns: numbers, of: {}, select: () => sql });
    const asked = (of: ReturnType<typeof made>) => spark!.rows(query({ of }, (_, t) => `SELECT n FROM ${t.of} AS o`));
    await expect(asked(made('half_made', 'SELECT nothing AS n'))).rejects.toMatchObject({
      kind: 'unexpected',
      message: expect.stringMatching(/half_made.*nothing/),
      lines: ['SELECT nothing AS n'],
    });
    await expect(asked(made('wide', 'SELECT CAST(1 AS BIGINT) AS n'))).rejects.toMatchObject({
      message: expect.stringMatching(/wide.*declared.*int.*bigint/),
    });
    await expect(asked(made('divided', 'SELECT CAST(1 / (id - id) AS INT) AS n FROM range(3)'))).rejects.toMatchObject({
      message: expect.stringMatching(/divided.*zero/i),
    });
    expect(await asked(made('right', 'SELECT 7 AS n'))).toEqual([{ n: 7 }]);
  } finally {
    await spark?.close();
  }
});
