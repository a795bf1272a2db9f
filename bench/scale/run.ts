/**
 * The main job on generated shops of growing size, a year each: time by stage, peak memory, and of how many customers the
 * figures are, into bench/results/scale.json and scale.svg. `npm run bench:scale -- 20000 60000 200000`; a size that was
 * run before is replaced. Takes about 10 kB of disk a customer for the lines, and twice that for the engine, in the
 * temporary folder.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { metricsSchema } from '../../src/evaluation/metrics-schema';
import { growthPlot } from '../etl/growth-plot';
import { USUAL_SHAPE } from '../generator/shop-lines';
import { writeShop } from '../generator/write-shop';
import { machine, measureProcess } from '../measure-process';
import type { ScaleResult, ScaleRun } from './scale-result';

const ROOT = resolve(__dirname, '../..');
const PROGRAM = join(ROOT, 'src/cli/recompra.cjs');
const RESULT = join(ROOT, 'bench/results/scale.json');
const PLOT = join(ROOT, 'bench/results/scale.svg');
const DAYS = 365;
/** Beyond it the engine spills to disk. */
const MEMORY = '3GB';

async function main(): Promise<void> {
  const sizes = process.argv.slice(2).map(Number);
  if (sizes.length === 0 || sizes.some((size) => !(size > 0))) throw new Error('say how many customers: 20000 60000');
  const before: ScaleRun[] = existsSync(RESULT) ? (JSON.parse(readFileSync(RESULT, 'utf8')) as ScaleResult).runs : [];
  for (const customers of sizes) {
    const run = await runOf(customers);
    before.splice(0, before.length, ...before.filter((other) => other.customers !== customers), run);
    const runs = [...before].sort((a, b) => a.customers - b.customers);
    const command = `npm run bench:scale -- ${runs.map((one) => one.customers).join(' ')}`;
    const result: ScaleResult = { command, machine: machine(), runs };
    writeFileSync(RESULT, `${JSON.stringify(result, null, 2)}\n`);
    writeFileSync(PLOT, growthPlot(runs));
  }
}

async function runOf(customers: number): Promise<ScaleRun> {
  const folder = mkdtempSync(join(tmpdir(), 'recompra-scale-'));
  try {
    const [input, output] = [join(folder, 'data.csv'), join(folder, 'out')];
    await writeShop(input, { ...USUAL_SHAPE, customers, days: DAYS });
    const asked = ['run', '--input', input, '--output', output, '--threads', '2', '--memory', MEMORY];
    const measured = await measureProcess(process.execPath, [PROGRAM, ...asked]);
    const metrics = metricsSchema.parse(JSON.parse(readFileSync(join(output, 'metrics.json'), 'utf8')));
    const { timings } = JSON.parse(readFileSync(join(output, 'run.json'), 'utf8')) as Pick<ScaleRun, 'timings'>;
    const { etl, prediction, samples } = metrics;
    return {
      customers,
      days: DAYS,
      memory: MEMORY,
      lines: etl.linesIn,
      predicted: prediction.customers,
      ...measured,
      timings,
      samples,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

void main();
