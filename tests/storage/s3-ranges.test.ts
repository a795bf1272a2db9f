import { createHash, randomBytes } from 'node:crypto';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashStream } from '../../src/storage/disk/file-hash';
import { s3Input } from '../../src/storage/inputs/s3-inputs';
import { headObject } from '../../src/storage/s3/s3-objects';
import type { Moto } from './moto';
import { startMoto } from './moto';
import type { Verdict } from './s3-proxy';
import { startS3Proxy } from './s3-proxy';

const MiB = 2 ** 20;
/** Two and a half ranges. */
const BODY = randomBytes(20 * MiB);
const SHA256 = createHash('sha256').update(BODY).digest('hex');
const OBJECT = { bucket: 'ranges', key: 'a.csv' };
let moto: Moto;

beforeAll(async () => {
  moto = await startMoto();
  await moto.createBucket(OBJECT.bucket);
  await moto.put(OBJECT.bucket, OBJECT.key, BODY);
});

afterAll(() => moto.stop());

/** Reads the object behind a proxy; `judge` is given the number of the range request, from 0, and its first byte. */
async function readBehind(
  judge: (request: number, from: number) => Verdict | Promise<Verdict>,
  { attempts = 8, stallSeconds = 30 } = {},
) {
  const ranges: string[] = [];
  const proxy = await startS3Proxy(moto.endpoint, (_, { range }) => {
    if (range === undefined) return 'pass';
    ranges.push(range);
    return judge(ranges.length - 1, Number(/bytes=(\d+)/.exec(range)![1]));
  });
  try {
    const settings = { ...moto.settings, endpoint: proxy.endpoint, stallSeconds, attempts };
    const input = s3Input((await headObject(OBJECT, settings))!, settings);
    return { ranges, ...(await hashStream(await input.open())) };
  } finally {
    await proxy.stop();
  }
}

test('a large object is read in ranges of 8 MiB, in its order', async () => {
  const { ranges, bytes, sha256 } = await readBehind(() => 'pass');
  expect({ bytes, sha256 }).toEqual({ bytes: BODY.length, sha256: SHA256 });
  expect(ranges).toEqual([
    `bytes=0-${8 * MiB - 1}`,
    `bytes=${8 * MiB}-${16 * MiB - 1}`,
    `bytes=${16 * MiB}-${20 * MiB - 1}`,
  ]);
});

test.each<[string, Verdict]>([
  ['resets its connection', { breakAfter: 3 * MiB, by: 'reset' }],
  ['ends as if all had been sent', { breakAfter: 3 * MiB, by: 'close' }],
  ['falls silent', { stallAfter: 3 * MiB }],
])('a range that %s is resumed at the byte reached', async (_, verdict) => {
  const { ranges, sha256 } = await readBehind((request) => (request === 1 ? verdict : 'pass'), {
    stallSeconds: 2,
  });
  expect(sha256).toBe(SHA256);
  expect(ranges).toHaveLength(4);
  const from = Number(/bytes=(\d+)-16777215/.exec(ranges[3]!)![1]);
  // Less may have reached us than was sent.
  expect(from).toBeGreaterThan(8 * MiB);
  expect(from).toBeLessThanOrEqual(11 * MiB);
});

test('a busy server is asked again', async () => {
  const { sha256 } = await readBehind((request) => (request % 2 === 0 ? { status: 503, code: 'SlowDown' } : 'pass'));
  expect(sha256).toBe(SHA256);
});

test('after as many tries as are set the fault is told', async () => {
  const reading = readBehind((_, from) => (from >= 8 * MiB ? { breakAfter: 100, by: 'reset' } : 'pass'), {
    attempts: 3,
  });
  await expect(reading).rejects.toMatchObject({
    kind: 'unexpected',
    message: expect.stringContaining('s3://ranges/a.csv: the S3 endpoint does not answer, or broke off'),
  });
});

test('an object replaced between two of its ranges is a data error', async () => {
  const replacing = readBehind(async (request): Promise<Verdict> => {
    if (request === 2) await moto.put(OBJECT.bucket, OBJECT.key, BODY.subarray(1));
    return 'pass';
  });
  await expect(replacing).rejects.toMatchObject({
    kind: 'data',
    message: 's3://ranges/a.csv was replaced while this run was reading it',
  });
  await moto.put(OBJECT.bucket, OBJECT.key, BODY);
});

test.each([
  // What S3 states in one answer is compared by its client, whose words may hold what a server sent: they are not told.
  ['in one range', 3, /damaged\.csv: the bytes are not those that S3 states/],
  ['in two ranges', 9 * MiB, /AAAAAA==.*the bytes have |the bytes have .*AAAAAA==/],
])('bytes %s that do not sum up to what S3 states are a data error', async (_, bytes, found) => {
  const checksum = { ChecksumAlgorithm: 'CRC32', ChecksumCRC32: 'AAAAAA==' } as const;
  // CRC-32 of abc: 352441c2
  const body = Buffer.alloc(bytes, 'abc');
  await moto.client.send(new PutObjectCommand({ Bucket: 'ranges', Key: 'damaged.csv', Body: body, ...checksum }));
  const input = s3Input((await headObject({ bucket: 'ranges', key: 'damaged.csv' }, moto.settings))!, moto.settings);
  const reading = hashStream(await input.open());
  await expect(reading).rejects.toMatchObject({ kind: 'data' });
  await expect(reading).rejects.toThrow(found);
});

test('an empty object has no bytes', async () => {
  await moto.put('ranges', 'empty.csv', '');
  const input = s3Input((await headObject({ bucket: 'ranges', key: 'empty.csv' }, moto.settings))!, moto.settings);
  expect((await hashStream(await input.open())).bytes).toBe(0);
});
