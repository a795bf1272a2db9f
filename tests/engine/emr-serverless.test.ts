import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emrError } from '../../src/engine/spark/emr-errors';
import { EmrServerless } from '../../src/engine/spark/emr-serverless';
import type { SparkManifest } from '../../src/engine/spark/spark-manifest';
import { driverSettings, NEEDED_CONF } from '../../src/engine/spark/spark-options';
import { cleanUpInterrupted } from '../../src/storage/disk/cleanup';

// A stub of EMR Serverless: it answers the three requests as the service's API reference has them, and runs nothing
// (tests/spark/emr-stub.ts runs the jobs). That the service takes these requests it cannot prove.
let server: Server;
/** Method, path and body of each request. */
let asked: { method: string; path: string; body: Record<string, unknown> }[];
/** What the n-th job's states are, look by look; the last one stays. */
let states: { state: string; stateDetails?: string }[][];
/** How many manifests the n-th job answers before it ends. */
let answers: number[];
/** An error that the service answers instead. */
let refusal: { status: number; type: string } | null;
/** Objects by address. */
let objects: Map<string, string>;

const FOLDER = 's3://lake/runs/one';
const MANIFEST: SparkManifest = { steps: [{ kind: 'view', name: 'v', sql: 'SELECT 1 AS n', schema: [['n', 'int']] }] };
const ANSWER = { rows: { rows: 7 }, printed: {} };
const texts = {
  put: async (address: string, content: string) => void objects.set(address, content),
  get: async (address: string) => objects.get(address) ?? null,
};
const manifestAt = (number: number, kind: 'json' | 'answer' = 'json') => `${FOLDER}/manifests/${number}.${kind}`;
const started = () => asked.filter(({ method }) => method === 'POST');

/** What the runner of the latest job would have done by now. */
function work(): void {
  for (let number = 1; objects.has(manifestAt(number)); number++) {
    const manifest = objects.get(manifestAt(number));
    if (manifest === 'null') states[started().length - 1] = [{ state: 'SUCCESS' }];
    else if (!objects.has(manifestAt(number, 'answer')) && (answers[started().length - 1] ?? 0) > 0) {
      answers[started().length - 1]!--;
      objects.set(manifestAt(number, 'answer'), JSON.stringify(ANSWER));
    }
  }
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await text(request);
  const path = request.url!.split('?')[0]!;
  asked.push({ method: request.method!, path, body: body === '' ? {} : JSON.parse(body) });
  if (refusal !== null) {
    response.writeHead(refusal.status, { 'x-amzn-errortype': refusal.type }).end('{"message": "no such application"}');
    return;
  }
  if (request.method === 'GET') work();
  const jobRunId = request.method === 'POST' ? `job-${started().length}` : path.split('/').pop()!;
  const of = states[Number(jobRunId.slice(4)) - 1] ?? [];
  const state = of.length > 1 ? of.shift() : of[0];
  const known = { applicationId: 'app', jobRunId, arn: 'arn' };
  const json = request.method === 'GET' ? { jobRun: { ...known, ...state } } : known;
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(json));
}

beforeEach(async () => {
  asked = [];
  states = [[{ state: 'RUNNING' }]];
  answers = [];
  refusal = null;
  objects = new Map();
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'key');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address() as { port: number };
  vi.stubEnv('AWS_ENDPOINT_URL_EMR_SERVERLESS', `http://127.0.0.1:${address.port}`);
});
afterEach(() => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  server.close();
});

function open() {
  const job = { applicationId: 'app', executionRoleArn: 'arn:aws:iam::1:role/job', timeoutMinutes: 60 };
  const files = { folder: FOLDER, logs: 's3://lake/runs/logs', runner: 's3://lake/runner.py', region: 'eu-west-1' };
  return EmrServerless.open({ ...job, ...files, conf: { 'spark.x': 'a "b" c' } }, texts);
}

test('a job is started at once, and takes one manifest after the other until it is told that there is none', async () => {
  states = [[{ state: 'SUBMITTED' }, { state: 'RUNNING' }]];
  answers = [2];
  const emr = await open();
  expect(asked.map(({ method, path }) => [method, path])).toEqual([['POST', '/applications/app/jobruns']]);
  expect(await emr.run(MANIFEST)).toEqual(ANSWER);
  expect(await emr.run(MANIFEST)).toEqual(ANSWER);
  await emr.close();
  expect(JSON.parse(objects.get(manifestAt(2))!)).toEqual(MANIFEST);
  expect(objects.get(manifestAt(3))).toBe('null');
  const { body } = started()[0]!;
  const { jobDriver, ...rest } = body as { jobDriver: { sparkSubmit: Record<string, unknown> } };
  expect(jobDriver.sparkSubmit).toMatchObject({
    entryPoint: 's3://lake/runner.py',
    entryPointArguments: [`${FOLDER}/manifests`, '1', '600'],
    sparkSubmitParameters: expect.stringContaining('--conf spark.sql.ansi.enabled=true'),
  });
  expect(rest).toMatchObject({
    executionRoleArn: 'arn:aws:iam::1:role/job',
    executionTimeoutMinutes: 60,
    configurationOverrides: {
      applicationConfiguration: [
        { classification: 'spark-defaults', properties: { ...NEEDED_CONF, 'spark.x': 'a "b" c' } },
      ],
      monitoringConfiguration: { s3MonitoringConfiguration: { logUri: 's3://lake/runs/logs' } },
    },
  });
  expect(asked.some(({ method }) => method === 'DELETE')).toBe(false);
});

