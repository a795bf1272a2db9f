import { readdirSync, writeFileSync } from 'node:fs';
import {
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyRun } from '../../src/publication/manifest/run-manifest';
import { openPublication } from '../../src/publication/publication';
import { cleanUpInterrupted } from '../../src/storage/disk/cleanup';
import { localFolder } from '../../src/storage/inputs/folder-files';
import type { Moto } from './moto';
import { startMoto } from './moto';
import { startS3Proxy, type Verdict } from './s3-proxy';
import { temporaryFolder } from './temporary-folder';

const LARGE = 20_000_000;
let moto: Moto;

beforeAll(async () => {
  moto = await startMoto();
  await moto.createBucket('out');
});

afterAll(() => moto.stop());

async function publish(target: string, files: Record<string, string | Buffer>, endpoint = moto.endpoint) {
  const workDir = temporaryFolder();
  const publication = await openPublication({ target, workDir, s3: { ...moto.settings, endpoint } });
  for (const [name, content] of Object.entries(files)) writeFileSync(publication.pathFor(name), content);
  const published = publication.publish({ command: 'run' });
  return { workDir, published };
}

async function keys(prefix: string): Promise<string[]> {
  const { Contents = [] } = await moto.client.send(new ListObjectsV2Command({ Bucket: 'out', Prefix: prefix }));
  return Contents.map(({ Key }) => Key!.slice(prefix.length));
}

async function unfinishedUploads(): Promise<number> {
  const { Uploads = [] } = await moto.client.send(new ListMultipartUploadsCommand({ Bucket: 'out' }));
  return Uploads.length;
}

/** Runs `work` behind a proxy that judges every request; gives the requests that wrote something. */
async function behindProxy(judge: (request: string) => Verdict, work: (endpoint: string) => Promise<void>) {
  const proxy = await startS3Proxy(moto.endpoint, judge);
  await work(proxy.endpoint).finally(() => proxy.stop());
  return proxy.requests
    .filter((request) => !/^(GET|HEAD)/.test(request))
    .map((request) => request.replace(/\?x-id=.*/, '').replace(/[?&](uploadId|uploads|partNumber)=.*/, ' $1'));
}

test('outputs are uploaded with their content type, and the run can be verified there', async () => {
  const files = {
    'rechazos.parquet': 'PAR1',
    'metrics.json': '{}',
    'reports/index.html': '<p>',
    'model_fecha/w.bin': 'w',
  };
  const { published, workDir } = await publish('s3://out/typed', files);
  await published;
  expect(readdirSync(workDir)).toEqual([]);
  const types = await Promise.all(
    Object.keys(files).map((name) => moto.client.send(new HeadObjectCommand({ Bucket: 'out', Key: `typed/${name}` }))),
  );
  expect(types.map(({ ContentType }) => ContentType)).toEqual([
    'application/vnd.apache.parquet',
    'application/json',
    'text/html; charset=utf-8',
    'application/octet-stream',
  ]);
  const { outputs } = await verifyRun('s3://out/typed/', moto.settings);
  expect(outputs.map(({ name }) => name)).toEqual(Object.keys(files).sort());
});

test('nothing can be seen before all is uploaded, and run.json comes last', async () => {
  const writes = await behindProxy(
    () => 'pass',
    async (endpoint) => {
      const { published } = await publish(
        's3://out/order',
        { 'top_productos.parquet': 'z', 'contactar.csv': 'a' },
        endpoint,
      );
      await published;
    },
  );
  expect(writes.filter((write) => write.endsWith('uploads'))).toHaveLength(3);
  const journal = 'PUT /out/order/.recompra-publish.json';
  const visible = writes.slice(writes.indexOf(journal));
  // Two uploads are completed side by side.
  expect([visible[0], ...visible.slice(1, 3).sort(), ...visible.slice(3)]).toEqual([
    journal,
    'POST /out/order/contactar.csv uploadId',
    'POST /out/order/top_productos.parquet uploadId',
    'POST /out/order/run.json uploadId',
    journal,
  ]);
});

test('a whole bucket can be the target', async () => {
  await moto.createBucket('whole');
  const { published } = await publish('s3://whole', { 'contactar.csv': 'a' });
  await published;
  await verifyRun('s3://whole', moto.settings);
});

