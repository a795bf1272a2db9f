import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = resolve(__dirname, '..');
const read = (name: string) => readFileSync(join(ROOT, name), 'utf8');

test('SECURITY.md reviews every production dependency, and no other', () => {
  const { dependencies, optionalDependencies } = JSON.parse(read('package.json'));
  const section = read('SECURITY.md').split('## Production dependencies')[1]!;
  const reviewed = [...section.matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name!);
  expect(reviewed.sort()).toEqual([...Object.keys(dependencies), ...Object.keys(optionalDependencies)].sort());
});

test('no production package but the bundler and a polyfill wants to run a script at its installation', () => {
  const { packages } = JSON.parse(read('package-lock.json'));
  const scripts = Object.entries<{ dev?: boolean; optional?: boolean; hasInstallScript?: boolean }>(packages)
    .filter(([, entry]) => entry.hasInstallScript && !entry.dev && !entry.optional)
    .map(([path]) => path);
  expect(scripts).toEqual(['node_modules/core-js', 'node_modules/esbuild']);
});

test('every package of the lock file has a hash, its own or that of the one that bundles it', () => {
  const { packages } = JSON.parse(read('package-lock.json'));
  const bare = Object.entries<{ link?: boolean; inBundle?: boolean; integrity?: string }>(packages)
    .filter(
      ([path, entry]) =>
        path.startsWith('node_modules/') && !entry.link && !entry.inBundle && entry.integrity === undefined,
    )
    .map(([path]) => path);
  expect(bare).toEqual([]);
});
