import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { namedApart } from '../../src/jobs/run-identity';
import { purchaseLines, recompra } from './recompra';

const folder = mkdtempSync(join(tmpdir(), 'recompra-spelt-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('metrics.json and run id are the same however the path of the input is spelt', async () => {
  mkdirSync(join(folder, 'in'));
  writeFileSync(join(folder, 'in', 'a.csv'), purchaseLines(3, 3));
  const spellings = ['in/a.csv', './in/a.csv', 'in/../in//a.csv', join(folder, 'in', 'a.csv')];
  const figures = [];
  for (const [i, input] of spellings.entries()) {
    expect(await recompra(['train', '-i', input, '-o', `out${i}`, '-q'], { cwd: folder })).toMatchObject({ code: 0 });
    figures.push(readFileSync(join(folder, `out${i}`, 'metrics.json'), 'utf8'));
  }
  expect(new Set(figures).size).toBe(1);
  expect(JSON.parse(figures[0]!).run.inputs).toMatchObject([{ name: 'a.csv' }]);
}, 120_000);

test('several inputs are told apart from the folder that holds them all', () => {
  const named = (...names: string[]) => namedApart(names.map((name) => ({ name, bytes: 1, sha256: '' })));
  const names = (...given: string[]) => named(...given).map(({ name }) => name);
  expect(names('x/2014/a.csv', './x/2015/a.csv')).toEqual(['2014/a.csv', '2015/a.csv']);
  expect(names('s3://shop/lines/a.csv', 's3://shop/lines/b/c.csv')).toEqual(['a.csv', 'b/c.csv']);
  expect(names('a.csv', 'b.csv')).toEqual(['a.csv', 'b.csv']);
});