test('a file of several parts arrives whole', async () => {
  const { published } = await publish('s3://out/large', { 'contactar.csv': Buffer.alloc(LARGE, 'line\n') });
  await published;
  const { outputs } = await verifyRun('s3://out/large', moto.settings);
  expect(outputs[0]!.bytes).toBe(LARGE);
  expect(await unfinishedUploads()).toBe(0);
});

test('a refused upload is named, and neither objects nor parts are left behind', async () => {
  const files = { 'contactar.csv': 'a', 'features.parquet': Buffer.alloc(LARGE, 'line\n') };
  await behindProxy(
    (request) => (/partNumber=2/.test(request) ? { status: 403, code: 'AccessDenied' } : 'pass'),
    async (endpoint) => {
      const { published, workDir } = await publish('s3://out/refused', files, endpoint);
      await expect(published).rejects.toMatchObject({
        kind: 'usage',
        message: 's3://out/refused/features.parquet: access denied (s3:PutObject, AccessDenied)',
        remedy: expect.stringContaining('allow s3:PutObject'),
      });
      expect(readdirSync(workDir)).toEqual([]);
    },
  );
  expect(await keys('refused/')).toEqual([]);
  expect(await unfinishedUploads()).toBe(0);
});

test('a passing fault of the server is tried again', async () => {
  let refusals = 0;
  await behindProxy(
    (request) => (request.startsWith('PUT') && ++refusals === 1 ? { status: 503, code: 'SlowDown' } : 'pass'),
    async (endpoint) => {
      const { published } = await publish('s3://out/retried', { 'contactar.csv': 'a' }, endpoint);
      await published;
    },
  );
  await verifyRun('s3://out/retried', moto.settings);
});

test('an interrupted upload leaves no object, no parts and no staged file', async () => {
  let workDir = '';
  let failed: Promise<unknown> = Promise.resolve();
  await behindProxy(
    (request) => {
      if (/partNumber=1/.test(request)) failed = failed.then(cleanUpInterrupted);
      return 'pass';
    },
    async (endpoint) => {
      const run = await publish('s3://out/interrupted', { 'contactar.csv': Buffer.alloc(LARGE, 'line\n') }, endpoint);
      workDir = run.workDir;
      await expect(run.published).rejects.toMatchObject({ kind: 'interrupted' });
      await failed;
    },
  );
  expect(readdirSync(workDir)).toEqual([]);
  expect(await keys('interrupted/')).toEqual([]);
  expect(await unfinishedUploads()).toBe(0);
});

test('a bucket that does not exist is a usage error before any work', async () => {
  const opened = openPublication({ target: 's3://no-such-bucket/x', workDir: '/nowhere', s3: moto.settings });
  await expect(opened).rejects.toMatchObject({
    kind: 'usage',
    message: expect.stringContaining('no bucket no-such-bucket'),
  });
});

test('the model is replaced as a whole, other objects below the prefix are left alone', async () => {
  await moto.put('out', 'again/notes.txt', 'mine');
  await (
    await publish('s3://out/again', {
      'model_fecha/model.json': '1',
      'model_fecha/shard-2.bin': '1',
      'features.parquet': '1',
    })
  ).published;
  await (await publish('s3://out/again', { 'model_fecha/model.json': '2' })).published;
  expect(await keys('again/')).toEqual([
    '.recompra-publish.json',
    'features.parquet',
    'model_fecha/model.json',
    'notes.txt',
    'run.json',
  ]);
  const { Body } = await moto.client.send(new GetObjectCommand({ Bucket: 'out', Key: 'again/model_fecha/model.json' }));
  expect(await Body!.transformToString()).toBe('2');
});

test('a model in S3 is copied to this machine as a folder', async () => {
  await (await publish('s3://out/model', { 'model_fecha/model.json': '{}', 'model_fecha/sub/w.bin': 'weights' }))
    .published;
  const folder = await localFolder('s3://out/model/model_fecha', temporaryFolder(), moto.settings);
  expect(readdirSync(folder).sort()).toEqual(['model.json', 'sub']);
  await expect(localFolder('s3://out/no-model', temporaryFolder(), moto.settings)).rejects.toMatchObject({
    kind: 'data',
  });
});

test('an object changed after the run is found by its hash', async () => {
  await (await publish('s3://out/changed', { 'contactar.csv': 'abc' })).published;
  await moto.put('out', 'changed/contactar.csv', 'abd');
  await expect(verifyRun('s3://out/changed', moto.settings)).rejects.toMatchObject({ kind: 'data' });
});
