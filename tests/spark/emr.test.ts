import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openDuckdb } from '../../src/engine/duckdb/duckdb';
import type { ReadingEngine } from '../../src/engine/engine';
import { column, query, relation } from '../../src/engine/relation';
import { openSparkOnEmr } from '../../src/engine/spark/spark-on-emr';
import { BINARY, purchaseLines, recompra, start } from '../cli/recompra';
import type { Moto } from '../storage/moto';
import { startMoto, TEST_CREDENTIALS } from '../storage/moto';
import type { EmrStub } from './emr-stub';
import { startEmrStub } from './emr-stub';

// EMR Serverless is a stub here (emr-stub.ts), S3 is moto's; Spark, its S3 connector, the scorers and the program are real.
const SAMPLE = resolve(__dirname, '../../data/sample/data.csv.gz');
/** What `run` on one machine leaves of it, which tests/cli/kept-run.test.ts proves. */
const KEPT = resolve(__dirname, '../../data/sample/run-2017-12-03');
const STORE = 's3://shop/spark';
const ROLE = 'arn:aws:iam::123456789012:role/recompra';

let folder: string;
let moto: Moto;
let stub: EmrStub;
let engine: ReadingEngine;
const at = (...names: string[]) => join(folder, ...names);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'recompra-emr-'));
  moto = await startMoto();
  await moto.createBucket('shop');
  writeFileSync(at('few.csv'), purchaseLines(3));
  // An image has the program on its path, and nothing of this run's settings.
  writeFileSync(at('recompra'), `#!/bin/sh\nexec ${process.execPath} ${BINARY} "$@"\n`, { mode: 0o755 });
  const path = `${folder}:${process.env['PATH']}`;
  stub = await startEmrStub(moto, { PATH: path, TSX_DISABLE_CACHE: '1', AWS_EC2_METADATA_DISABLED: 'true' });
  engine = await openDuckdb({ threads: 1 });
});
afterAll(async () => {
  await engine.close();
  await stub.close();
  await moto.stop();
  rmSync(folder, { recursive: true, force: true });
});

const S3 = () => ['--s3-endpoint', moto.endpoint, '--s3-region', 'us-east-1', '--s3-path-style'];
const EMR = ['--spark-emr-application', 'app', '--spark-emr-role', ROLE, '--spark-emr-store', STORE];
const CONF = ['--spark-conf', 'spark.sql.shuffle.partitions=3', '--spark-conf', 'spark.driver.memory=1g'];
const onEmr = () => ['--engine', 'spark', '--quiet', '--threads', '1', ...EMR, ...CONF, ...S3()];
const env = () => ({ ...TEST_CREDENTIALS, AWS_ENDPOINT_URL_EMR_SERVERLESS: stub.endpoint });

/** Keys that are left in the store. */
async function leftKeys(): Promise<string[]> {
  const { Contents = [] } = await moto.client.send(new ListObjectsV2Command({ Bucket: 'shop', Prefix: 'spark' }));
  return Contents.map(({ Key }) => Key!);
}

/** How many rows one of two files has and the other has not. */
async function different(one: string, other: string): Promise<number> {
  const of = (path: string) => `FROM ${engine.dialect.parquetRows(path)}`;
  const [row] = await engine.rows<{ n: number }>(`
    SELECT count(*) AS n FROM ((${of(one)} EXCEPT ALL ${of(other)}) UNION ALL (${of(other)} EXCEPT ALL ${of(one)}))`);
  return row!.n;
}

test('a whole run over S3 gives what one machine gives, in one job, and leaves nothing in the store', async () => {
  const job = ['run', '--input', SAMPLE, '--as-of', '2017-12-03', '--output', at('many')];
  const { code, stderr } = await recompra([...job, ...onEmr()], { env: env() });
  expect([code, stderr], stub.said().slice(-3000)).toEqual([0, '']);
  expect(readFileSync(at('many', 'metrics.json'), 'utf8')).toBe(readFileSync(join(KEPT, 'metrics.json'), 'utf8'));
  for (const table of ['predicciones_clientes', 'predicciones_detalle', 'top_productos']) {
    const [one, many] = [KEPT, at('many')].map((place) => join(place, `${table}.parquet`));
    expect(await different(one!, many!), table).toBe(0);
    expect(await engine.parquetSize(many!), table).toBe(await engine.parquetSize(one!));
  }
  const started = stub.requests.filter(({ method }) => method === 'POST');
  expect(started.map(({ path }) => path)).toEqual(['/applications/app/jobruns']);
  expect(started[0]!.body).toMatchObject({ executionRoleArn: ROLE });
  expect(stub.requests.some(({ method }) => method === 'DELETE')).toBe(false);
  expect(await leftKeys()).toEqual([]);
});

