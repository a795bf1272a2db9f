import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { settingsSchema } from '../../src/config/settings';
import { readRunManifest, verifyRun } from '../../src/publication/manifest/run-manifest';
import type { Publication } from '../../src/publication/publication';
import { openPublication } from '../../src/publication/publication';
import { temporaryFolder } from './temporary-folder';

const { s3 } = settingsSchema.parse({});
const CHILD = resolve(__dirname, 'slow-publication.ts');
const FILES = ['contactar.csv', 'metrics.json', 'model_fecha/manifest.json', 'reports/index.html'];

const open = (target: string): Promise<Publication> => openPublication({ target, workDir: target, s3 });

function write(publication: Publication, files: Record<string, string>): void {
  for (const [name, content] of Object.entries(files)) writeFileSync(publication.pathFor(name), content);
}

async function publish(
  target: string,
  files: Record<string, string>,
  facts: { command: string; [fact: string]: unknown },
) {
  const publication = await open(target);
  write(publication, files);
  return publication.publish(facts);
}

const listed = async (target: string) => (await verifyRun(target, s3)).outputs.map(({ name }) => name);

test.each([1, 2, 3])(
  'two processes that publish at once, by slow renames, end as one of them, and the other says so (%i)',
  async () => {
    const target = temporaryFolder();
    const children = ['1', '2'].map((content) => ({
      content,
      child: fork(CHILD, [target, content, ...FILES], { execArgv: ['-r', 'tsx/cjs'] }),
    }));
    await Promise.all(children.map(({ child }) => once(child, 'message')));
    const ends = await Promise.all(
      children.map(async ({ content, child }) => {
        child.send('go');
        const [end] = (await once(child, 'message')) as [{ error: string | null }];
        return { content, ...end };
      }),
    );
    const [winner] = ends.filter(({ error }) => error === null);
    const [loser] = ends.filter(({ error }) => error !== null);
    expect(loser?.error).toContain(`another run has published to ${target} while this one was working`);
    expect(await verifyRun(target, s3)).toMatchObject({ content: winner!.content });
    expect(FILES.map((name) => readFileSync(join(target, name), 'utf8'))).toEqual(FILES.map(() => winner!.content));
  },
);

test('a run that is later than another, over the same files, does not replace them; the same run does', async () => {
  const target = temporaryFolder();
  const [first, second, same] = [await open(target), await open(target), await open(target)];
  for (const publication of [first, second, same]) write(publication, { 'metrics.json': '{}' });
  await first.publish({ command: 'run', id: 'a', timings: { etl: 1 } });
  await expect(second.publish({ command: 'run', id: 'b' })).rejects.toMatchObject({ transient: true });
  await same.publish({ command: 'run', id: 'a', timings: { etl: 2 } });
  expect(await verifyRun(target, s3)).toMatchObject({ id: 'a', timings: { etl: 2 } });
});

test('a report drawn again, or another command beside it, does not cost a run its work', async () => {
  const target = temporaryFolder();
  await publish(target, { 'metrics.json': '1', 'reports/index.html': '1' }, { command: 'run', id: 'old' });
  const running = await open(target);
  write(running, { 'metrics.json': '2', 'reports/index.html': '2' });
  const { outputs, ...facts } = await readRunManifest(target, s3);
  const report = await open(target);
  write(report, { 'reports/index.html': 'drawn again' });
  await report.publish(facts, { keep: outputs });
  await publish(target, { 'features.parquet': 'f' }, { command: 'features' });
  await running.publish({ command: 'run', id: 'new' });
  expect(await verifyRun(target, s3)).toMatchObject({
    id: 'new',
    kept: [{ command: 'features', outputs: ['features.parquet'] }],
  });
  expect(readFileSync(join(target, 'reports/index.html'), 'utf8')).toBe('2');
});

test.each<[string, (staged: string) => void]>([
  ['a file of it was removed', (staged) => rmSync(join(staged, 'metrics.json'))],
  ['a file of it was changed', (staged) => writeFileSync(join(staged, 'metrics.json'), '[]')],
  ['all of it was removed', (staged) => rmSync(join(staged, '..'), { recursive: true })],
  ['a file was added to it', (staged) => writeFileSync(join(staged, 'rechazos.parquet'), '')],
])('a run is not published where %s meanwhile', async (_, disturb) => {
  const target = temporaryFolder();
  const publication = await open(target);
  const path = publication.pathFor('metrics.json');
  writeFileSync(path, '{}');
  await publication.seal('metrics.json');
  write(publication, { 'reports/index.html': 'x' });
  disturb(join(path, '..'));
  await expect(publication.publish({ command: 'run' })).rejects.toMatchObject({
    kind: 'unexpected',
    message: expect.stringMatching(/was removed or changed by others before it was published/),
  });
  await expect(readRunManifest(target, s3)).rejects.toThrow('no finished run');
});

test("predictions in a run's folder leave its other files listed, with whose they are, and none of its own stale", async () => {
  const target = temporaryFolder();
  const run = {
    'metrics.json': 'run',
    'model_fecha/manifest.json': 'run',
    'predicciones_clientes.parquet': 'run',
    'predicciones_detalle.parquet': 'run',
  };
  await publish(target, run, { command: 'run', id: 'r1' });
  for (const times of [1, 2]) {
    await publish(target, { 'predicciones_clientes.parquet': `p${times}` }, { command: 'predict', id: `p${times}` });
    expect(await listed(target)).toEqual([
      'metrics.json',
      'model_fecha/manifest.json',
      'predicciones_clientes.parquet',
    ]);
    const { kept } = await readRunManifest(target, s3);
    expect(kept).toEqual([{ command: 'run', id: 'r1', outputs: ['metrics.json', 'model_fecha/manifest.json'] }]);
  }
  await publish(target, { 'metrics.json': 'new' }, { command: 'run', id: 'r2' });
  expect(await listed(target)).toEqual(['metrics.json']);
});

test('what was changed since it was listed is neither listed nor removed', async () => {
  const target = temporaryFolder();
  await publish(target, { 'metrics.json': '1', 'contactar.csv': '1' }, { command: 'run' });
  writeFileSync(join(target, 'contactar.csv'), 'called them');
  await publish(target, { 'metrics.json': '2' }, { command: 'run' });
  expect(await listed(target)).toEqual(['metrics.json']);
  expect(readFileSync(join(target, 'contactar.csv'), 'utf8')).toBe('called them');
});
