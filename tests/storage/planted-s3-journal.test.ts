import { writeFileSync } from 'node:fs';
import {
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyRun } from '../../src/publication/manifest/run-manifest';
import { openPublication } from '../../src/publication/publication';
import { JOURNAL_NAME } from '../../src/publication/s3/publish-journal';
import type { Moto } from './moto';
import { startMoto } from './moto';
import { temporaryFolder } from './temporary-folder';

let moto: Moto;

beforeAll(async () => {
  moto = await startMoto();
  await moto.createBucket('out');
});

afterAll(() => moto.stop());

const open = (prefix: string) =>
  openPublication({ target: `s3://out/${prefix}`, workDir: temporaryFolder(), s3: moto.settings });

async function publish(
  prefix: string,
  files: Record<string, string>,
  facts: { command: string; [fact: string]: unknown },
) {
  const publication = await open(prefix);
  for (const [name, content] of Object.entries(files)) writeFileSync(publication.pathFor(name), content);
  return publication.publish(facts);
}

/** An upload that only has to be completed to replace what is at its key. */
async function waiting(key: string) {
  const address = { Bucket: 'out', Key: key };
  const { UploadId } = await moto.client.send(new CreateMultipartUploadCommand(address));
  const { ETag } = await moto.client.send(
    new UploadPartCommand({ ...address, UploadId, PartNumber: 1, Body: 'theirs' }),
  );
  return { key, uploadId: UploadId!, bytes: 6, sha256: '0'.repeat(64), parts: [{ PartNumber: 1, ETag: ETag! }] };
}

async function plant(prefix: string, keys: string[], wholeFolders: string[]): Promise<void> {
  const uploads = await Promise.all(keys.map(waiting));
  const schema = { schema: 'recompra/publish-journal', version: 1, state: 'pending', id: 'planted' };
  await moto.put('out', prefix + JOURNAL_NAME, JSON.stringify({ ...schema, uploads, wholeFolders }));
}

async function keysAndContents(): Promise<string[]> {
  const { Contents = [] } = await moto.client.send(new ListObjectsV2Command({ Bucket: 'out' }));
  const read = async (Key: string) =>
    (await moto.client.send(new GetObjectCommand({ Bucket: 'out', Key }))).Body!.transformToString();
  return Promise.all(Contents.map(async ({ Key }) => `${Key} ${await read(Key!)}`));
}

test.each<[string, (prefix: string) => [string[], string[]]]>([
  ['keys beside the prefix', (prefix) => [['foreign.txt', `${prefix}run.json`], []]],
  [
    'keys that only begin like the prefix',
    (prefix) => [[`${prefix.slice(0, -1)}-2/metrics.json`, `${prefix}run.json`], []],
  ],
  ['objects of others below it', (prefix) => [[`${prefix}notes.txt`, `${prefix}run.json`], []]],
  ['keys that lead out of it', (prefix) => [[`${prefix}model_fecha/../../foreign.txt`, `${prefix}run.json`], []]],
  ['no run.json at the end', (prefix) => [[`${prefix}run.json`, `${prefix}metrics.json`], []]],
  ['folders of others', (prefix) => [[`${prefix}run.json`], ['raw']]],
  ['the folder above', (prefix) => [[`${prefix}run.json`], ['..']]],
  ['all of the prefix', (prefix) => [[`${prefix}run.json`], ['']]],
])('a planted journal that names %s is refused as a whole, and said', async (what, planted) => {
  const prefix = `planted/${what.replaceAll(' ', '-')}/`;
  await moto.put('out', 'foreign.txt', 'mine');
  await moto.put('out', `${prefix}notes.txt`, 'mine');
  await moto.put('out', `${prefix}raw/lines.csv`, 'mine');
  await plant(prefix, ...planted(prefix));
  const before = await keysAndContents();
  await expect(open(prefix)).rejects.toMatchObject({
    kind: 'data',
    message: expect.stringMatching(/\.recompra-publish\.json names ".*", which is no output of this program below it/),
    remedy: expect.stringContaining('delete the object'),
  });
  expect(await keysAndContents()).toEqual(before);
});

test("predictions below a run's prefix leave its other objects listed, and a repetition changes nothing", async () => {
  await publish('both', { 'metrics.json': 'run', 'predicciones_clientes.parquet': 'run' }, { command: 'run', id: 'r' });
  for (const _ of [1, 2]) {
    await publish('both', { 'predicciones_clientes.parquet': 'p' }, { command: 'predict', id: 'p' });
    expect(await verifyRun('s3://out/both', moto.settings)).toMatchObject({
      command: 'predict',
      kept: [{ command: 'run', id: 'r', outputs: ['metrics.json'] }],
      outputs: [{ name: 'metrics.json' }, { name: 'predicciones_clientes.parquet' }],
    });
  }
});
