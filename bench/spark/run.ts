/**
 * The tables of a shop on Spark beside DuckDB, on the same lines and machine: `npm run bench:spark -- --lines 10000000`;
 * and how many customers are scored a second, piped and in one process: `npm run bench:spark -- --score 20000`.
 * Writes bench/results/spark.json. Needs what `npm run test:spark` installs, and in the temporary folder some 0.2 kB of
 * disk a line: 10 GB for 50 million.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { epochDay } from '../../src/config/calendar';
import { settingsSchema } from '../../src/config/settings';
import { openDuckdb } from '../../src/engine/duckdb/duckdb';
import type { Engine } from '../../src/engine/engine';
import type { Relation } from '../../src/engine/relation';
import { query, source } from '../../src/engine/relation';
import { openSpark } from '../../src/engine/spark/spark';
import { lines as linesOf } from '../../src/tables/lines';
import { historyOn, predictedRows, shopTables } from '../../src/tables/shop';
import { WHOLE_RANGE } from '../../src/tables/some-customers';
import { stagedLines } from '../../src/tables/staged-lines';
import { ensureSpark } from '../../tests/setup/spark-env';
import { USUAL_SHAPE } from '../generator/shop-lines';
import { writeShop } from '../generator/write-shop';
import { machine } from '../measure-process';
import type { SparkResult } from './readme-figures';
import { measureScoring } from './scoring';

const RESULT = resolve(__dirname, '../results/spark.json');
const DAYS = 365;
const THREADS = 2;
/** Lines that a customer of the generator has in a year, about. */
const LINES_A_CUSTOMER = 280;
/** A part of a shuffle is some 100 MB. */
const LINES_A_PARTITION = 1_000_000;
const LEAST_PARTITIONS = 16;
/** Together far below 24 GiB; what does not fit is spilled. */
const SPARK_MEMORY = '6g';
const LOCAL_MEMORY = '2GB';
const DUCKDB_MEMORY = '8GB';

interface Stage {
  table: string;
  rows: number;
  seconds: number;
}

/** What Spark's own log says of the tasks. */
interface TaskTotals {
  shuffleBytes: number;
  cpuSeconds: number;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { lines: { type: 'string' }, score: { type: 'string' } } });
  const { lines = values.score === undefined ? '10000000' : undefined, score } = values;
  if (lines !== undefined) await inFolder((folder) => measureTables(folder, Number(lines)));
  if (score === undefined) return;
  await inFolder(async (folder) => write({ scoring: await measureScoring(folder, Number(score), THREADS) }));
}

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'recompra-bench-spark-'));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureTables(folder: string, most: number): Promise<void> {
  const { path, lines } = await writeLines(folder, most);
  const duckdb = await onDuckdb(path, folder);
  const spark = await onSpark(path, { folder, lines });
  const total = (stages: readonly Stage[]) => stages.reduce((sum, { seconds }) => sum + seconds, 0);
  const run = {
    lines,
    parquetBytes: statSync(path).size,
    duckdb: { seconds: total(duckdb), stages: duckdb },
    spark: { seconds: total(spark.stages), startSeconds: spark.startSeconds, stages: spark.stages },
    ratio: total(spark.stages) / total(duckdb),
    shuffleBytesPerLine: spark.tasks.shuffleBytes / lines,
    coreMicrosPerLine: (1e6 * spark.tasks.cpuSeconds) / lines,
  };
  const runs = [...(earlier()?.runs ?? []).filter((other) => other.lines !== lines), run];
  write({ runs: runs.sort((a, b) => a.lines - b.lines) });
}

function earlier(): SparkResult | null {
  return existsSync(RESULT) ? (JSON.parse(readFileSync(RESULT, 'utf8')) as SparkResult) : null;
}

/** Puts what was measured beside what was measured before. */
function write(measured: Partial<SparkResult>): void {
  const before = earlier();
  const command = 'npm run bench:spark -- --lines N; npm run bench:spark -- --score N';
  const { runs = before?.runs ?? [], scoring = before?.scoring } = measured;
  const kept = scoring === undefined ? {} : { scoring };
  const result = { command, machine: machine(), threads: THREADS, runs, ...kept };
  writeFileSync(RESULT, `${JSON.stringify(result, null, 2)}\n`);
  process.stdout.write(`${JSON.stringify(measured, null, 2)}\n`);
}

