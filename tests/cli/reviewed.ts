import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Revision } from '../../src/evaluation/revision-schema';
import { revisionSchema } from '../../src/evaluation/revision-schema';
import type { EarlierRunFiles, Told } from '../review/earlier-run';
import { csvOf, writeEarlierRun } from '../review/earlier-run';
import { ORIGIN, TINY, TINY_LINES } from '../review/tiny-review';
import { temporaryFolder } from '../storage/temporary-folder';
import { recompra } from './recompra';

export const revisionIn = (folder: string): Revision =>
  revisionSchema.parse(JSON.parse(readFileSync(join(folder, 'revision.json'), 'utf8')));

export interface Review {
  runs: readonly EarlierRunFiles[];
  lines?: string;
  args?: readonly string[];
}

/** Writes earlier runs and lines, and reviews them. */
export async function review({ runs, lines = csvOf(TINY_LINES), args = [] }: Review) {
  const folder = temporaryFolder({ 'newer.csv': lines });
  const named: string[] = [];
  for (const [index, files] of runs.entries()) {
    named.push('--predictions', await writeEarlierRun(join(folder, `run-${index}`), files));
  }
  const output = join(folder, 'out');
  const input = ['--input', join(folder, 'newer.csv'), '--output', output];
  return { folder, output, ...(await recompra(['review', ...named, ...input, '-q', ...args])) };
}

export const tiny = (): EarlierRunFiles => ({ origin: ORIGIN, predictions: TINY });

/** Forty customers who were all but certain to come, on other days than they did, or who never came. */
export const sure: Told[] = Array.from({ length: 40 }, (_, i) => ({
  customer: `c${i}`,
  days: 2,
  interval: [1, 3],
  chances: [0.97, 0.98, 0.99],
  products: ['bread', 'milk', 'eggs'],
}));
export const fewCome = csvOf([
  ...sure.slice(0, 4).map(({ customer }): [string, string, string] => ['2014-02-20', customer, 'bread']),
  ['2014-02-01', 'x', 'bread'],
  ['2014-03-05', 'x', 'bread'],
]);
