import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recompra } from '../cli/recompra';
import { fewCome, review, sure, tiny } from '../cli/reviewed';
import { ORIGIN } from '../review/tiny-review';
import { ensureSpark } from '../setup/spark-env';

const DATA = resolve(__dirname, '../../data/sample');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'recompra-spark-review-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const onSpark = () => [
  ...['--engine', 'spark', '--spark-python', ensureSpark(), '--spark-master', 'local[2]'],
  ...['--spark-conf', 'spark.sql.shuffle.partitions=3'],
];
const revisionOf = (output: string) => readFileSync(join(output, 'revision.json'), 'utf8');

test('a review on Spark has the figures of a review on one machine, to the byte', async () => {
  const job = ['review', '--predictions', join(DATA, 'run-2017-12-03'), '--input', join(DATA, 'data.csv.gz'), '-q'];
  const one = await recompra([...job, '--output', join(folder, 'one'), '--threads', '1']);
  const many = await recompra([...job, '--output', join(folder, 'many'), '--threads', '1', ...onSpark()]);
  expect([one.code, many.code, many.stderr]).toEqual([0, 0, '']);
  expect(revisionOf(join(folder, 'many'))).toBe(revisionOf(join(folder, 'one')));
});

test('so has one of several runs, products named otherwise, which fails its gate', async () => {
  const asked = { runs: [tiny(), { origin: ORIGIN, predictions: sure }], lines: fewCome };
  const found = await Promise.all([[], onSpark()].map((engine) => review({ ...asked, args: ['--gate', ...engine] })));
  expect(found.map(({ code }) => code)).toEqual([5, 5]);
  const [one, many] = found.map(({ folder: place, output }) => revisionOf(output).replaceAll(place, ''));
  expect(many).toBe(one);
});
