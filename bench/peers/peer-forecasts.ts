import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { literal } from '../../src/engine/dialect';
import type { Engine } from '../../src/engine/engine';
import type { DateForecast } from '../../src/evaluation/date-scores';
import type { Dataset } from '../../src/features/dataset';
import { ensureVenv } from '../../tests/setup/python-env';

export const PEERS = [
  'sklearn-hgb',
  'lightgbm-l1',
  'lightgbm-quantiles',
  'lifelines-cox',
  'lightgbm-daily-hazard',
  'logistic-hazard-network',
];

/** Fits the peers in a Python environment of their own; returns the seconds each took, settings' choice included. */
export function fitPeers(features: string, horizon: number, folder: string): Map<string, number> {
  const requirements = join(__dirname, 'requirements.txt');
  const { python } = ensureVenv({ name: 'peers', requirements });
  const script = join(__dirname, 'peers.py');
  const { status, stdout } = spawnSync(python, [script, resolve(features), String(horizon), folder], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    // One thread, as the network has; without it OpenMP's threads wait for each other on a busy machine.
    env: { ...process.env, JAX_PLATFORMS: 'cpu', OMP_NUM_THREADS: '1' },
  });
  if (status !== 0) throw new Error(`${script} failed with exit code ${status}; its messages stand above`);
  return new Map(
    stdout
      .trim()
      .split('\n')
      .map((line) => line.split('\t'))
      .map(([name, seconds]) => [name!, Number(seconds)]),
  );
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
