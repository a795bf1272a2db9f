import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../storage/temporary-folder';
import { purchaseLines, recompra } from './recompra';

async function etl(input: string, ...more: string[]) {
  const output = join(temporaryFolder(), 'out');
  const ended = await recompra(['etl', '-i', input, '-o', output, '--json', '-q', ...more]);
  expect([ended.code, ended.stderr]).toEqual([0, '']);
  const { inputs } = JSON.parse(readFileSync(join(output, 'run.json'), 'utf8'));
  return { ...JSON.parse(ended.stdout), inputs };
}

test('the same bytes under two names are read once, and that is said', async () => {
  const folder = temporaryFolder({ 'data (1).csv': purchaseLines(3), 'data.csv': purchaseLines(3) });
  writeFileSync(join(folder, 'more.csv'), purchaseLines(4));
  const { etl: counts, warnings, inputs } = await etl(folder);
  expect(counts.linesIn).toBe(36 + 48);
  expect(warnings).toEqual([
    `${join(folder, 'data.csv')} holds the same as ${join(folder, 'data (1).csv')}: it was read once`,
  ]);
  expect(inputs).toHaveLength(2);
});

test('many copies of one file are one warning, which names some of them', async () => {
  const folder = temporaryFolder(Object.fromEntries([...'abcdefg'].map((name) => [`${name}.csv`, purchaseLines(3)])));
  const { warnings } = await etl(folder);
  const named = ['b.csv', 'c.csv', 'd.csv'].map((name) => join(folder, name)).join(', ');
  expect(warnings).toEqual([`${named} and 3 more hold the same as ${join(folder, 'a.csv')}: it was read once`]);
});

test('a file beside its own gzip is read once; a gzip beside another file is not the same', async () => {
  const folder = temporaryFolder({ 'a.csv': purchaseLines(3), 'b.csv': purchaseLines(4) });
  writeFileSync(join(folder, 'a.csv.gz'), gzipSync(purchaseLines(3), { level: 9 }));
  writeFileSync(join(folder, 'b.csv.gz'), gzipSync(purchaseLines(5)));
  const { etl: counts, warnings } = await etl(folder);
  expect(counts.linesIn).toBe(36 + 48 + 60);
  expect(warnings).toEqual([expect.stringMatching(/a\.csv\.gz holds the same as .*a\.csv: it was read once$/)]);
});

test('the same bytes in folders of different days are different lines', async () => {
  const folder = temporaryFolder();
  const lines = purchaseLines(3, 1)
    .split('\n')
    .map((line) => line.split(',').slice(1).join(','))
    .join('\n');
  for (const day of ['2014-01-01', '2014-01-08', '2014-01-15']) {
    mkdirSync(join(folder, `fecha_compra=${day}`));
    writeFileSync(join(folder, `fecha_compra=${day}`, 'part.csv'), lines);
  }
  const { etl: counts, warnings } = await etl(folder);
  expect([counts.linesIn, warnings]).toEqual([18, undefined]);
});