test('a step that fails in a job is told with its relation, its SQL and where the log is, and the engine goes on', async () => {
  vi.stubEnv('AWS_ENDPOINT_URL_EMR_SERVERLESS', stub.endpoint);
  const warn = vi.fn();
  const place = { applicationId: 'app', executionRoleArn: ROLE, store: `${STORE}/`, timeoutMinutes: 60 };
  const spark = await openSparkOnEmr({ ...place, memory: '600m', conf: {}, s3: moto.settings, workDir: folder, warn });
  try {
    const made = (name: string, sql: string) =>
      relation({ name, row: 'a row', columns: { n: column('INTEGER', 'a number') }, of: {}, select: () => sql });
    const asked = (of: ReturnType<typeof made>) => spark.rows(query({ of }, (_, t) => `SELECT n FROM ${t.of} AS o`));
    await expect(asked(made('half_made', 'SELECT nothing AS n'))).rejects.toMatchObject({
      message: expect.stringMatching(/half_made.*nothing/),
      lines: [
        'SELECT nothing AS n',
        expect.stringMatching(/^its log: s3:\/\/shop\/spark\/logs\/applications\/app\/jobs\/job-\d+\/SPARK_DRIVER/),
      ],
    });
    expect(await asked(made('right', 'SELECT 7 AS n'))).toEqual([{ n: 7 }]);
    const told = await spark.forEach('told', ['sh', '-c', 'cat; echo $AWS_ACCESS_KEY_ID'], ['a', 'ñ']);
    expect(told.sort()).toEqual(['a', 'role', 'role', 'ñ']);
    // What JSON leaves as it is, and Python takes for the end of a line.
    const text = JSON.stringify('a\u2028b\u2029c\u0085d\fe');
    expect(await spark.forEach('read', ['cat'], [text, text])).toEqual([text, text]);
    const failing = ['sh', '-c', 'echo "error: no lines" >&2; echo "  look at ñ.csv" >&2; exit 3'];
    await expect(spark.forEach('predictions', failing, ['1'])).rejects.toMatchObject({
      message:
        'Spark failed at predictions: RuntimeError: the command ended by exit code 3: error: no lines look at ñ.csv',
      lines: [expect.stringMatching(/^its log: /)],
    });
  } finally {
    await spark.close();
    vi.unstubAllEnvs();
  }
  expect(await leftKeys()).toEqual([]);
  expect(warn).not.toHaveBeenCalled();
});

test('a job that fails ends the run with the address of its log, which publishes nothing and leaves nothing', async () => {
  const broken = ['--spark-conf', 'spark.executor.cores=none'];
  const job = ['etl', '--input', at('few.csv'), '--output', at('failed'), ...onEmr(), ...broken];
  const { code, stderr } = await recompra(job, { env: env() });
  expect([code, stderr]).toEqual([
    1,
    expect.stringMatching(
      /job-\d+ of EMR Serverless ended as FAILED[\s\S]*its log: s3:\/\/shop\/spark\/logs\/applications/,
    ),
  ]);
  await expect(engine.parquetSize(at('failed', 'clientes_recurrentes.parquet'))).rejects.toThrow();
  expect(await leftKeys()).toEqual([]);
});

test('files on S3 are cleaned into a lake there by the workers of a job, and those of this machine are refused', async () => {
  for (const [name, customers] of [
    ['a', 3],
    ['b', 4],
  ] as const) {
    await moto.put('shop', `lines/${name}.csv`, purchaseLines(customers));
  }
  const job = ['clean', '--output', 's3://shop/lake', ...onEmr(), '--json', '--input'];
  const { code, stdout, stderr } = await recompra([...job, 's3://shop/lines/'], { env: env() });
  expect([code, stderr], stub.said().slice(-3000)).toEqual([0, '']);
  // Two lines a customer and day, six days.
  expect(JSON.parse(stdout)).toMatchObject({ lake: { files: 2, linesClean: 36 + 48, linesRejected: 0 } });
  expect(await leftKeys()).toEqual([]);
  const refused = await recompra([...job, at('few.csv')], { env: env() });
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringMatching(/few\.csv is on this machine/)]);
});

test('Ctrl-C cancels the job', async () => {
  const before = stub.requests.length;
  const child = start(['etl', '--input', at('few.csv'), '--output', at('stopped'), ...onEmr()], { env: env() });
  const ended = new Promise<number | null>((done) => child.once('close', done));
  const since = () => stub.requests.slice(before);
  await vi.waitUntil(() => since().filter(({ method }) => method === 'GET').length > 2, { timeout: 60_000 });
  child.kill('SIGINT');
  expect(await ended).toBe(130);
  const cancelled = since().filter(({ method }) => method === 'DELETE');
  expect(cancelled.map(({ path }) => path)).toEqual([expect.stringMatching(/^\/applications\/app\/jobruns\/job-\d+$/)]);
  await expect(engine.parquetSize(at('stopped', 'clientes_recurrentes.parquet'))).rejects.toThrow();
});
