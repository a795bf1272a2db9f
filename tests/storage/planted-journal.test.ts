import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { settingsSchema } from '../../src/config/settings';
import { openPublication } from '../../src/publication/publication';
import { machineMark } from '../../src/storage/disk/machine';
import { temporaryFolder } from './temporary-folder';

const { s3 } = settingsSchema.parse({});

interface Planted {
  /** Name of the staging folder; that of a dead run of this machine unless given. */
  folder?: string;
  journal: unknown;
  /** Further files of the staging folder. */
  files?: Record<string, string>;
}

/** A target named `out` beside other people's files, and what the next run says when it finds the staging folder. */
async function nextRunFinds({ folder = `.recompra-${machineMark()}-planted`, journal, files = {} }: Planted) {
  const around = temporaryFolder({
    'secret.txt': 'mine',
    'out/notes.txt': 'mine',
    'out/reports/index.html': 'mine',
    'out/model_fecha/manifest.json': 'mine',
  });
  const staging = join(around, 'out', folder);
  const all = { 'journal.json': typeof journal === 'string' ? journal : JSON.stringify(journal), ...files };
  for (const [name, content] of Object.entries(all)) {
    mkdirSync(dirname(join(staging, name)), { recursive: true });
    writeFileSync(join(staging, name), content);
  }
  const notes: string[] = [];
  const target = join(around, 'out');
  const publication = await openPublication({ target, workDir: around, s3, note: (text) => notes.push(text) });
  await publication.discard();
  return { around, staging, notes };
}

function placement(...names: string[]) {
  return {
    schema: 'recompra/placement',
    version: 1,
    units: names.map((name) => ({ name, replaces: false, files: [] })),
  };
}

function untouched(around: string): string[] {
  const names = ['secret.txt', 'out/notes.txt', 'out/reports/index.html', 'out/model_fecha/manifest.json'];
  return names.filter((name) => existsSync(join(around, name)) && readFileSync(join(around, name), 'utf8') === 'mine');
}

test.each<[string, unknown]>([
  ['what lies outside', placement('../secret.txt')],
  ['an absolute path', placement('/etc/hostname')],
  ['a file of others in the target', placement('notes.txt')],
  ['a folder of others', placement('reports')],
  ['an output and what lies outside', placement('metrics.json', 'model_fecha/../../secret.txt')],
  ['files in the form of an earlier version', ['../secret.txt', 'notes.txt']],
])('a journal that names %s is refused as a whole, said, and nothing is touched', async (_, journal) => {
  const { around, staging, notes } = await nextRunFinds({ journal, files: { 'old/notes.txt': 'theirs' } });
  expect(untouched(around)).toHaveLength(4);
  expect(notes).toEqual([expect.stringMatching(`${staging} was left alone: it (names|is no journal)`)]);
  expect(existsSync(join(staging, 'journal.json'))).toBe(true);
});

test('a journal of known names takes nothing that it did not place', async () => {
  const sha256 = createHash('sha256').update('theirs').digest('hex');
  const units = [
    { name: 'reports/index.html', replaces: false, files: [{ name: 'reports/index.html', bytes: 6, sha256 }] },
    { name: 'model_fecha', replaces: false, files: [{ name: 'model_fecha/manifest.json', bytes: 6, sha256 }] },
  ];
  const { around, notes } = await nextRunFinds({ journal: { schema: 'recompra/placement', version: 1, units } });
  expect(untouched(around)).toHaveLength(4);
  expect(notes).toEqual([expect.stringContaining('model_fecha was'), expect.stringContaining('index.html was')]);
});

test('a staging folder that no run of this program made is left alone, and said where it holds a journal', async () => {
  for (const folder of ['.recompra-x', '.recompra-publish']) {
    const journal = placement('model_fecha');
    const owner = { '.owner.json': JSON.stringify({ pid: 2 ** 22 + 1, host: 'x' }) };
    const { around, staging, notes } = await nextRunFinds({ folder, journal, files: owner });
    expect(untouched(around)).toHaveLength(4);
    expect(notes).toEqual([expect.stringContaining(`${staging} was left alone`)]);
  }
});

test('half a journal is that of a run that had placed nothing: it goes with its folder', async () => {
  const { around, staging } = await nextRunFinds({ journal: '{"schema":"recompra/pla' });
  expect(existsSync(staging)).toBe(false);
  expect(untouched(around)).toHaveLength(4);
});

test('what is replaced must not be reached through a link, by a run or by its undoing', async () => {
  const around = temporaryFolder({ 'elsewhere/index.html': 'mine', 'out/x': '' });
  const target = join(around, 'out');
  symlinkSync(join(around, 'elsewhere'), join(target, 'reports'));
  const publication = await openPublication({ target, workDir: around, s3 });
  writeFileSync(publication.pathFor('reports/index.html'), 'new');
  await expect(publication.publish({ command: 'report' })).rejects.toMatchObject({
    kind: 'usage',
    message: expect.stringContaining('reports is a link'),
  });
  const sha256 = createHash('sha256').update('mine').digest('hex');
  const units = [
    { name: 'reports/index.html', replaces: false, files: [{ name: 'reports/index.html', bytes: 4, sha256 }] },
  ];
  const staging = join(target, `.recompra-${machineMark()}-planted`);
  mkdirSync(staging);
  writeFileSync(join(staging, 'journal.json'), JSON.stringify({ schema: 'recompra/placement', version: 1, units }));
  await (await openPublication({ target, workDir: around, s3 })).discard();
  expect(readFileSync(join(around, 'elsewhere/index.html'), 'utf8')).toBe('mine');
  expect(lstatSync(join(target, 'reports')).isSymbolicLink()).toBe(true);
  expect(readdirSync(target)).toContain('reports');
});
