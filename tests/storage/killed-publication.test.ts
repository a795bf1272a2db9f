import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { settingsSchema } from '../../src/config/settings';
import { verifyRun } from '../../src/publication/manifest/run-manifest';
import { openPublication } from '../../src/publication/publication';
import { recompra } from '../cli/recompra';
import { temporaryFolder } from './temporary-folder';

const { s3 } = settingsSchema.parse({});

const open = (target: string) => openPublication({ target, workDir: target, s3 });

/** A finished run 1 in a new folder. */
async function firstRun(): Promise<string> {
  const target = temporaryFolder({ 'notes.txt': 'mine' });
  const publication = await open(target);
  for (const name of ['contactar.csv', 'model_fecha/model.json']) writeFileSync(publication.pathFor(name), '1');
  await publication.publish({ command: 'run', run: 1 });
  return target;
}

/** What a process says that publishes run 2 unless it is killed before its n-th rename. */
function publishUntilKilled(target: string, killBefore: number, links: 'links' | 'no links') {
  const script = resolve(__dirname, 'publication-child.ts');
  return spawnSync(process.execPath, ['-r', 'tsx/cjs', script, target, String(killBefore), links], {
    encoding: 'utf8',
  });
}

test.each([2, 4, 6])(
  'who reads the model after a run was killed before rename %i begins by taking it back',
  async (at) => {
    const target = await firstRun();
    publishUntilKilled(target, at, 'links');
    const args = ['predict', '--input', join(target, 'none.csv'), '--output', join(target, 'o')];
    const { code, stderr } = await recompra([...args, '--model', `${target}/model_fecha/`]);
    expect({ code, stderr }).toMatchObject({ code: 4, stderr: expect.stringContaining('it has no manifest.json') });
    expect(await verifyRun(target, s3)).toMatchObject({ run: 1 });
    expect(contents(target)).toBe('11');
    expect(readdirSync(target).sort()).toEqual(OLD_FILES);
  },
);

/** The next run of any kind: opening a publication clears what dead runs left. */
async function nextRun(target: string): Promise<void> {
  await (await open(target)).discard();
}

function contents(target: string): string {
  return ['contactar.csv', 'model_fecha/model.json'].map((name) => readFileSync(join(target, name), 'utf8')).join('');
}

const OLD_FILES = ['contactar.csv', 'model_fecha', 'notes.txt', 'run.json'];

test.each([
  [1, 'links'],
  [2, 'links'],
  [3, 'links'],
  [4, 'links'],
  [5, 'links'],
  [6, 'links'],
  [3, 'no links'],
  [7, 'no links'],
] as const)('a run killed before rename %i (%s) leaves the outputs of the run before it', async (killBefore, links) => {
  const target = await firstRun();
  const { signal } = publishUntilKilled(target, killBefore, links);
  expect(signal).toBe('SIGKILL');
  await nextRun(target);
  expect(await verifyRun(target, s3)).toMatchObject({ run: 1 });
  expect(contents(target)).toBe('11');
  expect(readdirSync(target).sort()).toEqual(OLD_FILES);
});

test('a run that is not killed before its last rename leaves its own outputs', async () => {
  const target = await firstRun();
  expect(publishUntilKilled(target, 7, 'links')).toMatchObject({ status: 0, stdout: '6 renames\n' });
  expect(await verifyRun(target, s3)).toMatchObject({ run: 2 });
  expect(contents(target)).toBe('22');
  expect(readdirSync(target).sort()).toEqual([...OLD_FILES, 'revision.json'].sort());
});

test('between two renames the folder does not pass for a finished run', async () => {
  const target = await firstRun();
  publishUntilKilled(target, 3, 'links');
  await expect(verifyRun(target, s3)).rejects.toMatchObject({ message: expect.stringContaining('no finished run') });
});

test('a run that died is not taken back over a later one that finished', async () => {
  const target = await firstRun();
  const live = await open(target);
  publishUntilKilled(target, 5, 'links');
  for (const name of ['contactar.csv', 'model_fecha/model.json']) writeFileSync(live.pathFor(name), '3');
  await live.publish({ command: 'run', run: 3 });
  await nextRun(target);
  expect(await verifyRun(target, s3)).toMatchObject({ run: 3 });
  expect(contents(target)).toBe('33');
});

test('the staging of a run that still works is left alone', async () => {
  const target = temporaryFolder();
  const working = await open(target);
  writeFileSync(working.pathFor('contactar.csv'), '1');
  await nextRun(target);
  await working.publish({ command: 'run' });
  expect(readFileSync(join(target, 'contactar.csv'), 'utf8')).toBe('1');
});

test('the staging of another machine is left alone', async () => {
  const target = temporaryFolder();
  const staging = join(target, '.recompra-other');
  mkdirSync(staging);
  writeFileSync(join(staging, '.owner.json'), JSON.stringify({ pid: process.pid, host: `not-${hostname()}` }));
  await nextRun(target);
  expect(readdirSync(target)).toEqual(['.recompra-other']);
});
