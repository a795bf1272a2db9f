import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../storage/temporary-folder';
import { recompra } from './recompra';

const ROOT = resolve(__dirname, '../..');

/** Set to 1 where no file system can be mounted, as in some containers. */
const SKIP = process.env['RECOMPRA_SKIP_MOUNT_TESTS'] === '1';

/** A checkout of two sources that prints what stands in one of them. */
function checkout() {
  const folder = temporaryFolder({
    'src/cli/main.ts': "import { words } from '../words';\nexport const main = (): void => console.log(words);\n",
    'src/words.ts': "export const words: string = 'first';\n",
    'tmp/x': '',
  });
  for (const name of ['recompra.cjs', 'compiled-sources.cjs']) {
    cpSync(join(ROOT, 'src/cli', name), join(folder, 'src/cli', name));
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const env = { ...process.env, TMPDIR: join(folder, 'tmp') };
  const program = join(folder, 'src/cli/recompra.cjs');
  return {
    folder,
    run: () => spawnSync(process.execPath, [program], { env, encoding: 'utf8' }).stdout,
    runReadOnly: () => {
      const script = `mount --bind '${folder}' '${folder}' && mount -o remount,ro,bind '${folder}' && mount -t tmpfs tmpfs '${folder}/tmp' && '${process.execPath}' '${program}' && ls -A '${folder}/tmp'`;
      return spawnSync('unshare', ['--map-root-user', '--mount', 'sh', '-c', script], { env, encoding: 'utf8' });
    },
  };
}

test('what runs is what stands in src, compiled once', () => {
  const { folder, run } = checkout();
  expect(run()).toBe('first\n');
  const compiled = statSync(join(folder, 'dist/cli/main.js')).ino;
  writeFileSync(join(folder, 'src/words.ts'), "export const words: string = 'other';\n");
  expect(run()).toBe('other\n');
  expect(statSync(join(folder, 'dist/cli/main.js')).ino).toBe(compiled);
  expect(readdirSync(join(folder, 'tmp'))).toEqual(['x']);
});

test('a source that was changed with its size and time kept is compiled again', () => {
  const { folder, run } = checkout();
  const source = join(folder, 'src/words.ts');
  run();
  const { atime, mtime } = statSync(source);
  writeFileSync(source, readFileSync(source, 'utf8').replace('first', 'other'));
  utimesSync(source, atime, mtime);
  expect(run()).toBe('other\n');
});

test('a copy of a compiled checkout runs as it is', () => {
  const { folder, run } = checkout();
  run();
  const copy = checkout();
  mkdirSync(join(copy.folder, 'dist'));
  cpSync(join(folder, 'dist'), join(copy.folder, 'dist'), { recursive: true });
  const compiled = statSync(join(copy.folder, 'dist/words.js')).ino;
  expect(copy.run()).toBe('first\n');
  expect(statSync(join(copy.folder, 'dist/words.js')).ino).toBe(compiled);
});

test.skipIf(SKIP)('where nothing can be written it runs all the same, and leaves no code in a shared folder', () => {
  const { stdout, stderr, status } = checkout().runReadOnly();
  expect({ stdout, status, stderr }).toMatchObject({ stdout: 'first\n', status: 0 });
});

test('the program leaves nothing in the temporary folder, and runs nothing out of it', async () => {
  const folder = temporaryFolder({ 'tmp/x': '' });
  const { code } = await recompra(['doctor', '--quiet'], { env: { TMPDIR: join(folder, 'tmp') } });
  expect([0, 2]).toContain(code);
  expect(readdirSync(join(folder, 'tmp'))).toEqual(['x']);
});

test('npm ci compiles', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  expect(scripts['prepare']).toBe('node src/cli/compiled-sources.cjs');
  const shared = Object.values(scripts).filter(
    (script) => /\btsx\b/.test(script) && !/TSX_DISABLE_CACHE=1 tsx/.test(script),
  );
  expect(shared).toEqual([]);
});
