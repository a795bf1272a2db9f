import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EmrServerless } from '../../src/engine/spark/emr-serverless';
import type { SparkManifest } from '../../src/engine/spark/spark-manifest';
import { driverSettings, NEEDED_CONF } from '../../src/engine/spark/spark-options';
import { cleanUpInterrupted } from '../../src/storage/disk/cleanup';

// A stub of EMR Serverless: it answers the three requests as the service's API reference has them, and runs nothing.
// That the service takes these requests, and that Spark there does what Spark here does, it cannot prove.
let server: Server;
let endpoint: string;
/** Method, path and body of each request. */
let asked: { method: string; path: string; body: Record<string, unknown> }[];
/** What a job's states are, look by look; the last one stays. */
let states: { state: string; stateDetails?: string }[];
/** What the runner of a job says; null where it never starts. */
let said: object | null;
/** Objects by address. */
let objects: Map<string, string>;

const MANIFEST: SparkManifest = { steps: [{ kind: 'view', name: 'v', sql: 'SELECT 1 AS n', schema: [['n', 'int']] }] };
const texts = {
  put: async (address: string, content: string) => void objects.set(address, content),
  get: async (address: string) => objects.get(address) ?? null,
};

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await text(request);
  const path = request.url!.split('?')[0]!;
  asked.push({ method: request.method!, path, body: body === '' ? {} : JSON.parse(body) });
  if (request.method === 'POST' && said !== null) {
    const { sparkSubmit } = asked[0]!.body['jobDriver'] as { sparkSubmit: { entryPointArguments: string[] } };
    objects.set(`${sparkSubmit.entryPointArguments[1]}/part-00000`, JSON.stringify(said));
  }
  const looks = asked.filter(({ method }) => method === 'GET').length;
  const jobRun = { applicationId: 'app', jobRunId: 'job-1', ...states[Math.min(looks, states.length) - 1] };
  const json = request.method === 'GET' ? { jobRun } : { applicationId: 'app', jobRunId: 'job-1', arn: 'arn' };
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(json));
}

beforeEach(async () => {
  asked = [];
  said = null;
  objects = new Map();
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'key');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address() as { port: number };
  endpoint = `http://127.0.0.1:${address.port}`;
});
afterEach(() => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  server.close();
});

function open() {
  const place = { endpoint, region: 'eu-west-1', pollMs: 5 };
  const job = { applicationId: 'app', executionRoleArn: 'arn:aws:iam::1:role/job', timeoutMinutes: 60 };
  const files = { prefix: 's3://lake/runs', runner: 's3://lake/runner.py' };
  return EmrServerless.open({ ...place, ...job, ...files, conf: { 'spark.executor.cores': '4' } }, texts);
}

test('a manifest is put, a job is started with it and looked at until it has ended, and its answer is read', async () => {
  states = [{ state: 'SUBMITTED' }, { state: 'RUNNING' }, { state: 'SUCCESS' }];
  const emr = await open();
  said = { rows: { rows: 7 }, printed: {} };
  expect(await emr.run(MANIFEST)).toEqual({ rows: { rows: 7 }, printed: {} });
  await emr.close();
  const [started, ...looks] = asked;
  expect([started!.method, started!.path]).toEqual(['POST', '/applications/app/jobruns']);
  const { jobDriver, clientToken, ...rest } = started!.body as {
    jobDriver: { sparkSubmit: { entryPoint: string; entryPointArguments: string[]; sparkSubmitParameters: string } };
    clientToken: string;
  };
  const { entryPoint, entryPointArguments, sparkSubmitParameters } = jobDriver.sparkSubmit;
  expect(entryPoint).toBe('s3://lake/runner.py');
  expect(JSON.parse(objects.get(entryPointArguments[0]!)!)).toEqual(MANIFEST);
  expect(sparkSubmitParameters).toContain('--conf spark.sql.ansi.enabled=true');
  expect(sparkSubmitParameters).toContain('--conf spark.executor.cores=4');
  expect(entryPointArguments[0]).toBe(`s3://lake/runs/${clientToken}.json`);
  expect(rest).toMatchObject({
    executionRoleArn: 'arn:aws:iam::1:role/job',
    executionTimeoutMinutes: 60,
    configurationOverrides: {
      monitoringConfiguration: { s3MonitoringConfiguration: { logUri: 's3://lake/runs/logs' } },
    },
  });
  expect(looks.map(({ method, path }) => [method, path])).toEqual(
    Array(3).fill(['GET', '/applications/app/jobruns/job-1']),
  );
});

test('a step that failed is told by the runner, whatever the state of the job', async () => {
  states = [{ state: 'RUNNING' }, { state: 'FAILED' }];
  const emr = await open();
  said = { step: 'v', message: 'no such column' };
  expect(await emr.run(MANIFEST)).toEqual({ step: 'v', message: 'no such column' });
});

test('a job that fails on its own is an error with its state and the address of its log', async () => {
  states = [{ state: 'FAILED', stateDetails: 'Worker could not be allocated' }];
  const emr = await open();
  await expect(emr.run(MANIFEST)).rejects.toMatchObject({
    kind: 'unexpected',
    message: expect.stringMatching(/job-1.*FAILED: Worker could not be allocated/),
    lines: ['its log: s3://lake/runs/logs/applications/app/jobs/job-1/SPARK_DRIVER/stderr.gz'],
  });
});

test('an interrupted run cancels its job', async () => {
  states = [{ state: 'RUNNING' }];
  const emr = await open();
  const running = emr.run(MANIFEST);
  const ended = expect(running).rejects.toMatchObject({ message: expect.stringMatching(/CANCELLED/) });
  await vi.waitUntil(() => asked.length > 2);
  await cleanUpInterrupted();
  expect(asked.some(({ method, path }) => method === 'DELETE' && path === '/applications/app/jobruns/job-1')).toBe(
    true,
  );
  states = [{ state: 'CANCELLED', stateDetails: 'cancelled by user' }];
  await ended;
});

test.each([
  'spark.sql.ansi.enabled=false',
  'spark.sql.session.timeZone=Europe/Madrid',
  'spark.sql.parser.escapedStringLiterals=true',
  'spark.sql.legacy.timeParserPolicy=LEGACY',
])('%s would change the results and is refused', (setting) => {
  const [name, value] = setting.split('=') as [string, string];
  const refused = expect.objectContaining({ kind: 'usage', message: expect.stringContaining(setting) });
  expect(() => driverSettings({ master: 'local[2]', conf: { [name]: value } })).toThrow(refused);
});

test('other settings, and those needed as they are needed, are taken', () => {
  const given = { 'spark.sql.ansi.enabled': 'true', 'spark.sql.shuffle.partitions': '7' };
  expect(driverSettings({ master: 'local[2]', conf: given }).conf).toMatchObject({ ...NEEDED_CONF, ...given });
});

test.each(['spark://head:7077', 'yarn', 'k8s://https://head:443'])('executors of %s can reach the driver', (master) => {
  const { conf, env } = driverSettings({ master });
  expect([Object.values(conf), env]).toEqual([expect.not.arrayContaining(['127.0.0.1']), {}]);
});

test.each(['local', 'local[2]', 'local[*,4]'])('a master %s stays on the loopback device', (master) => {
  const { conf, env } = driverSettings({ master });
  expect([conf['spark.driver.host'], conf['spark.driver.bindAddress'], env]).toEqual([
    '127.0.0.1',
    '127.0.0.1',
    { SPARK_LOCAL_IP: '127.0.0.1' },
  ]);
});