/** Clean lines of a shop as one Parquet file, as the reader hands them over. */
async function writeLines(folder: string, most: number): Promise<{ path: string; lines: number }> {
  const csv = join(folder, 'data.csv');
  const shape = { ...USUAL_SHAPE, customers: Math.ceil(most / LINES_A_CUSTOMER), days: DAYS, dirtyShare: 0 };
  await writeShop(csv, { ...shape, mostLines: most });
  const path = join(folder, 'lines.parquet');
  const engine = await openDuckdb({ threads: THREADS, workDir: folder });
  const lines = await engine.writeParquet(
    `SELECT fecha_compra AS fecha, usuario, producto, cantidad, CAST(NULL AS DOUBLE) AS medida,
            CAST(round(precio * 1000) AS BIGINT) AS precio_milli, precio, CAST(NULL AS VARCHAR) AS ticket,
            row_number() OVER () - 1 AS n
     FROM read_csv('${csv}', columns = {fecha_compra: 'DATE', usuario: 'VARCHAR', producto: 'VARCHAR', cantidad: 'BIGINT', precio: 'DOUBLE'})`,
    path,
  );
  await engine.close();
  rmSync(csv);
  return { path, lines };
}

async function onDuckdb(path: string, folder: string): Promise<Stage[]> {
  const engine = await openDuckdb({ threads: THREADS, memory: DUCKDB_MEMORY, workDir: folder });
  try {
    return await stagesOf(engine, path);
  } finally {
    await engine.close();
  }
}

async function onSpark(path: string, { folder, lines }: { folder: string; lines: number }) {
  const log = mkdtempSync(join(folder, 'log-'));
  const partitions = String(Math.max(LEAST_PARTITIONS, Math.ceil(lines / LINES_A_PARTITION)));
  const conf = {
    ...{ 'spark.sql.shuffle.partitions': partitions, 'spark.eventLog.enabled': 'true', 'spark.eventLog.dir': log },
    // Without a collection Java keeps the files of shuffles that nobody needs.
    'spark.cleaner.periodicGC.interval': '1min',
  };
  const start = performance.now();
  const engine = await openSpark({
    python: ensureSpark(),
    master: `local[${THREADS}]`,
    memory: SPARK_MEMORY,
    conf,
    threads: 1,
    localMemory: LOCAL_MEMORY,
    workDir: folder,
  });
  const startSeconds = seconds(start);
  let stages: Stage[];
  try {
    stages = await stagesOf(engine, path);
  } finally {
    await engine.close();
  }
  return { startSeconds, stages, tasks: taskTotals(log) };
}

/** Makes the tables of a run one after the other, each from those before it. */
async function stagesOf(engine: Engine, path: string): Promise<Stage[]> {
  const { name, row, columns } = linesOf(stagedLines());
  const lines = source({ name, row, columns });
  const begun = performance.now();
  await engine.tables.open(lines);
  await engine.tables.adopt(lines, path);
  const [size] = await engine.rows<{ n: number; last: string }>(
    query({ lines }, (_, t) => `SELECT count(*) AS n, max(fecha) AS last FROM ${t.lines} AS l`),
  );
  const stages: Stage[] = [{ table: 'lines', rows: size!.n, seconds: seconds(begun) }];
  const settings = settingsSchema.parse({});
  const shop = shopTables(lines, settings, size!.last);
  const history = historyOn(shop, settings.recurrence, epochDay(size!.last));
  const tables: Record<string, Relation> = {
    purchases: shop.purchases,
    customers: shop.customers,
    products: shop.products,
    'recurrence, every reading': shop.funnel,
    'basket items': history.items,
    'purchase days': history.days,
    'feature rows': predictedRows(history, epochDay(size!.last)).rowsOf(WHOLE_RANGE),
  };
  for (const [table, relation] of Object.entries(tables)) {
    const start = performance.now();
    await engine.tables.keep(relation);
    const [counted] = await engine.rows<{ n: number }>(
      query({ relation }, (_, t) => `SELECT count(*) AS n FROM ${t.relation} AS r`),
    );
    stages.push({ table, rows: counted!.n, seconds: seconds(start) });
  }
  return stages;
}

function seconds(since: number): number {
  return (performance.now() - since) / 1000;
}

interface SparkEvent {
  Event: string;
  'Task Metrics'?: { 'Executor CPU Time': number; 'Shuffle Write Metrics': { 'Shuffle Bytes Written': number } };
}

function taskTotals(folder: string): TaskTotals {
  const totals: TaskTotals = { shuffleBytes: 0, cpuSeconds: 0 };
  for (const name of readdirSync(folder)) {
    for (const line of readFileSync(join(folder, name), 'utf8').split('\n')) {
      if (!line.includes('"SparkListenerTaskEnd"')) continue;
      const metrics = (JSON.parse(line) as SparkEvent)['Task Metrics'];
      totals.shuffleBytes += metrics?.['Shuffle Write Metrics']['Shuffle Bytes Written'] ?? 0;
      totals.cpuSeconds += (metrics?.['Executor CPU Time'] ?? 0) / 1e9;
    }
  }
  return totals;
}

void main();
