import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { purchaseLines, recompra } from './recompra';

const folder = mkdtempSync(join(tmpdir(), 'recompra-outcomes-'));
const at = (...parts: string[]) => join(folder, ...parts);
afterAll(() => rmSync(folder, { recursive: true }));

beforeAll(() => {
  const lines = purchaseLines(3);
  writeFileSync(at('data.csv'), lines);
  writeFileSync(at('deep.json'), `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`);
  writeFileSync(at('damaged.parquet'), `PAR1${'x'.repeat(200)}PAR1`);
  const huge = Array.from({ length: 10_000 }, (_, i) => `2014-01-01,c0,p${i},12,${1e12 - i / 1000}\n`);
  writeFileSync(at('huge.csv'), lines + huge.join(''));
  writeFileSync(
    at('escape.csv'),
    `fecha_compra,usuario,"\u001b]0;owned\u0007\u009b31m\u202e",cantidad,precio\n1,2,3,4,5\n`,
  );
});

const USAGE: [string, string[]][] = [
  ['a preset that JavaScript has', ['--recurrence', 'constructor']],
  ['a preset that every object has', ['--recurrence', '__proto__']],
  ['a date format that JavaScript has', ['--date-format', 'toString']],
  ['a date format that is none', ['--date-format', '%K']],
  ['a column for two', ['--columns', 'usuario=a,producto=a']],
  ['a memory too small', ['--memory', '1KB']],
  ['a tilde', ['--output=~/out']],
  ['a bad glob', ['--input', '[z-a].csv']],
  ['another scheme to read', ['--input', 'gs://shop/a.csv']],
  ['another scheme to write', ['--output', 'https://shop/out']],
  ['a config file too deep', ['--config', 'deep.json']],
  ['a key too long', ['--input', `s3://shop/${'a'.repeat(2000)}`]],
  ['a bucket that cannot be', ['--input', 's3://s h o p/a']],
];

test.each(USAGE)('%s: exit code 2, with what was found, what was expected and what to do', async (_, args) => {
  const { code, stderr } = await recompra(['etl', '-i', 'data.csv', '-o', 'out', '-q', ...args], { cwd: folder });
  expect(stderr).toMatch(/^error: .+\n(.*\n)*what to do: .+/);
  expect(stderr).not.toMatch(/SELECT|\n {4}at /);
  expect(code, stderr).toBe(2);
});

test.each([
  ['a name too long', [`${'a'.repeat(5000)}.csv`]],
  ['damaged Parquet', ['damaged.parquet']],
  ['sums beyond what is exact', ['huge.csv']],
])('%s: exit code 3', async (_, input) => {
  const { code, stderr } = await recompra(['etl', '-i', ...input, '-o', 'out', '-q'], { cwd: folder });
  expect(stderr).toMatch(/^error: .+\n(.*\n)*what to do: .+/);
  expect(stderr).not.toMatch(/SELECT/);
  expect(code, stderr).toBe(3);
});

test('what a file holds cannot steer the terminal, and JSON stays JSON', async () => {
  const shown = await recompra(['etl', '-i', 'escape.csv', '-o', 'out'], { cwd: folder });
  expect(shown.stderr).toContain('\\u001b]0;owned\\u0007\\u009b31m\\u202e');
  expect((shown.stdout + shown.stderr).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
  const json = await recompra(['etl', '-i', 'escape.csv', '-o', 'out', '-q', '--json'], { cwd: folder });
  expect(json.stderr.trimEnd()).not.toMatch(/[\p{Cc}\u202e]/u);
  expect(JSON.stringify(JSON.parse(json.stderr))).toContain('\\u001b]0;owned');
});