test('a job that had nothing to do and ended is followed by another one, from the manifest that waits', async () => {
  states = [[{ state: 'RUNNING' }], [{ state: 'RUNNING' }]];
  answers = [1, 1];
  const emr = await open();
  expect(await emr.run(MANIFEST)).toEqual(ANSWER);
  states[0] = [{ state: 'SUCCESS' }];
  expect(await emr.run(MANIFEST)).toEqual(ANSWER);
  await emr.close();
  const first = started().map(
    ({ body }) => (body as { jobDriver: { sparkSubmit: Record<string, string[]> } }).jobDriver,
  );
  expect(first.map(({ sparkSubmit }) => sparkSubmit['entryPointArguments']![1])).toEqual(['1', '2']);
  expect(new Set(started().map(({ body }) => body['clientToken'])).size).toBe(2);
});

test('one that ends well without the manifest it was started for is an error, and no endless row of jobs', async () => {
  states = [[{ state: 'SUCCESS' }], [{ state: 'SUCCESS' }]];
  const emr = await open();
  await expect(emr.run(MANIFEST)).rejects.toMatchObject({ message: expect.stringMatching(/job-2.*SUCCESS/) });
  await emr.close();
});

test('what a job answered before it failed counts', async () => {
  states = [[{ state: 'FAILED' }]];
  answers = [1];
  const emr = await open();
  expect(await emr.run(MANIFEST)).toEqual(ANSWER);
  await emr.close();
});

test('a job that fails on its own is an error with its state and the address of its log', async () => {
  states = [[{ state: 'RUNNING' }, { state: 'FAILED', stateDetails: 'Worker could not be allocated' }]];
  const emr = await open();
  await expect(emr.run(MANIFEST)).rejects.toMatchObject({
    kind: 'unexpected',
    message: expect.stringMatching(/job-1.*FAILED: Worker could not be allocated/),
    lines: ['its log: s3://lake/runs/logs/applications/app/jobs/job-1/SPARK_DRIVER/stderr.gz'],
  });
  await emr.close();
});

test('an application that is not there is told at once, as what was asked for wrongly', async () => {
  refusal = { status: 404, type: 'ResourceNotFoundException' };
  await expect(open()).rejects.toMatchObject({
    kind: 'usage',
    message: expect.stringMatching(/StartJobRun.*no such application/),
    remedy: expect.stringMatching(/--spark-emr-application/),
  });
});

const ADDRESS = { kind: 'unexpected', remedy: expect.stringMatching(/--s3-region.*AWS_ENDPOINT_URL_EMR_SERVERLESS/) };

test('where another server is at its address, the address and the region are what to look at', async () => {
  server.removeAllListeners('request').on('request', (_, response: ServerResponse) => response.end('<p>hello'));
  const message = expect.stringMatching(/^EMR Serverless was not reached for StartJobRun: \w+/);
  await expect(open()).rejects.toMatchObject({ ...ADDRESS, message });
});

test('where none is, too', async () => {
  const url = process.env['AWS_ENDPOINT_URL_EMR_SERVERLESS']!;
  await new Promise((done) => server.close(done));
  // As the SDK passes it on, once it has tried often enough.
  const cause = await fetch(url).catch((failed: Error) => failed.cause);
  const message = expect.stringMatching(/^EMR Serverless was not reached for StartJobRun: .*ECONNREFUSED/);
  expect(emrError('StartJobRun', cause)).toMatchObject({ ...ADDRESS, message });
  expect(emrError('StartJobRun', new AggregateError([cause]))).toMatchObject(ADDRESS);
});

test('a service that is busy is tried again, and no region is what was left out', () => {
  const named = (name: string, message: string) => Object.assign(new Error(message), { name });
  const busy = emrError('GetJobRun', named('TooManyRequestsException', 'slow down'));
  expect(busy).toMatchObject({ kind: 'unexpected', remedy: expect.stringMatching(/^try again/) });
  expect(emrError('StartJobRun', named('Error', 'Region is missing'))).toMatchObject({
    kind: 'usage',
    remedy: expect.stringMatching(/--s3-region/),
  });
});

test('an interrupted run cancels its job', async () => {
  const emr = await open();
  const running = emr.run(MANIFEST);
  const ended = expect(running).rejects.toMatchObject({ message: expect.stringMatching(/CANCELLED/) });
  await vi.waitUntil(() => asked.length > 2);
  await cleanUpInterrupted();
  expect(asked.some(({ method, path }) => method === 'DELETE' && path === '/applications/app/jobruns/job-1')).toBe(
    true,
  );
  states = [[{ state: 'CANCELLED', stateDetails: 'cancelled by user' }]];
  await ended;
  await emr.close();
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
