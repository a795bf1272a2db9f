/**
 * `recompra etl` beside a pandas script that does the same work, on 8 M generated lines: time and memory in turn, into
 * bench/results/etl.json. `npm run bench:etl`.
 */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ensureVenv } from '../../tests/setup/python-env';
import { quarterOf } from '../generator/shop-lines';
import { writeShop } from '../generator/write-shop';
import type { ProcessMeasure } from '../measure-process';
import { machine, measureProcess, median } from '../measure-process';

const ROOT = resolve(__dirname, '../..');
const FOLDER = join(ROOT, '.cache/bench-etl');
const LINES = 8_000_000;
const CSV = join(FOLDER, `clean-${LINES}.csv`);
const ROUNDS = 3;

async function main(): Promise<void> {
  const { python } = ensureVenv({ name: 'bench-etl', requirements: join(__dirname, 'requirements.txt') });
  mkdirSync(FOLDER, { recursive: true });
  if (!existsSync(CSV)) await writeShop(CSV, { ...quarterOf(LINES), dirtyShare: 0 });
  const runs = { recompra: [] as ProcessMeasure[], pandas: [] as ProcessMeasure[] };
  for (let round = 0; round < ROUNDS; round++) {
    runs.recompra.push(await measureProcess(process.execPath, ourArguments()));
    runs.pandas.push(
      await measureProcess(python, [join(__dirname, 'pandas_etl.py'), CSV, join(FOLDER, 'pandas.parquet')]),
    );
  }
  const [recompra, pandas] = [summary(runs.recompra), summary(runs.pandas)];
  const ratio = { wall: recompra.wallSeconds / pandas.wallSeconds, memory: recompra.peakMiB / pandas.peakMiB };
  const result = {
    command: 'npm run bench:etl',
    machine: machine(),
    lines: LINES,
    recompra,
    pandas,
    ratio,
    runs,
  };
  mkdirSync(join(ROOT, 'bench/results'), { recursive: true });
  writeFileSync(join(ROOT, 'bench/results/etl.json'), `${JSON.stringify(result, null, 2)}\n`);
  process.stdout.write(`${JSON.stringify({ recompra, pandas, ratio }, null, 2)}\n`);
}

function ourArguments(): string[] {
  const output = join(FOLDER, 'out');
  rmSync(output, { recursive: true, force: true });
  return [join(ROOT, 'src/cli/recompra.cjs'), 'etl', '--input', CSV, '--output', output, '--quiet'];
}

function summary(runs: readonly ProcessMeasure[]): ProcessMeasure {
  return {
    wallSeconds: median(runs.map(({ wallSeconds }) => wallSeconds)),
    peakMiB: median(runs.map(({ peakMiB }) => peakMiB)),
  };
}

void main();
