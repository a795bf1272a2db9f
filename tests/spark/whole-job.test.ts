import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDuckdb } from '../../src/engine/duckdb/duckdb';
import type { ReadingEngine } from '../../src/engine/engine';
import { recompra, start } from '../cli/recompra';
import { ensureSpark } from '../setup/spark-env';
import { startCluster } from './cluster';

const SAMPLE = resolve(__dirname, '../../data/sample/data.csv.gz');
/** What `run` on one machine leaves of it, which tests/cli/kept-run.test.ts proves. */
const KEPT = resolve(__dirname, '../../data/sample/run-2017-12-03');
const JOB = ['--input', SAMPLE, '--as-of', '2017-12-03', '--quiet'];
const CONF = ['spark.sql.shuffle.partitions=3', 'spark.executor.memory=600m'];
const PREDICTED = ['predicciones_clientes', 'predicciones_detalle', 'top_productos'];

let folder: string;
let engine: ReadingEngine;
const at = (...names: string[]) => join(folder, ...names);

/** A config file that makes tables on Spark, with settings of its own. */
function onSpark(name: string, spark: object): string[] {
  const config = { engine: 'spark', spark: { python: ensureSpark(), memory: '1g', conf: CONF, ...spark }, threads: 1 };
  writeFileSync(at(`${name}.json`), JSON.stringify(config));
  return ['--config', at(`${name}.json`)];
}

/** How many rows one of two files has and the other has not. */
async function different(one: string, other: string): Promise<number> {
  const of = (path: string) => `FROM ${engine.dialect.parquetRows(path)}`;
  const [row] = await engine.rows<{ n: number }>(`
    SELECT count(*) AS n FROM ((${of(one)} EXCEPT ALL ${of(other)}) UNION ALL (${of(other)} EXCEPT ALL ${of(one)}))`);
  return row!.n;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'recompra-spark-job-'));
  engine = await openDuckdb({ threads: 1 });
  const lines = await recompra(['etl', ...JOB, '--output', at('one'), '--threads', '1']);
  const many = await recompra(['run', ...JOB, '--output', at('many'), ...onSpark('local', { master: 'local[2]' })]);
  expect([lines.code, many.code, many.stderr]).toEqual([0, 0, '']);
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a run on Spark gives the figures of a run on one machine, to the byte', () => {
  expect(readFileSync(at('many', 'metrics.json'), 'utf8')).toBe(readFileSync(join(KEPT, 'metrics.json'), 'utf8'));
});

test.each([
  ...PREDICTED.map((table) => [table, KEPT] as const),
  ...['clientes_recurrentes', 'rechazos'].map((table) => [table, null] as const),
])('and the rows of %s', async (table, kept) => {
  const [one, many] = [kept ?? at('one'), at('many')].map((place) => join(place, `${table}.parquet`));
  expect(await different(one!, many!)).toBe(0);
  const columns = (path: string) => engine.describe(`FROM ${engine.dialect.parquetRows(path)}`);
  expect(await columns(many!)).toEqual(await columns(one!));
  expect(await engine.parquetSize(many!)).toBe(await engine.parquetSize(one!));
});

test('on a cluster an executor that is killed, and a scorer, change nothing', async () => {
  const cluster = await startCluster(ensureSpark());
  try {
    const command = [process.execPath, resolve(__dirname, 'dying-scorer.cjs')];
    // Its driver is told to listen where its workers are: on the loopback device.
    const conf = [...CONF, 'spark.driver.host=127.0.0.1', 'spark.driver.bindAddress=127.0.0.1'];
    const config = onSpark('cluster', { master: cluster.master, command, conf });
    const job = ['predict', ...JOB, '--model', at('many', 'model_fecha'), '--detail'];
    const child = start([...job, '--output', at('cluster'), ...config]);
    const ended = new Promise<number | null>((done) => child.once('close', done));
    let killed: number | null = null;
    // Executors are there once the first tables are asked for; some work later one of them dies.
    while (killed === null && child.exitCode === null) {
      await new Promise((done) => setTimeout(done, 6000));
      killed = cluster.killExecutor();
    }
    expect([await ended, killed]).toEqual([0, expect.any(Number)]);
  } finally {
    await cluster.close();
  }
  for (const table of PREDICTED) {
    expect(await different(join(KEPT, `${table}.parquet`), at('cluster', `${table}.parquet`)), table).toBe(0);
  }
});

test('a scorer that always fails ends the run, which publishes nothing', async () => {
  const config = onSpark('failing', { master: 'local[2]', command: ['false'] });
  const job = ['predict', ...JOB, '--model', at('many', 'model_fecha')];
  const { code, stderr } = await recompra([...job, '--output', at('failed'), ...config]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/Spark failed at predictions/);
  expect(existsSync(at('failed', 'run.json'))).toBe(false);
  expect(existsSync(at('failed', 'predicciones_clientes.parquet'))).toBe(false);
});
