import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { settingsSchema } from '../../src/config/settings';
import { verifyRun } from '../../src/publication/manifest/run-manifest';
import { openPublication } from '../../src/publication/publication';
import { fullMetrics } from '../report/metrics-fixture';
import { temporaryFolder } from '../storage/temporary-folder';
import { recompra } from './recompra';

const { s3 } = settingsSchema.parse({});

/** A finished run that has its figures and an old report. */
async function finishedRun(): Promise<string> {
  const target = temporaryFolder();
  const publication = await openPublication({ target, workDir: target, s3 });
  writeFileSync(publication.pathFor('metrics.json'), JSON.stringify(fullMetrics()));
  writeFileSync(publication.pathFor('reports/index.html'), 'old');
  await publication.publish({ command: 'run', seed: 42 });
  return target;
}

test('report draws the page anew beside the figures, and the run still matches its manifest', async () => {
  const folder = await finishedRun();
  const { code, stdout } = await recompra(['report', '--input', `${folder}/`]);
  expect(code).toBe(0);
  expect(stdout).toBe(`${folder}/reports/index.html\n`);
  expect(readFileSync(join(folder, 'reports/index.html'), 'utf8')).toMatch(/^<!doctype html>/);
  const manifest = await verifyRun(folder, s3);
  expect(manifest).toMatchObject({ command: 'run', seed: 42 });
  expect(manifest.outputs.map(({ name }) => name)).toEqual(['metrics.json', 'reports/index.html']);
});

test('report writes elsewhere, from metrics.json alone', async () => {
  const folder = temporaryFolder({ 'metrics.json': JSON.stringify(fullMetrics()) });
  const input = join(folder, 'metrics.json');
  expect((await recompra(['report', '--input', input, '--output', join(folder, 'out')])).code).toBe(0);
  expect((await recompra(['report', '--input', input, '--reports', join(folder, 'pages')])).code).toBe(0);
  expect(await verifyRun(join(folder, 'out'), s3)).toMatchObject({ command: 'report', run: fullMetrics().run.id });
  expect(readdirSync(join(folder, 'out/reports'))).toEqual(['index.html']);
  expect(readdirSync(join(folder, 'pages'))).toEqual(['index.html', 'run.json']);
});

test.each([
  ['no figures', {}, 'there is no metrics.json'],
  ['figures of another version', { 'metrics.json': '{"version": 0}' }, 'does not hold the figures'],
  ['figures cut short', { 'metrics.json': '{"sch' }, 'does not hold the figures'],
])('a folder with %s is a data error, and nothing is written', async (_, files, message) => {
  const folder = temporaryFolder(files as Record<string, string>);
  const { code, stderr } = await recompra(['report', '--input', folder]);
  expect(code).toBe(3);
  expect(stderr).toContain(message);
  expect(readdirSync(folder)).toEqual(Object.keys(files));
});
