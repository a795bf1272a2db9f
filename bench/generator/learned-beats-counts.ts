/**
 * Whether learned models beat counting on the generated shop: the main job on 2,000 customers and a year, and the ratio
 * of the chosen models' scores to those of rules that only count. Ends with code 1 where they do not.
 * `npm run test:habits`.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Metrics } from '../../src/evaluation/metrics-schema';
import { metricsSchema } from '../../src/evaluation/metrics-schema';
import { measureProcess } from '../measure-process';
import { writeShop } from './write-shop';

const PROGRAM = resolve(__dirname, '../../src/cli/recompra.cjs');
const SHAPE = { customers: 2000, days: 365 };
/** Rules that count gaps, days since the last purchase, or purchases of a product. */
const COUNTS = { dates: ['global-median', 'mean-gap', 'hazard-table'], products: ['G-TopFreq', 'P-TopFreq'] };

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'recompra-habits-'));
  try {
    const csv = join(folder, 'data.csv');
    await writeShop(csv, SHAPE);
    const output = join(folder, 'out');
    await measureProcess(process.execPath, [PROGRAM, 'run', '-i', csv, '-o', output, '--quiet', '--no-customers']);
    const metrics = metricsSchema.parse(JSON.parse(readFileSync(join(output, 'metrics.json'), 'utf8')));
    const ratios = { dates: dateRatios(metrics), products: productRatios(metrics) };
    process.stdout.write(`${JSON.stringify(ratios, null, 2)}\n`);
    const beaten = Object.values(ratios.dates).every((ratio) => ratio < 1);
    const better = Object.values(ratios.products).every((ratio) => ratio > 1);
    if (!beaten || !better) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Error of the network's dates ÷ that of rules that count; below 1 it is the better. */
function dateRatios({ nextPurchase }: Metrics): Record<string, number> {
  const error = (name: string) => nextPurchase.models.find((model) => model.name === name)!.test!.mae;
  return Object.fromEntries(COUNTS.dates.map((name) => [name, error('hazard-network') / error(name)]));
}

/** nDCG@10 of the ranker ÷ that of rules that count; above 1 it is the better. */
function productRatios({ topProducts }: Metrics): Record<string, number> {
  const gain = (name: string) => topProducts.methods.find((method) => method.name === name)!.ndcg[9]!;
  return Object.fromEntries(COUNTS.products.map((name) => [name, gain('dense-ranker') / gain(name)]));
}

void main();
