import { writeFileSync } from 'node:fs';
import {
  AbortMultipartUploadCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PublishOptions } from '../../src/publication/manifest/publication-interface';
import { readRunManifest, verifyRun } from '../../src/publication/manifest/run-manifest';
import { openPublication } from '../../src/publication/publication';
import { settlePublication } from '../../src/publication/settle-publication';
import type { Moto } from './moto';
import { startMoto } from './moto';
import type { S3Proxy, Verdict } from './s3-proxy';
import { startS3Proxy } from './s3-proxy';
import { temporaryFolder } from './temporary-folder';

const FILES = ['contactar.csv', 'features.parquet', 'model_fecha/model.json'];
let moto: Moto;
let proxy: S3Proxy;
let judge: (request: string) => Verdict = () => 'pass';

beforeAll(async () => {
  moto = await startMoto();
  await moto.createBucket('out');
  proxy = await startS3Proxy(moto.endpoint, (request) => judge(request));
});

afterAll(async () => {
  await proxy.stop();
  await moto.stop();
});

interface Run {
  /** What every file holds. */
  content: string;
  files?: string[];
  facts?: object;
  options?: PublishOptions;
  attempts?: number;
}

async function publish(prefix: string, { content, files = FILES, facts = {}, options, attempts = 2 }: Run) {
  const s3 = { ...moto.settings, endpoint: proxy.endpoint, attempts };
  const publication = await openPublication({ target: `s3://out/${prefix}`, workDir: temporaryFolder(), s3 });
  for (const name of files) writeFileSync(publication.pathFor(name), content);
  return publication.publish({ command: 'run', content, ...facts }, options);
}

/** Fails unless the run below the prefix is whole; what its files hold. */
async function wholeContent(prefix: string): Promise<unknown> {
  const { content } = await verifyRun(`s3://out/${prefix}`, moto.settings);
  const bodies = FILES.map(async (name) => {
    const { Body } = await moto.client.send(new GetObjectCommand({ Bucket: 'out', Key: `${prefix}/${name}` }));
    return Body!.transformToString();
  });
  expect(new Set(await Promise.all(bodies))).toEqual(new Set([content]));
  return content;
}

async function whileFaulty<T>(faults: typeof judge, work: () => Promise<T>): Promise<T> {
  judge = faults;
  return work().finally(() => {
    judge = () => 'pass';
  });
}

const SERVER_FAULT: Verdict = { status: 500, code: 'InternalError' };
const completes = (name: string) => (request: string) =>
  request.startsWith('POST') && request.includes(`${name}?uploadId`) ? SERVER_FAULT : ('pass' as const);

test('a publication that S3 did not let end is told from a finished run, and ended by the next run', async () => {
  await publish('ended', { content: 'old' });
  const failing = whileFaulty(completes('features.parquet'), () => publish('ended', { content: 'new' }));
  await expect(failing).rejects.toMatchObject({ remedy: expect.stringContaining('run again') });
  await expect(wholeContent('ended')).rejects.toMatchObject({
    lines: [expect.stringContaining('contactar.csv: expected'), expect.stringContaining('model_fecha/model.json')],
  });
  const next = await openPublication({ target: 's3://out/ended', workDir: temporaryFolder(), s3: moto.settings });
  expect(await wholeContent('ended')).toBe('new');
  await next.discard();
});

test('who reads what S3 did not let end begins by ending it, and is told where it may not', async () => {
  await publish('read', { content: 'old' });
  await whileFaulty(completes('features.parquet'), () => publish('read', { content: 'new' })).catch(() => undefined);
  const notes: string[] = [];
  const settle = () =>
    settlePublication('s3://out/read', { ...moto.settings, endpoint: proxy.endpoint }, (text) => notes.push(text));
  const denied = (request: string): Verdict =>
    request.startsWith('POST') ? { status: 403, code: 'AccessDenied' } : 'pass';
  await whileFaulty(denied, settle);
  expect(notes).toEqual([expect.stringContaining('s3://out/read may be half published')]);
  await settle();
  expect(notes).toHaveLength(1);
  expect(await wholeContent('read')).toBe('new');
});

