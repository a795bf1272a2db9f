import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toCsv } from '../../src/report/page/data-table';
import { numberFormat } from '../../src/report/texts/format-number';
import { EtlFixture } from './etl-fixture';

let etl: EtlFixture;
beforeAll(async () => {
  etl = await EtlFixture.open();
});
afterAll(() => etl.close());

/** Cells as a naive reader with this separator, with and without quotes, would begin them. */
const cells = (line: string, separator: string): string[] =>
  line.split(separator).map((cell) => cell.replace(/^["\s]+/, ''));

const FORMULAS = [
  '=1+1',
  '+1',
  '-2+3',
  '@SUM(A1)',
  '\t=1',
  ' =1',
  '＝1+1',
  '＠x',
  '－1',
  '＋1',
  'a;=1+1',
  'a; "=cmd|x"',
  'a\t=1',
  'pan | =1',
  'a,=1',
  'a\n=1',
  'a;＝1',
  ';;=1',
];

test.each(FORMULAS)('no reader of the CSV finds a formula: %j', async (text) => {
  const path = join(etl.folder, 'text.csv');
  await etl.engine.writeText(`SELECT '${text}' AS x, ['b', '${text}'] AS y, -5 AS n`, path, 'csv');
  const written = readFileSync(path, 'utf8');
  for (const separator of [';', ',', '\t', '|', '\n']) {
    for (const cell of cells(written.replace(',-5\n', ''), separator)) expect(cell).not.toMatch(/^[=+\-@＝＋－＠]/);
  }
  expect(written).toContain(',-5\n');
});

test.each(FORMULAS)('nor in a download of the report: %j', (text) => {
  for (const language of ['es', 'en'] as const) {
    const written = toCsv({ columns: ['x', 'n'], rows: [[text, -5]] }, numberFormat(language));
    for (const separator of [';', ',', '\t', '|', '\n']) {
      for (const cell of cells(written.replace(/[;,]-5\r\n$/, ''), separator)) {
        expect(cell).not.toMatch(/^[=+\-@＝＋－＠]/);
      }
    }
    expect(written).toMatch(/[;,]-5\r\n$/);
  }
});

test('other text stays as it is', async () => {
  const path = join(etl.folder, 'plain.csv');
  await etl.engine.writeText("SELECT 'a-b=c @ 1; x + y' AS x", path, 'csv');
  expect(readFileSync(path, 'utf8')).toBe('x\na-b=c @ 1; x + y\n');
});
