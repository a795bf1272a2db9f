/**
 * The product methods on real data: the table of quality on the sample, the full Complete Journey by product type on
 * weekly origins, and by product on each customer's last purchase; beside LightGBM on the same candidates. Into
 * bench/results/products.json. `npm run bench:products`; fetches the data once, and the Python peers with --peers.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { TopProductsMetrics } from '../../src/evaluation/metrics-schema';
import { readyBackend } from '../../src/models/fitting/backend';
import { judgeLastPurchaseOut } from '../../src/training/choose-products';
import { machine, measureProcess } from '../measure-process';
import { judgeWeekly, openShop, qualityText, SEED, TOP } from './quality';
import { treesOnCandidates } from './trees-beside';

const ROOT = resolve(__dirname, '../..');
const RESULT = join(ROOT, 'bench/results/products.json');
const PROGRAM = join(ROOT, 'src/cli/recompra.cjs');
const JOURNEY = join(ROOT, 'data/raw/complete-journey/data.csv');
/** Three months and few purchases a customer. */
const SHORT_AS_OF = '2017-04-10';

interface Wanted {
  /** Python with the packages of bench/peers/requirements.txt; without it the trees are left out. */
  python: string | undefined;
}

/** Parts are kept as they come: an interrupted bench leaves those that were finished beside those of the run before. */
async function main({ python }: Wanted): Promise<void> {
  await measureProcess(process.execPath, [PROGRAM, 'data', 'complete-journey', '-o', resolve(JOURNEY, '..')]);
  keep({ command: 'npm run bench:products -- --peers PYTHON', machine: machine() });
  const sample = await openShop(join(ROOT, 'data/sample/data.csv.gz'));
  keep({ sample: show('sample, weekly origins', await judgeWeekly(sample)) });
  const types = await openShop(JOURNEY);
  keep({ weekly: show('full data by type, weekly origins', await judgeWeekly(types)) });
  const short = await openShop(JOURNEY, SHORT_AS_OF);
  keep({ short: show('its first 100 days', await judgeWeekly(short)) });
  keep({ lastPurchaseOut: await judgeProducts() });
  if (python !== undefined) keep({ trees: await treesOnCandidates(types, python, SEED) });
}

function keep(part: object): void {
  mkdirSync(resolve(RESULT, '..'), { recursive: true });
  const before = existsSync(RESULT) ? JSON.parse(readFileSync(RESULT, 'utf8')) : {};
  writeFileSync(RESULT, `${JSON.stringify({ ...before, ...part }, null, 2)}\n`);
}

async function judgeProducts() {
  const folder = mkdtempSync(join(tmpdir(), 'recompra-products-'));
  try {
    const level = ['--product-level', 'product'];
    await measureProcess(process.execPath, [PROGRAM, 'data', 'complete-journey', ...level, '-o', folder]);
    const { baskets, asOf } = await openShop(join(folder, 'data.csv'));
    await readyBackend();
    const metrics = await judgeLastPurchaseOut(baskets, { top: TOP, seed: SEED, asOf });
    if (metrics) print('full data by product, last purchase out', metrics.methods);
    return metrics ?? null;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function show(title: string, metrics: TopProductsMetrics): TopProductsMetrics {
  print(title, metrics.methods);
  return metrics;
}

function print(title: string, methods: TopProductsMetrics['methods']): void {
  const about = `${title}: Hit@3, recall@10, nDCG@10 of ${methods[0]?.cases ?? 0} cases; ÷ P-TopFreq`;
  process.stdout.write(`\n${about}\n${qualityText(methods)}\n`);
}

const { values } = parseArgs({ options: { peers: { type: 'string' } } });
main({ python: values.peers }).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