test.each<[string, (request: string) => boolean]>([
  ['an announcement', (request) => request.startsWith('PUT') && request.includes('.recompra-publish')],
  ['a completion', (request) => request.startsWith('POST') && request.includes('run.json?uploadId')],
  ['the end', (request) => request.startsWith('PUT') && request.includes('.recompra-publish')],
])('the lost answer to %s harms nothing', async (what, matches) => {
  let seen = 0;
  const wanted = what === 'the end' ? 2 : 1;
  const loses = (request: string): Verdict =>
    matches(request) && ++seen === wanted ? 'lose the answer' : ('pass' as const);
  await whileFaulty(loses, () => publish(`lost/${what}`, { content: 'new' }));
  expect(seen).toBeGreaterThan(wanted - 1);
  expect(await wholeContent(`lost/${what}`)).toBe('new');
});

test('runs at the same time end as one of them, whole', async () => {
  const contents = ['1', '2', '3', '4'];
  for (const round of ['x', 'y']) {
    await Promise.all(contents.map((content) => publish('together', { content: content + round })));
    expect(contents.map((content) => content + round)).toContain(await wholeContent('together'));
  }
});

test('uploads that a lifecycle rule has dropped are given up, and the next run is whole', async () => {
  await publish('dropped', { content: 'old' });
  const failing = whileFaulty(completes('features.parquet'), () => publish('dropped', { content: 'new' }));
  await expect(failing).rejects.toThrow();
  const { Uploads = [] } = await moto.client.send(new ListMultipartUploadsCommand({ Bucket: 'out' }));
  for (const { Key, UploadId } of Uploads) {
    await moto.client.send(new AbortMultipartUploadCommand({ Bucket: 'out', Key, UploadId }));
  }
  await publish('dropped', { content: 'newest' });
  expect(await wholeContent('dropped')).toBe('newest');
});

test('the same run again changes nothing, whatever time it took', async () => {
  await publish('again', { content: 'same', facts: { timings: { etl: 1 } } });
  const { Contents: before } = await moto.client.send(new ListObjectsV2Command({ Bucket: 'out', Prefix: 'again/' }));
  proxy.requests.length = 0;
  const outputs = await publish('again', { content: 'same', facts: { timings: { etl: 2 } } });
  expect(outputs.map(({ name }) => name)).toEqual(FILES);
  expect(proxy.requests.filter((request) => !/^(GET|HEAD)/.test(request))).toEqual([]);
  const { Contents: after } = await moto.client.send(new ListObjectsV2Command({ Bucket: 'out', Prefix: 'again/' }));
  expect(after).toEqual(before);
});

test('the same run again mends an output that somebody has changed', async () => {
  await publish('mended', { content: 'same' });
  await moto.put('out', 'mended/contactar.csv', 'sama');
  await publish('mended', { content: 'same' });
  expect(await wholeContent('mended')).toBe('same');
});

test('outputs are not kept in the list of a run that has lost them to another', async () => {
  await publish('kept', { content: 'old' });
  const { outputs } = await readRunManifest('s3://out/kept', moto.settings);
  await publish('kept', { content: 'new' });
  const late = publish('kept', { content: 'old', files: ['reports/index.html'], options: { keep: outputs } });
  await expect(late).rejects.toMatchObject({
    kind: 'data',
    message: expect.stringContaining('another run has replaced'),
  });
  expect(await wholeContent('kept')).toBe('new');
});

test('a store that knows no conditional writes serves one run after the other', async () => {
  const noConditions = (request: string): Verdict => {
    const first = request.startsWith('PUT') && request.includes('.recompra-publish') && !refused.has(request.length);
    if (!first) return 'pass';
    refused.add(request.length);
    return { status: 501, code: 'NotImplemented' };
  };
  const refused = new Set<number>();
  await whileFaulty(noConditions, () => publish('plain', { content: 'new' }));
  expect(refused.size).toBe(1);
  expect(await wholeContent('plain')).toBe('new');
});
