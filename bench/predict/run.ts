/**
 * Predictions of a generated shop from its cached lines, one thread: customers a second of features, dates and products,
 * the whole command with its peak memory, and the features beside a pandas script that finds the same. Into
 * bench/results/predict.json. `npm run bench:predict -- [--customers 100000]`; the shop and its model, made in some
 * minutes, are kept in .cache/bench-predict.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureVenv } from '../../tests/setup/python-env';
import { USUAL_SHAPE } from '../generator/shop-lines';
import { writeShop } from '../generator/write-shop';
import { machine, measureProcess } from '../measure-process';
import type { PartMeasure } from './parts';
import type { PandasFeatures, PredictResult } from './predict-result';

const ROOT = resolve(__dirname, '../..');
const PROGRAM = join(ROOT, 'src/cli/recompra.cjs');
const RESULT = join(ROOT, 'bench/results/predict.json');
const DAYS = 90;

interface RunFile {
  outputs: { name: string; rows: number }[];
}

async function main(customers: number): Promise<void> {
  const folder = join(ROOT, '.cache/bench-predict', String(customers));
  const [data, cache, model, out] = ['data.csv', 'cache', 'model', 'out'].map((name) => join(folder, name));
  mkdirSync(folder, { recursive: true });
  if (!existsSync(data!)) await writeShop(data!, { ...USUAL_SHAPE, customers, days: DAYS });
  const lines = ['--input', data!, '--cache', cache!];
  if (!existsSync(join(model!, 'run.json'))) recompra(['train', ...lines, '--output', model!, '--threads', '2']);
  const trained = join(model!, 'model_fecha');
  const asked = ['predict', ...lines, '--model', trained, '--detail', '--threads', '1', '--output', out!];
  const command = await measureProcess(process.execPath, [PROGRAM, ...asked]);
  const { outputs } = JSON.parse(readFileSync(join(out!, 'run.json'), 'utf8')) as RunFile;
  const predicted = outputs.find(({ name }) => name === 'predicciones_clientes.parquet')!.rows;
  const result: PredictResult = {
    command: `npm run bench:predict -- --customers ${customers}`,
    machine: machine(),
    customers,
    days: DAYS,
    predicted,
    whole: command,
    parts: partsOf([data!, cache!, trained, folder]),
    pandasFeatures: pandasFeatures(folder),
  };
  writeFileSync(RESULT, `${JSON.stringify(result, null, 2)}\n`);
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
}

function recompra(args: readonly string[]): void {
  const { status } = spawnSync(process.execPath, [PROGRAM, ...args], { stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error(`recompra ${args[0]} ended with ${status}`);
}

function partsOf(args: readonly string[]): PartMeasure[] {
  const tsx = join(ROOT, 'node_modules/tsx/dist/cli.mjs');
  return jsonLines(process.execPath, [tsx, join(__dirname, 'parts.ts'), ...args]) as PartMeasure[];
}

function pandasFeatures(folder: string): PandasFeatures {
  const requirements = join(ROOT, 'bench/etl/requirements.txt');
  const { python } = ensureVenv({ name: 'bench-etl', requirements });
  const origin = lastDay();
  const [found] = jsonLines(python, [join(__dirname, 'pandas_features.py'), folder, String(origin)]);
  const pandas = found as PandasFeatures;
  if (!pandas.same || !(pandas.difference < 1e-6)) {
    throw new Error(`pandas found other features: ${JSON.stringify(pandas)}`);
  }
  return pandas;
}

/** Epoch day of the last lines. */
function lastDay(): number {
  return Date.parse(USUAL_SHAPE.firstDay) / 86_400_000 + DAYS - 1;
}

function jsonLines(command: string, args: readonly string[]): unknown[] {
  const stdout = execFileSync(command, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, OMP_NUM_THREADS: '1' },
  });
  return stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
}

const { values } = parseArgs({ options: { customers: { type: 'string', default: '100000' } } });
main(Number(values.customers)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
