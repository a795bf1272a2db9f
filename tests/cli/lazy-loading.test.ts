import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const ROOT = resolve(__dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'recompra-loaded-'));
const hook = join(folder, 'hook.cjs');
const found = join(folder, 'found.json');
writeFileSync(
  hook,
  `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(found)}, JSON.stringify(Object.keys(require.cache))));`,
);
// The first start after a change compiles, and loads the compiler.
beforeAll(() => void packagesLoadedBy('--help'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Packages of node_modules that a command line loads. */
function packagesLoadedBy(...line: string[]): string[] {
  execFileSync(process.execPath, ['--require', hook, join(ROOT, 'src/cli/recompra.cjs'), ...line], { stdio: 'ignore' });
  const files: string[] = JSON.parse(readFileSync(found, 'utf8'));
  const names = files.flatMap((file) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []);
  return [...new Set(names)].sort();
}

test('the help loads what parses the command line', () => {
  expect(packagesLoadedBy('--help')).toEqual(['commander']);
  expect(packagesLoadedBy('run', '--help')).toEqual(['commander']);
});

test('the ETL loads DuckDB and no TensorFlow', () => {
  const lines = join(ROOT, 'data/sample/data.csv.gz');
  const loaded = packagesLoadedBy('etl', '--input', lines, '--output', join(folder, 'out'));
  expect(loaded).toContain('@duckdb/node-api');
  expect(loaded.filter((name) => /tensorflow|tfjs/.test(name))).toEqual([]);
});

test('a command loads its job, a job what needs TensorFlow or Spark; all else is imported', () => {
  const needsTensorflow = ['training/', 'models/', 'predict/prediction-tables', 'products/recommenders'];
  const needsSpark = ['engine/spark/spark', 'scoring/predict-on-workers'];
  const files = readdirSync(join(ROOT, 'src/jobs'), { recursive: true, encoding: 'utf8' });
  const required = files
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) =>
      [...readFileSync(join(ROOT, 'src/jobs', name), 'utf8').matchAll(/require\('(?:\.\.?\/)+([^']+)'\)/g)].map(
        ([, to]) => to!,
      ),
    );
  expect(required.filter((to) => ![...needsTensorflow, ...needsSpark].some((start) => to.startsWith(start)))).toEqual(
    [],
  );
  const commands = readdirSync(join(ROOT, 'src/cli/commands')).flatMap((name) =>
    [...readFileSync(join(ROOT, 'src/cli/commands', name), 'utf8').matchAll(/require\('([^']+)'\)/g)].map(
      ([, to]) => to!,
    ),
  );
  expect(commands.filter((to) => !/^\.\.\/(\.\.\/jobs|checks)\//.test(to))).toEqual([]);
  expect(commands.length).toBeGreaterThan(9);
});
