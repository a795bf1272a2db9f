import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../storage/temporary-folder';
import { BINARY, purchaseLines, recompra } from './recompra';

const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };
const unescaped = (html: string) => html.replace(/&(amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity]!);

/** A shop's folder: lines in two files, one of another shape, and three lists. */
const shop = () => {
  const lines = purchaseLines(6).replaceAll(',', ';').split('\n');
  const half = lines.length >> 1;
  return {
    'lines/de enero/a.csv': `${lines.slice(0, half).join('\n')}\n`,
    "lines/b's.csv": `${[lines[0], ...lines.slice(half)].join('\n')}`,
    'never.txt': 'milk\n',
    'everybody.txt': 'c5\n',
    'map.csv': 'producto,nivel\nbread,BREAD\n',
  };
};

test.each([
  [
    'all that can be given',
    [
      '--exclude',
      'never.txt',
      '--exclude-customers',
      'everybody.txt',
      '--product-map',
      'map.csv',
      '--seed',
      '9',
      '--as-of',
      '2014-01-27',
      '--top',
      '2',
    ],
  ],
  ['nothing but the lines', []],
])('the command on the page, run as it stands, gives the same run: %s', async (_, options) => {
  const [folder, other] = [temporaryFolder(shop()), temporaryFolder(shop())];
  const paths = options.map((option) => (/\.(txt|csv)$/.test(option) ? join(folder, option) : option));
  const ended = await recompra(['run', '-i', join(folder, 'lines'), '-o', join(folder, 'out'), '-q', ...paths]);
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  const page = readFileSync(join(folder, 'out/reports/index.html'), 'utf8');
  const command = unescaped(/<code>(npx recompra run .*?)<\/code>/.exec(page)![1]!);
  const payloads = [...page.matchAll(/class="payload">(.*?)<\/script>/gs)].map(([, json]) => JSON.parse(json!));
  writeFileSync(join(other, 'settings.json'), payloads.find(({ file }) => file === 'settings')!.json);
  // Lists lie above the lines: the folder that holds all files is another one without them.
  const cwd = options.length > 0 ? other : join(other, 'lines');
  writeFileSync(join(cwd, 'settings.json'), readFileSync(join(other, 'settings.json')));
  execFileSync('sh', ['-c', command.replace('npx recompra', `'${process.execPath}' '${BINARY}'`)], {
    cwd,
    stdio: 'pipe',
  });
  const metrics = (place: string) => readFileSync(join(place, 'metrics.json'), 'utf8');
  expect(metrics(join(cwd, 'salida'))).toBe(metrics(join(folder, 'out')));
});

test('a list is told from data in run.json and on the page, and another list is another run', async () => {
  const folder = temporaryFolder({ 'data.csv': purchaseLines(6), 'list.csv': 'c5\n' });
  const id = async (name: string, ...options: string[]) => {
    const args = ['run', '-i', join(folder, 'data.csv'), '-o', join(folder, name), '-q', ...options];
    expect(await recompra(args)).toMatchObject({ code: 0 });
    return JSON.parse(readFileSync(join(folder, name, 'run.json'), 'utf8'));
  };
  const excluded = await id('a', '--exclude', join(folder, 'list.csv'));
  const mapped = await id('b', '--exclude-customers', join(folder, 'list.csv'));
  expect(excluded.inputs.map(({ list }: { list?: string }) => list ?? 'data')).toEqual(['data', 'exclude']);
  expect(excluded.id).not.toBe(mapped.id);
  expect(readFileSync(join(folder, 'a/reports/index.html'), 'utf8')).toContain('list.csv (--exclude)');
});
