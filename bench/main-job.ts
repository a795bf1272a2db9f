/**
 * The whole main job on the embedded sample and on the full Complete Journey: time, memory and the figures of the
 * README, into bench/results/main-job.json. `npm run bench:main-job`; fetches the data once.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { metricsSchema } from '../src/evaluation/metrics-schema';
import { machine, measureProcess } from './measure-process';

const ROOT = resolve(__dirname, '..');
const PROGRAM = join(ROOT, 'src/cli/recompra.cjs');
const RESULT = join(ROOT, 'bench/results/main-job.json');
const JOURNEY = join(ROOT, 'data/raw/complete-journey');

async function main(): Promise<void> {
  await measureProcess(process.execPath, [PROGRAM, 'data', 'complete-journey', '--output', JOURNEY]);
  const folder = mkdtempSync(join(tmpdir(), 'recompra-bench-'));
  try {
    const results = {
      command: 'npm run bench:main-job',
      machine: machine(),
      sample: await runOn('data/sample/data.csv.gz', join(folder, 'sample')),
      completeJourney: await runOn('data/raw/complete-journey/data.csv', join(folder, 'full')),
    };
    mkdirSync(join(ROOT, 'bench/results'), { recursive: true });
    writeFileSync(RESULT, `${JSON.stringify(results, null, 2)}\n`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function runOn(input: string, output: string) {
  const measured = await measureProcess(process.execPath, [PROGRAM, 'run', '-i', join(ROOT, input), '-o', output]);
  const metrics = metricsSchema.parse(JSON.parse(readFileSync(join(output, 'metrics.json'), 'utf8')));
  const { nextPurchase, topProducts, etl, prediction } = metrics;
  return {
    input,
    ...measured,
    lines: etl.linesIn,
    customers: etl.customers,
    recurrentCustomers: prediction.customers,
    nextPurchase: {
      horizonDays: nextPurchase.horizonDays,
      testOrigins: nextPurchase.origins.test,
      chosen: nextPurchase.chosen,
      models: nextPurchase.models,
      paired: nextPurchase.paired,
    },
    topProducts,
  };
}

void main();
