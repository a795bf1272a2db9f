import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { settingsSchema } from '../../src/config/settings';
import { readRunManifest, verifyRun } from '../../src/publication/manifest/run-manifest';
import type { Publication } from '../../src/publication/publication';
import { openPublication } from '../../src/publication/publication';
import { cleanUpInterrupted } from '../../src/storage/disk/cleanup';
import { temporaryFolder } from './temporary-folder';

const { s3 } = settingsSchema.parse({});

const open = (target: string): Promise<Publication> => openPublication({ target, workDir: '/nowhere', s3 });

async function publish(target: string, files: Record<string, string>, facts: object = {}): Promise<void> {
  const publication = await open(target);
  for (const [name, content] of Object.entries(files)) writeFileSync(publication.pathFor(name), content);
  await publication.publish({ command: 'run', ...facts });
}

test('nothing is seen in the target until it is published, and then all of it', async () => {
  const target = join(temporaryFolder(), 'new/out');
  const publication = await open(target);
  writeFileSync(publication.pathFor('contactar.csv'), 'abc');
  writeFileSync(publication.pathFor('model_fecha/model.json'), '{}');
  writeFileSync(publication.pathFor('reports/index.html'), '<p>');
  expect(readdirSync(target).filter((name) => !name.startsWith('.'))).toEqual([]);
  await publication.publish({ command: 'run', seed: 42, rows: { 'contactar.csv': 1 } });
  expect(readdirSync(target).sort()).toEqual(['contactar.csv', 'model_fecha', 'reports', 'run.json']);
  expect(JSON.parse(readFileSync(join(target, 'run.json'), 'utf8'))).toEqual({
    schema: 'recompra/run',
    schemaVersion: 1,
    command: 'run',
    seed: 42,
    outputs: [
      // FIPS 180-2, appendix B.1
      {
        name: 'contactar.csv',
        bytes: 3,
        sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
        rows: 1,
      },
      { name: 'model_fecha/model.json', bytes: 2, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      { name: 'reports/index.html', bytes: 3, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ],
  });
});

test('files of the same name are replaced, the model as a whole, and others are left alone', async () => {
  const target = temporaryFolder({ 'notes.txt': 'mine', 'reports/old.html': 'mine' });
  await publish(target, { 'contactar.csv': '1', 'model_fecha/model.json': '1', 'model_fecha/shard-2.bin': '1' });
  await publish(target, { 'contactar.csv': '2', 'model_fecha/model.json': '2', 'reports/index.html': '2' });
  expect(readFileSync(join(target, 'contactar.csv'), 'utf8')).toBe('2');
  expect(readdirSync(join(target, 'model_fecha'))).toEqual(['model.json']);
  expect(readdirSync(join(target, 'reports')).sort()).toEqual(['index.html', 'old.html']);
  expect(readFileSync(join(target, 'notes.txt'), 'utf8')).toBe('mine');
  expect((await verifyRun(target, s3)).outputs.map(({ name }) => name)).toEqual([
    'contactar.csv',
    'model_fecha/model.json',
    'reports/index.html',
  ]);
});

test('a discarded publication leaves no trace, not even the folders it made', async () => {
  const folder = temporaryFolder({ 'kept.txt': '' });
  const publication = await open(join(folder, 'new/out'));
  writeFileSync(publication.pathFor('contactar.csv'), 'abc');
  await publication.discard();
  expect(readdirSync(folder)).toEqual(['kept.txt']);
});

test('an interrupted publication leaves no trace', async () => {
  const target = temporaryFolder();
  const publication = await open(target);
  writeFileSync(publication.pathFor('contactar.csv'), 'abc');
  const refused = expect(publication.publish({ command: 'run' })).rejects.toThrow();
  await cleanUpInterrupted();
  await refused;
  expect(readdirSync(target)).toEqual([]);
});

test('where one output cannot be placed, all is as it was before', async () => {
  const target = temporaryFolder();
  await publish(target, { 'contactar.csv': '1', 'model_fecha/model.json': '1', 'top_productos.parquet': '1' });
  const before = readFileSync(join(target, 'run.json'), 'utf8');
  mkdirSync(join(target, 'features.parquet'));
  const failure = publish(target, {
    'contactar.csv': '2',
    'features.parquet': '2',
    'model_fecha/model.json': '2',
    'top_productos.parquet': '2',
  });
  await expect(failure).rejects.toMatchObject({
    kind: 'usage',
    message: expect.stringContaining('features.parquet is a folder'),
  });
  expect(readFileSync(join(target, 'contactar.csv'), 'utf8')).toBe('1');
  expect(readFileSync(join(target, 'run.json'), 'utf8')).toBe(before);
  expect(readdirSync(target).sort()).toEqual([
    'contactar.csv',
    'features.parquet',
    'model_fecha',
    'run.json',
    'top_productos.parquet',
  ]);
  await verifyRun(target, s3);
});

test('where renaming fails half-way, what was placed is taken back', async () => {
  const target = temporaryFolder();
  await publish(target, { 'contactar.csv': '1', 'model_fecha/model.json': '1' });
  writeFileSync(join(target, 'reports'), 'a file where a folder must be');
  const failure = publish(target, {
    'contactar.csv': '2',
    'features.parquet': '2',
    'model_fecha/model.json': '2',
    'reports/index.html': '2',
  });
  await expect(failure).rejects.toMatchObject({ kind: 'usage' });
  expect(readFileSync(join(target, 'contactar.csv'), 'utf8')).toBe('1');
  expect(readFileSync(join(target, 'model_fecha/model.json'), 'utf8')).toBe('1');
  expect(existsSync(join(target, 'features.parquet'))).toBe(false);
  await verifyRun(target, s3);
});

test('a later run that adds a report goes on listing what it left alone', async () => {
  const target = temporaryFolder();
  await publish(target, { 'contactar.csv': '1', 'reports/index.html': '1' }, { seed: 42 });
  const { outputs, ...facts } = await readRunManifest(target, s3);
  const publication = await open(target);
  writeFileSync(publication.pathFor('reports/index.html'), 'longer');
  await publication.publish(facts, { keep: outputs });
  const manifest = await verifyRun(target, s3);
  expect(manifest).toMatchObject({ command: 'run', seed: 42 });
  expect(manifest.outputs.map(({ name, bytes }) => [name, bytes])).toEqual([
    ['contactar.csv', 1],
    ['reports/index.html', 6],
  ]);
});

test.each(['/etc/passwd', '../out.csv', 'a/../../b', 'run.json', '.hidden', 'a//b', ''])(
  '%j is no name of an output',
  async (name) => {
    const publication = await open(temporaryFolder());
    expect(() => publication.pathFor(name)).toThrow('cannot be the name');
    await publication.discard();
  },
);

test.each([
  ['a file', 'file.txt'],
  ['below a file', 'file.txt/out'],
])('a target that is %s is a usage error before any work', async (_, name) => {
  const folder = temporaryFolder({ 'file.txt': '' });
  await expect(open(join(folder, name))).rejects.toMatchObject({
    kind: 'usage',
    message: expect.stringContaining(name),
  });
});

test('a target where nothing can be created is a usage error, not an endless wait', async () => {
  await expect(open('/proc/recompra/out')).rejects.toMatchObject({ kind: 'usage' });
});

test('a target named relative to the current folder, or as that folder, is taken as such', async () => {
  const folder = temporaryFolder();
  const name = relative(process.cwd(), join(folder, 'a/b'));
  await publish(name, { 'contactar.csv': '1' });
  expect(readdirSync(join(folder, 'a/b')).sort()).toEqual(['contactar.csv', 'run.json']);
  const discarded = await open(relative(process.cwd(), join(folder, 'c/d')));
  await discarded.discard();
  expect(readdirSync(folder)).toEqual(['a']);
});

test('a run is verified by the bytes of its files', async () => {
  const target = temporaryFolder();
  await publish(target, { 'contactar.csv': 'abc', 'features.parquet': 'abc', 'metrics.json': 'abc' });
  writeFileSync(join(target, 'contactar.csv'), 'abd');
  writeFileSync(join(target, 'features.parquet'), 'ab');
  const failure = await verifyRun(target, s3).catch((error) => error);
  expect(failure.kind).toBe('data');
  expect(failure.lines).toEqual([
    expect.stringMatching(/^contactar\.csv: expected SHA-256 ba7816bf/),
    'features.parquet: expected 3 bytes, found 2',
  ]);
});

test('a folder without run.json is no finished run', async () => {
  const target = temporaryFolder({ 'contactar.csv': '' });
  await expect(readRunManifest(target, s3)).rejects.toMatchObject({
    kind: 'data',
    message: expect.stringContaining('no finished run'),
  });
});

test('published files have the permissions of any new file, not those of the staging folder', async () => {
  const target = temporaryFolder();
  await publish(target, { 'contactar.csv': '1', 'model_fecha/model.json': '1' });
  writeFileSync(join(target, 'ordinary'), '');
  expect(statSync(join(target, 'contactar.csv')).mode).toBe(statSync(join(target, 'ordinary')).mode);
  expect(statSync(join(target, 'model_fecha')).mode & 0o077).not.toBe(0);
});
