import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { removeSharedPrefix, sharedFolder } from '../../src/storage/shared/shared-folder';
import type { SharedFolder } from '../../src/storage/shared/shared-folder-interface';
import type { Moto } from './moto';
import { startMoto } from './moto';

let moto: Moto;
let folder: string;
beforeAll(async () => {
  moto = await startMoto();
  await moto.createBucket('shop');
  folder = mkdtempSync(join(tmpdir(), 'recompra-shared-'));
});
afterAll(async () => {
  await moto.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Two processes that see one folder, on S3 or on a disk. */
function two(kind: 'S3' | 'disk'): [SharedFolder, SharedFolder] {
  const address = kind === 'S3' ? 's3://shop/a b/ñ/' : join(folder, 'on disk');
  return ['one', 'two'].map((name) => sharedFolder(address, join(folder, name), moto.settings)) as [
    SharedFolder,
    SharedFolder,
  ];
}

async function share(into: SharedFolder, name: string, content: string | Buffer): Promise<void> {
  writeFileSync(await into.draft(name), content);
  await into.share(name);
}

async function keys(): Promise<string[]> {
  const { Contents = [] } = await moto.client.send(new ListObjectsV2Command({ Bucket: 'shop' }));
  return Contents.map(({ Key }) => Key!);
}

test.each(['S3', 'disk'] as const)('on %s what one shares another finds whole, a file or a folder', async (kind) => {
  const [one, two_] = two(kind);
  const large = randomBytes(9 * 2 ** 20);
  await share(one, 'rows-1/part-0.parquet', 'first');
  await share(one, 'rows-1/deep/part-1.parquet', large);
  await share(one, 'rows-10/part-0.parquet', 'another');
  const found = await two_.fetch('rows-1');
  expect(readdirSync(found).sort()).toEqual(['deep', 'part-0.parquet']);
  expect(readFileSync(join(found, 'deep/part-1.parquet')).equals(large)).toBe(true);
  expect(readFileSync(await two_.fetch('rows-10/part-0.parquet'), 'utf8')).toBe('another');
  expect(existsSync(await two_.fetch('rows-100'))).toBe(false);
});

test.each(['S3', 'disk'] as const)('on %s the second who shares a name takes the place of the first', async (kind) => {
  const [one, two_] = two(kind);
  await share(one, 'scored/7.parquet', 'by the first');
  await share(two_, 'scored/7.parquet', 'by the second');
  expect(readdirSync(await one.fetch('scored'))).toEqual(['7.parquet']);
  expect(readFileSync(await one.fetch('scored/7.parquet'), 'utf8')).toBe('by the second');
});

test.each(['S3', 'disk'] as const)(
  'on %s a removed folder is gone for all, one whose name begins alike stays',
  async (kind) => {
    const [one, two_] = two(kind);
    await share(one, 'gone/a', 'a');
    await share(one, 'gone-not/a', 'a');
    await two_.fetch('gone');
    await two_.remove('gone');
    expect(existsSync(await two_.fetch('gone'))).toBe(false);
    expect(readFileSync(await two_.fetch('gone-not/a'), 'utf8')).toBe('a');
  },
);

test.each(['shop/../../../planted', 'shop/./../../../planted', 'shop//../../../../planted'])(
  'an object %s lands nowhere outside the folder of the copies',
  async (planted) => {
    const workDir = join(folder, 'deep', 'work');
    await moto.put('shop', `w/${planted}`, 'planted');
    await moto.put('shop', 'w/shop/a', 'a');
    const found = await sharedFolder('s3://shop/w', workDir, moto.settings).fetch('shop');
    expect(readdirSync(found, { recursive: true })).toEqual(['a']);
    expect(readdirSync(folder, { recursive: true }).filter((name) => String(name).endsWith('planted'))).toEqual([]);
  },
);

test('a file that is lent stays where it is, and others find it', async () => {
  const path = join(folder, 'mine.parquet');
  writeFileSync(path, 'mine');
  const [one, other] = two('S3');
  expect(await one.lend(path, 'lent.parquet')).toBe('s3://shop/a b/ñ/lent.parquet');
  expect(readFileSync(path, 'utf8')).toBe('mine');
  expect(readFileSync(await other.fetch('lent.parquet'), 'utf8')).toBe('mine');
  expect(await two('disk')[0].lend(path, 'lent.parquet')).toBe(path);
});

test('a prefix goes with what file systems on S3 leave in it and beside it, and nothing else does', async () => {
  for (const key of ['run/1/a', 'run/1/', 'run/1/rows_$folder$', 'run/1_$folder$', 'run/10/a', 'run_$folder$']) {
    await moto.put('shop', key, 'x');
  }
  await removeSharedPrefix('s3://shop/run/1', moto.settings);
  expect((await keys()).filter((key) => key.startsWith('run'))).toEqual(['run/10/a', 'run_$folder$']);
});
