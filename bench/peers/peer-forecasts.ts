import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { literal } from '../../src/engine/duckdb/duckdb-quoting';
import type { Engine } from '../../src/engine/engine';
import type { DateForecast } from '../../src/evaluation/date-scores';
import type { Dataset } from '../../src/features/dataset';
import { ensureVenv } from '../../tests/setup/python-env';

/** The peer whose training time is the yardstick: fitted in every run, beside the models it is compared with. */
export const YARDSTICK = 'lightgbm-l1';

export const PEERS = [
  'sklearn-hgb',
  YARDSTICK,
  'lightgbm-quantiles',
  'lifelines-cox',
  'lightgbm-daily-hazard',
  'logistic-hazard-network',
];

const STAMP = 'fitted.json';

/** What the peers were fitted with, and the seconds each took, settings' choice included. */
interface Fitted {
  hash: string;
  seconds: Record<string, number>;
}

/**
 * Fits the peers on a file of feature rows in a Python environment of their own and leaves their forecasts in `folder`.
 * Forecasts of the very same rows by the very same scripts are kept from an earlier run, but for the yardstick's.
 * Returns the seconds each took.
 */
export function fitPeers(features: string, horizon: number, folder: string): Map<string, number> {
  mkdirSync(folder, { recursive: true });
  const hash = hashOf([features, ...scripts()]);
  const stamp = join(folder, STAMP);
  const earlier = existsSync(stamp) ? (JSON.parse(readFileSync(stamp, 'utf8')) as Fitted) : null;
  const kept = earlier?.hash === hash ? earlier.seconds : {};
  const wanted = PEERS.filter((name) => name === YARDSTICK || kept[name] === undefined);
  const seconds = { ...kept, ...runScript(wanted, [features, String(horizon), folder]) };
  writeFileSync(stamp, JSON.stringify({ hash, seconds } satisfies Fitted));
  return new Map(Object.entries(seconds));
}

/** The peers' own code and packages. */
function scripts(): string[] {
  const names = readdirSync(__dirname).filter((name) => name.endsWith('.py') || name === 'requirements.txt');
  return names.sort().map((name) => join(__dirname, name));
}

function hashOf(paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of paths) hash.update(readFileSync(path));
  return hash.digest('hex');
}

function runScript(
  names: readonly string[],
  [features, horizon, folder]: [string, string, string],
): Record<string, number> {
  const { python } = ensureVenv({ name: 'peers', requirements: join(__dirname, 'requirements.txt') });
  const script = join(__dirname, 'peers.py');
  const { status, stdout } = spawnSync(python, [script, features, horizon, folder, ...names], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    // One thread, as the network has; without it OpenMP's threads wait for each other on a busy machine.
    env: { ...process.env, JAX_PLATFORMS: 'cpu', OMP_NUM_THREADS: '1' },
  });
  if (status !== 0) throw new Error(`${script} failed with exit code ${status}; its messages stand above`);
  const lines = stdout.trim().split('\n');
  return Object.fromEntries(lines.map((line) => line.split('\t')).map(([name, seconds]) => [name!, Number(seconds)]));
}

/** A peer's forecast of the test rows, in their order. */
export async function readForecast(
  engine: Engine,
  path: string,
  test: Dataset,
  horizon: number,
): Promise<DateForecast> {
  const table = await engine.columns(`
    SELECT f.* EXCLUDE (cliente_id, fecha_corte)
    FROM read_parquet(${literal(path)}) AS f
    ORDER BY fecha_corte, cliente_id`);
  if (table.length !== test.length) throw new Error(`${path} has ${table.length} rows, the test has ${test.length}`);
  const forecast = { days: table.floats('days'), mean: table.floats('mean') };
  if (!table.names.includes('p1')) return forecast;
  const columns = Array.from({ length: horizon }, (_, d) => table.floats(`p${d + 1}`));
  const chances = Float64Array.from({ length: test.length * horizon }, (_, i) => {
    return columns[i % horizon]![Math.floor(i / horizon)]!;
  });
  return { ...forecast, chances };
}
