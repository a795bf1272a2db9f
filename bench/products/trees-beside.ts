import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { trainingCases } from '../../src/products/candidates/learned-ranker';
import { weeklyCases } from '../../src/training/product-splits';
import { exportCandidates } from './export-candidates';
import type { Shop } from './quality';

const LAMBDARANK = resolve(__dirname, '../peers/lambdarank.py');

/** What lambdarank.py prints. */
export interface TreeFigures {
  method: string;
  cases: number;
  hit3: number;
  recall10: number;
  ndcg10: number;
  seconds: number;
}

/** LightGBM lambdarank on the very candidates, features and weights the network learned from, judged on the same test. */
export function treesOnCandidates(
  { baskets, plan, cases, asOf }: Shop,
  python: string,
  seed: number,
): Promise<TreeFigures> {
  if (plan === null) throw new RangeError('the history is too short for training, validation and test origins');
  const weekly = weeklyCases(baskets, { plan, cases, asOf });
  const [trainForTest, test] = [weekly.trainForTest(), weekly.test()];
  const folder = mkdtempSync(join(tmpdir(), 'recompra-candidates-'));
  return exportCandidates(folder, baskets, { train: trainingCases(trainForTest, seed), test })
    .then(() => JSON.parse(execFileSync(python, [LAMBDARANK, folder], { encoding: 'utf8' })) as TreeFigures)
    .finally(() => rmSync(folder, { recursive: true }));
}
