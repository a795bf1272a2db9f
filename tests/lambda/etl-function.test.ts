import { readdirSync } from 'node:fs';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyRun } from '../../src/publication/manifest/run-manifest';
import { purchaseLines } from '../cli/recompra';
import { type Moto, startMoto, TEST_CREDENTIALS } from '../storage/moto';
import { bridged, notification, scheduled } from './aws-events';
import { bundledTask, invoke } from './function-process';

let moto: Moto;
let task: string;
let env: Record<string, string>;

beforeAll(async () => {
  [moto, task] = await Promise.all([startMoto(), bundledTask()]);
  await moto.createBucket('shop');
  await moto.put('shop', 'lines/2014 01.csv', purchaseLines(3));
  env = {
    ...TEST_CREDENTIALS,
    AWS_REGION: 'us-east-1',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1024',
    RECOMPRA_INPUT: 's3://shop/lines/',
    RECOMPRA_S3_ENDPOINT: moto.endpoint,
    RECOMPRA_S3_FORCE_PATH_STYLE: 'true',
  };
});

afterAll(() => moto.stop());

const into = (output: string, more: Record<string, string> = {}) => ({
  task,
  env: { ...env, RECOMPRA_OUTPUT: `s3://shop/${output}`, ...more },
});

async function bytesBelow(prefix: string): Promise<Record<string, string>> {
  const { Contents = [] } = await moto.client.send(new ListObjectsV2Command({ Bucket: 'shop', Prefix: prefix }));
  const entries = Contents.map(async ({ Key }) => {
    const { Body } = await moto.client.send(new GetObjectCommand({ Bucket: 'shop', Key: Key! }));
    return [Key!.slice(prefix.length), await Body!.transformToString('base64')] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

test('counts, run id and addresses come back, and a finished run is on S3', async () => {
  const { outcomes, tmp } = await invoke([{}], into('first'));
  expect(outcomes).toEqual([
    {
      report: {
        status: 'published',
        job: 'etl',
        runId: expect.stringMatching(/^[0-9a-f]{12}$/),
        asOf: '2014-01-26',
        lines: { in: 36, kept: 36, rejected: 0, reasons: {} },
        customers: { recurrent: 3 },
        output: 's3://shop/first/',
        files: [
          { uri: 's3://shop/first/clientes_recurrentes.parquet', rows: 36 },
          { uri: 's3://shop/first/rechazos.parquet', rows: 0 },
          { uri: 's3://shop/first/run.json' },
        ],
      },
    },
  ]);
  const manifest = await verifyRun('s3://shop/first', moto.settings);
  expect(manifest).toMatchObject({ command: 'etl', id: outcomes[0]!.report!['runId'] });
  expect(readdirSync(tmp)).toEqual([]);
});

test('every shape of event leads to the same bytes, and a second delivery changes none', async () => {
  const events = [
    {},
    scheduled,
    notification({ key: 'lines/2014+01.csv' }),
    notification({ key: 'lines/2014+01.csv' }, { key: 'lines/2014+01.csv' }),
    bridged('lines/2014 01.csv'),
    { bucket: 'shop', key_input: 'lines/2014 01.csv', key_output: 'alike/clientes_recurrentes.parquet' },
  ];
  await invoke([events[0]], into('alike'));
  const before = await bytesBelow('alike/');
  expect(Object.keys(before)).toEqual([
    '.recompra-publish.json',
    'clientes_recurrentes.parquet',
    'rechazos.parquet',
    'run.json',
  ]);
  const { outcomes } = await invoke([...events.slice(1), {}], into('alike'));
  expect(outcomes.map(({ report }) => report!['status'])).toEqual(events.map(() => 'published'));
  expect(new Set(outcomes.map(({ report }) => report!['runId'])).size).toBe(1);
  expect(await bytesBelow('alike/')).toEqual(before);
});

test('what the function itself writes starts nothing, not even where the output lies inside the input', async () => {
  const own = ['clientes_recurrentes.parquet', 'rechazos.parquet', 'run.json'];
  const events = own.flatMap((name) => [notification({ key: `lines/out/${name}` }), bridged(`lines/out/${name}`)]);
  const { outcomes } = await invoke([{}, ...events, {}], into('lines/out'));
  const states = outcomes.map(({ report }) => report!['status']);
  expect(states).toEqual(['published', ...events.map(() => 'skipped'), 'published']);
  expect(outcomes.at(-1)!.report).toEqual(outcomes[0]!.report);
});

test('several new objects without RECOMPRA_INPUT are one run', async () => {
  await moto.put('shop', 'drop/b.csv', purchaseLines(1));
  await moto.put('shop', 'drop/a.csv', purchaseLines(2));
  const event = notification({ key: 'drop/b.csv' }, { key: 'drop/a.csv' });
  const { outcomes } = await invoke([event], into('dropped', { RECOMPRA_INPUT: '' }));
  expect(outcomes[0]).toMatchObject({ report: { lines: { in: 36, kept: 36 } } });
});

test('the log is JSON with the request id, the metrics are EMF, and neither holds a row or a customer', async () => {
  await moto.put('shop', 'mixed/a.csv', `${purchaseLines(20)}2014-01-30,c-secret,bread,many,20\n`);
  const { outcomes, log, entries } = await invoke([{}], into('mixed-out', { RECOMPRA_INPUT: 's3://shop/mixed/' }));
  expect(outcomes[0]).toMatchObject({ report: { lines: { in: 241, kept: 240, rejected: 1 } } });
  expect(log.trim().split('\n')).toHaveLength(entries.length);
  const written = entries.filter(({ level }) => level !== undefined);
  expect(new Set(written.map((entry) => entry['function_request_id']))).toEqual(new Set(['request-1']));
  const metrics = Object.assign({}, ...entries.filter((entry) => entry['_aws'] !== undefined));
  expect(metrics).toMatchObject({
    LinesIn: 241,
    LinesKept: 240,
    LinesRejected: 1,
    RecurrentCustomers: 20,
    Succeeded: 1,
  });
  expect(log).not.toMatch(/c-secret|"c\d+"|bread|many/);
});

test('a broken data contract says so without quoting a row, publishes nothing and leaves the function usable', async () => {
  await moto.put(
    'shop',
    'bad/rows.csv',
    `fecha_compra,usuario,producto,cantidad,precio\n2014-01-30,c-secret,x,many,20\n`,
  );
  await moto.put('shop', 'bad/headless.csv', '2014-01-30,c-secret,x,1,20\n');
  const event = (key: string) => ({ bucket: 'shop', key_input: key, key_output: 'bad-out' });
  const { outcomes, log, tmp } = await invoke([event('bad/rows.csv'), event('bad/headless.csv'), {}], into('good-out'));
  expect(outcomes.slice(0, 2).map(({ failure }) => failure)).toEqual([
    expect.objectContaining({
      name: 'DataContractError',
      retryable: false,
      message: expect.stringContaining('1 of 1 lines'),
    }),
    expect.objectContaining({
      name: 'DataContractError',
      message: expect.stringContaining('no column for fecha_compra'),
    }),
  ]);
  expect(outcomes[2]).toHaveProperty('report.status', 'published');
  expect(log + JSON.stringify(outcomes)).not.toContain('c-secret');
  expect(await bytesBelow('bad-out/')).toEqual({});
  expect(readdirSync(tmp)).toEqual([]);
});

test.each([
  ['a preset that JavaScript has', { RECOMPRA_RECURRENCE: 'constructor' }, 'ConfigurationError'],
  ['a date format that is none', { RECOMPRA_CSV_DATE_FORMAT: '%K' }, 'ConfigurationError'],
  ['a column for two', { RECOMPRA_CSV_COLUMNS: 'usuario=a,producto=a' }, 'ConfigurationError'],
  ['a memory too small', { RECOMPRA_MEMORY: '1KB' }, 'ConfigurationError'],
  ['a bad glob', { RECOMPRA_INPUT: 's3://shop/lines/[z-a].csv' }, 'ConfigurationError'],
  ['another scheme', { RECOMPRA_INPUT: 'gs://shop/a.csv' }, 'ConfigurationError'],
  ['a key too long', { RECOMPRA_INPUT: `s3://shop/${'a'.repeat(2000)}` }, 'ConfigurationError'],
  ['a bucket that cannot be', { RECOMPRA_INPUT: 's3://s h o p/a' }, 'ConfigurationError'],
  ['no lines', { RECOMPRA_INPUT: 's3://shop/none/' }, 'DataContractError'],
  ['damaged Parquet', { RECOMPRA_INPUT: 's3://shop/odd/damaged.parquet' }, 'DataContractError'],
  ['sums beyond what is exact', { RECOMPRA_INPUT: 's3://shop/odd/huge.csv' }, 'DataContractError'],
  ['little input and long work', { RECOMPRA_INPUT: 's3://shop/odd/wide.csv' }, 'DataContractError'],
])('%s fails for good: no retry would mend it', async (_, more, name) => {
  const huge = Array.from({ length: 10_000 }, (_line, i) => `2014-01-01,c0,p${i},12,${1e12 - i / 1000}\n`);
  await moto.put('shop', 'odd/damaged.parquet', `PAR1${'x'.repeat(200)}PAR1`);
  await moto.put('shop', 'odd/huge.csv', purchaseLines(3) + huge.join(''));
  await moto.put('shop', 'odd/wide.csv', `${Array.from({ length: 100_000 }, (_column, i) => `c${i}`).join(',')}\n`);
  const { outcomes, log } = await invoke([{}], into('for-good', more));
  expect(outcomes, log).toMatchObject([{ failure: { name, retryable: false } }]);
});

test.each([
  ['an event of no known shape', { Records: [{ body: 'x' }] }, {}, 'EventError', false],
  ['a setting that is none', {}, { RECOMPRA_TOP: 'three' }, 'ConfigurationError', false],
  ['a bucket that does not exist', {}, { RECOMPRA_OUTPUT: 's3://nowhere-here/out' }, 'ConfigurationError', false],
  ['an S3 that does not answer', {}, { RECOMPRA_S3_ENDPOINT: 'http://127.0.0.1:9' }, 'TransportError', true],
])('%s has its own type', async (_, event, more, name, retryable) => {
  const { outcomes, entries } = await invoke([event], into('typed', more));
  expect(outcomes).toMatchObject([{ failure: { name, retryable } }]);
  expect(entries).toContainEqual(expect.objectContaining({ level: 'ERROR', error_type: name, retryable }));
  expect(entries).toContainEqual(
    expect.objectContaining({ Failed: 1, [retryable ? 'FailedRetryable' : 'FailedForGood']: 1 }),
  );
});
