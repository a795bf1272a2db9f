import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Metafile } from 'esbuild';
import { beforeAll, expect, test } from 'vitest';
import { bundle, FUNCTIONS, type FunctionName } from '../../deploy/bundle';

const ROOT = resolve(__dirname, '../..');
const outDir = join(tmpdir(), `recompra-bundle-${process.pid}`, 'task');
let metafiles: Record<FunctionName, Metafile>;

beforeAll(async () => {
  metafiles = await bundle({ outDir, architecture: process.arch as 'x64' | 'arm64' });
});

const inputs = (name: FunctionName): string[] => Object.keys(metafiles[name].inputs);
const rooms = (name: FunctionName): string[] =>
  [...new Set(inputs(name).flatMap((file) => /^src\/([^/]+)\//.exec(file)?.[1] ?? []))].sort();
const packages = (name: FunctionName): string[] => [
  ...new Set(inputs(name).flatMap((file) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? [])),
];

test('the ETL holds no TensorFlow and no room above the ETL but the jobs', () => {
  expect(packages('etl').filter((name) => /tensorflow|tfjs|plotly|parquetjs/.test(name))).toEqual([]);
  expect(rooms('etl')).toEqual([
    'config',
    'csv',
    'engine',
    'etl',
    'jobs',
    'lambda',
    'publication',
    'storage',
    'tables',
  ]);
});

test('predict holds TensorFlow, and neither training nor report nor command line', () => {
  expect(packages('predict')).toContain('@tensorflow/tfjs-backend-wasm');
  expect(rooms('predict').filter((name) => ['training', 'report', 'cli'].includes(name))).toEqual([]);
  expect(packages('predict').filter((name) => /plotly|parquetjs|commander/.test(name))).toEqual([]);
});

test.each(FUNCTIONS)('%s is made of production packages alone', (name) => {
  const { packages: locked } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  const dev = packages(name).filter((used) => locked[`node_modules/${used}`]?.dev === true);
  expect(dev).toEqual([]);
  expect(packages(name).length).toBeGreaterThan(5);
});

test.each(FUNCTIONS)('%s needs nothing from outside its folder but Node', (name) => {
  const outputs = Object.values(metafiles[name].outputs).flatMap((output) => output.imports);
  const outside = outputs.filter(({ external }) => external).map(({ path }) => path);
  const { builtinModules } = createRequire(__filename)('node:module') as typeof import('node:module');
  const foreign = outside.filter((path) => !path.startsWith('node:') && !builtinModules.includes(path));
  const allowed =
    /^(@duckdb\/node-bindings-[a-z0-9-]+\/duckdb\.node|tfjs-node-native|encoding|@tensorflow\/tfjs-backend-wasm\/package\.json)$/;
  // What drives a cluster stays out: a function is one machine, and asked for Spark it says so.
  const ofClusters = ['../../engine/spark/spark', '../../engine/spark/spark-on-emr', './scoring/predict-on-workers'];
  const inputs = Object.values(metafiles[name].outputs).flatMap((output) => Object.keys(output.inputs));
  expect(inputs.filter((path) => /engine\/spark|client-emr/.test(path))).toEqual([]);
  expect(foreign.filter((path) => !allowed.test(path) && !ofClusters.includes(path))).toEqual([]);
});

test('both architectures of Lambda have their engine in the lock file, with a hash', () => {
  const { packages: locked } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  for (const architecture of ['x64', 'arm64']) {
    const entry = locked[`node_modules/@duckdb/node-bindings-linux-${architecture}`];
    expect(entry).toMatchObject({ cpu: [architecture], libc: ['glibc'], integrity: expect.stringMatching(/^sha512-/) });
  }
});

test('the folder holds the bundles, one engine and the WebAssembly, and no more', () => {
  const files = readdirSync(outDir, { recursive: true })
    .map(String)
    .filter((file) => statSync(join(outDir, file)).isFile());
  const native = files.filter((file) => file.startsWith('node_modules'));
  expect(native.map((file) => file.split('/').at(-1)).sort()).toEqual([
    'duckdb.node',
    'libduckdb.so',
    'package.json',
    'package.json',
    'tfjs-backend-wasm-simd.wasm',
    'tfjs-backend-wasm.wasm',
  ]);
});
