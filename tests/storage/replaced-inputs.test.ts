import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { localInput } from '../../src/storage/inputs/local-inputs';
import { REPLACEMENTS } from './replacements';
import { temporaryFolder } from './temporary-folder';

const CHILD = resolve(__dirname, 'replacing-child.ts');

test.each(Object.entries(REPLACEMENTS))(
  'a file that was %s at once after it was listed is not read',
  async (_, replace) => {
    const path = join(temporaryFolder({ 'a.csv': 'first' }), 'a.csv');
    const input = await localInput(path);
    replace(path, 'other');
    await expect(input.open()).rejects.toMatchObject({ kind: 'data', transient: true });
    expect(await text(await (await localInput(path)).open())).toBe('other');
  },
);

test('a run stops whose input is replaced in any way while it is read, or after: what was hashed was not parsed', () => {
  const folder = temporaryFolder();
  const { stdout, stderr } = spawnSync(process.execPath, ['-r', 'tsx/cjs', CHILD, folder], { encoding: 'utf8' });
  expect(stderr).toBe('');
  const { undisturbed, ['product list']: list, ...replaced } = JSON.parse(stdout) as Record<string, string>;
  expect(undisturbed).toBe('none');
  expect(list).toBe(`${join(folder, 'never.txt')} was replaced while this run was reading it`);
  const cases = ['reading', 'purchases'].flatMap((stage) => Object.keys(REPLACEMENTS).map((how) => `${stage}, ${how}`));
  const message = `${join(folder, 'b.csv')} was replaced while this run was reading it`;
  expect(replaced).toEqual(Object.fromEntries(cases.map((name) => [name, message])));
});
