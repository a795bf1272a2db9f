import { mkdirSync, mkdtempSync, readFileSync, renameSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { type Architecture, bundle } from '../../deploy/bundle';
import { unpackPackage } from './build-tools';
import { ROOT } from './page-commands';

/** Machine numbers of ELF: the two bytes at 18. Source: System V ABI, e_machine. */
const MACHINES: Record<Architecture, number> = { x64: 0x3e, arm64: 0xb7 };
/** What Amazon Linux 2023 has: glibc 2.34, and libstdc++ of GCC 11. */
const NEWEST_GLIBC = 34;
const NEWEST_GLIBCXX = 29;

let installed: Record<Architecture, string>;

beforeAll(() => {
  installed = { x64: packagesFor('x64'), arm64: packagesFor('arm64') };
});

/** A node_modules as npm makes it on a machine of this architecture, as far as the bundle takes from it. */
function packagesFor(architecture: Architecture): string {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  const name = `@duckdb/node-bindings-linux-${architecture}`;
  const folder = mkdtempSync(join(tmpdir(), 'recompra-packages-'));
  const unpacked = unpackPackage(`${name}@${packages[`node_modules/${name}`].version}`, folder);
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  renameSync(unpacked, join(folder, name));
  symlinkSync(join(ROOT, 'node_modules/@tensorflow'), join(folder, '@tensorflow'));
  return folder;
}

const newest = (binary: string, symbol: string): number =>
  Math.max(...[...binary.matchAll(new RegExp(`${symbol}(\\d+)`, 'g'))].map(([, version]) => Number(version)));

test.each(['x64', 'arm64'] as const)(
  '/var/task for %s has an engine of that machine, old enough for Amazon Linux',
  async (architecture) => {
    const outDir = join(mkdtempSync(join(tmpdir(), 'recompra-task-')), 'task');
    await bundle({ outDir, architecture, packages: installed[architecture] });
    for (const file of ['duckdb.node', 'libduckdb.so']) {
      const bytes = readFileSync(join(outDir, `node_modules/@duckdb/node-bindings-linux-${architecture}`, file));
      expect(bytes.subarray(0, 4).toString('latin1')).toBe('\x7fELF');
      expect(bytes.readUInt16LE(18)).toBe(MACHINES[architecture]);
      const text = bytes.toString('latin1');
      expect(newest(text, 'GLIBC_2\\.')).toBeLessThanOrEqual(NEWEST_GLIBC);
      expect(newest(text, 'GLIBCXX_3\\.4\\.')).toBeLessThanOrEqual(NEWEST_GLIBCXX);
    }
  },
);
