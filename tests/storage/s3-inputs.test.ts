import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RecompraError } from '../../src/config/errors';
import { listInputs } from '../../src/storage/inputs/list-inputs';
import { spool } from '../../src/storage/inputs/spool';
import type { Moto } from './moto';
import { startMoto } from './moto';
import { startS3Proxy } from './s3-proxy';
import { temporaryFolder } from './temporary-folder';

let moto: Moto;

beforeAll(async () => {
  moto = await startMoto({ MOTO_S3_DEFAULT_MAX_KEYS: '7' });
  await moto.createBucket('lines');
  await moto.put('lines', '2014/10.csv', 'october');
  await moto.put('lines', '2014/11.csv.gz', 'november');
  await moto.put('lines', '2014/more/12.parquet', 'december');
  await moto.put('lines', '2014/notes.txt', 'no lines');
  await moto.put('lines', '2014/predicciones_clientes.parquet', 'our own');
  await moto.put('lines', '2014-old/10.csv', 'other prefix');
});

afterAll(() => moto.stop());

async function names(pattern: string): Promise<string[]> {
  return (await listInputs(pattern, moto.settings)).map(({ name }) => name);
}

test('a key gives that object, with its size and bytes', async () => {
  const [input] = await listInputs('s3://lines/2014/10.csv', moto.settings);
  expect(input).toMatchObject({ name: 's3://lines/2014/10.csv', bytes: 7, localPath: null });
  expect(await text(await input!.open())).toBe('october');
  expect(await text(await input!.open())).toBe('october');
});

test('a prefix gives the CSV and Parquet objects below it, with and without its slash', async () => {
  const expected = ['s3://lines/2014/10.csv', 's3://lines/2014/11.csv.gz', 's3://lines/2014/more/12.parquet'];
  expect(await names('s3://lines/2014/')).toEqual(expected);
  expect(await names('s3://lines/2014')).toEqual(expected);
});

test('a bucket alone gives all of its lines', async () => {
  expect(await names('s3://lines')).toHaveLength(4);
});

test('a glob of keys gives those that match', async () => {
  expect(await names('s3://lines/2014/*.csv')).toEqual(['s3://lines/2014/10.csv']);
  expect(await names('s3://lines/2014*/**/1*.{csv,parquet}')).toEqual([
    's3://lines/2014-old/10.csv',
    's3://lines/2014/10.csv',
    's3://lines/2014/more/12.parquet',
  ]);
});

test('keys of any characters are found by name and below their prefix', async () => {
  const key = 'año nuevo/líneas [1] + & 100%.csv';
  await moto.createBucket('odd');
  await moto.put('odd', key, 'x');
  for (const pattern of [`s3://odd/${key}`, 's3://odd/año nuevo', 's3://odd/año*/*.csv']) {
    const [input] = await listInputs(pattern, moto.settings);
    expect(input!.name).toBe(`s3://odd/${key}`);
    expect(await text(await input!.open())).toBe('x');
  }
});

test('a listing of more than one page is complete', async () => {
  await moto.createBucket('many');
  const keys = Array.from({ length: 15 }, (_, i) => `p/${String(i).padStart(2, '0')}.csv`);
  for (const key of keys) await moto.put('many', key, 'x');
  expect(await names('s3://many/p/')).toEqual(keys.map((key) => `s3://many/${key}`));
});

test.each(['s3://lines/2014/missing.csv', 's3://lines/2016/', 's3://lines/2014/*.tsv'])(
  'nothing at %s is a data error that names it',
  async (pattern) => {
    await expect(listInputs(pattern, moto.settings)).rejects.toMatchObject({
      kind: 'data',
      message: expect.stringContaining(pattern),
    });
  },
);

test.each(['s3://no-such-bucket/a.csv', 's3://no-such-bucket/a/', 's3://no-such-bucket'])(
  'a bucket that does not exist is named: %s',
  async (pattern) => {
    await expect(listInputs(pattern, moto.settings)).rejects.toMatchObject({
      kind: 'data',
      message: expect.stringContaining('there is no bucket no-such-bucket'),
    });
  },
);

test('an address without a bucket is a usage error', async () => {
  await expect(listInputs('s3:///a.csv', moto.settings)).rejects.toMatchObject({ kind: 'usage' });
});

test('an object replaced between two reads is an error, and never read half old and half new', async () => {
  await moto.put('lines', 'replaced.csv', 'old');
  const [input] = await listInputs('s3://lines/replaced.csv', moto.settings);
  expect(await text(await input!.open())).toBe('old');
  await moto.put('lines', 'replaced.csv', 'new');
  await expect(input!.open()).rejects.toMatchObject({
    kind: 'data',
    message: 's3://lines/replaced.csv was replaced while this run was reading it',
  });
});

test('a connection that breaks in the middle of an object is an error, and no half file is left', async () => {
  await moto.put('lines', 'broken.csv', Buffer.alloc(3_000_000, 'line\n'));
  const proxy = await startS3Proxy(moto.endpoint, (request) =>
    request.startsWith('GET') ? { breakAfter: 1_000, by: 'close' } : 'pass',
  );
  const folder = temporaryFolder();
  const [input] = await listInputs('s3://lines/broken.csv', { ...moto.settings, endpoint: proxy.endpoint });
  await expect(spool(input!, folder)).rejects.toMatchObject({
    message: expect.stringContaining('s3://lines/broken.csv'),
  });
  await expect(spool(input!, folder)).rejects.toBeInstanceOf(RecompraError);
  expect(readdirSync(folder)).toEqual([]);
  await proxy.stop();
});

test('spooling streams an object to disk and hashes it on the way', async () => {
  const body = Buffer.alloc(3_000_000, 'line\n');
  await moto.put('lines', 'large.csv.gz', body);
  const [input] = await listInputs('s3://lines/large.csv.gz', moto.settings);
  const folder = temporaryFolder();
  const spooled = await spool(input!, folder);
  expect(spooled).toMatchObject({ name: 's3://lines/large.csv.gz', bytes: 3_000_000 });
  expect(spooled.sha256).toBe(createHash('sha256').update(body).digest('hex'));
  expect(readFileSync(spooled.path).equals(body)).toBe(true);
  expect(basename(spooled.path)).toMatch(/large\.csv\.gz$/);
});

test('a local file is hashed where it lies', async () => {
  const folder = temporaryFolder({ 'a.csv': 'abc' });
  const [input] = await listInputs(`${folder}/a.csv`, moto.settings);
  expect(await spool(input!, '/nowhere')).toEqual({
    name: `${folder}/a.csv`,
    path: `${folder}/a.csv`,
    bytes: 3,
    // FIPS 180-2, appendix B.1
    sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  });
});

test('an endpoint that does not answer is named with what to do', async () => {
  const settings = { ...moto.settings, endpoint: 'http://127.0.0.1:9' };
  await expect(listInputs('s3://lines/2014/10.csv', settings)).rejects.toMatchObject({
    kind: 'unexpected',
    message: expect.stringContaining('does not answer'),
    remedy: expect.stringContaining('--s3-endpoint'),
  });
});
