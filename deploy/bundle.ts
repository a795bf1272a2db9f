import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Metafile } from 'esbuild';
import { build } from 'esbuild';

const ROOT = resolve(__dirname, '..');

/** Handlers of the image: `etl.handler`, `predict.handler`. */
export const FUNCTIONS = ['etl', 'predict'] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

/** Architectures of Lambda, by Node's names. */
export type Architecture = 'x64' | 'arm64';

export interface BundleOptions {
  /** Folder that becomes /var/task; emptied first. */
  outDir: string;
  architecture: Architecture;
  /** Where the packages were installed; this checkout unless given. */
  packages?: string;
}

/** DuckDB's engine for one architecture: an addon and its library, which no bundler can take in. */
function enginePackage(architecture: Architecture): string {
  return `@duckdb/node-bindings-linux-${architecture}`;
}

/** WebAssembly that `predict` loads at run time; the threaded build does not start in Node. */
const WASM_PACKAGE = '@tensorflow/tfjs-backend-wasm';
const WASM_FILES = ['package.json', 'wasm-out/tfjs-backend-wasm.wasm', 'wasm-out/tfjs-backend-wasm-simd.wasm'];

/** What drives a cluster: a function is one machine, and starts without it. */
const OF_CLUSTERS = ['*/engine/spark/spark', '*/engine/spark/spark-on-emr', '*/predict-on-workers'];

/** One file a function, and beside them the native packages; what each holds is in the metafile. */
export async function bundle(options: BundleOptions): Promise<Record<FunctionName, Metafile>> {
  const { outDir, architecture, packages = join(ROOT, 'node_modules') } = options;
  rmSync(outDir, { recursive: true, force: true });
  mkdirSync(outDir, { recursive: true });
  const metafiles = await Promise.all(FUNCTIONS.map((name) => bundleFunction(name, outDir)));
  const engine = enginePackage(architecture);
  for (const file of ['package.json', 'duckdb.node', 'libduckdb.so']) copyInto(outDir, packages, engine, file);
  for (const file of WASM_FILES) copyInto(outDir, packages, WASM_PACKAGE, file);
  return Object.fromEntries(FUNCTIONS.map((name, i) => [name, metafiles[i]!])) as Record<FunctionName, Metafile>;
}

async function bundleFunction(name: FunctionName, outDir: string): Promise<Metafile> {
  const { metafile } = await build({
    entryPoints: [join(ROOT, 'src/lambda', `${name}.ts`)],
    outfile: join(outDir, `${name}.js`),
    absWorkingDir: ROOT,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    minifyWhitespace: true,
    minifySyntax: true,
    // Names stay: error types and stacks are read by people.
    keepNames: true,
    legalComments: 'linked',
    external: ['@duckdb/node-bindings-*', 'tfjs-node-native', `${WASM_PACKAGE}/package.json`, ...OF_CLUSTERS],
    metafile: true,
    logLevel: 'warning',
  });
  writeFileSync(join(outDir, `${name}.metafile.json`), JSON.stringify(metafile));
  return metafile;
}

function copyInto(outDir: string, packages: string, name: string, file: string): void {
  const target = join(outDir, 'node_modules', name, file);
  mkdirSync(dirname(target), { recursive: true });
  cpSync(join(packages, name, file), target, { dereference: true });
}

/** `tsx deploy/bundle.ts <folder> [x64|arm64]`: the content of /var/task, for this machine's architecture. */
async function main([outDir, architecture = process.arch]: string[]): Promise<void> {
  if (outDir === undefined || (architecture !== 'x64' && architecture !== 'arm64')) {
    throw new Error('usage: tsx deploy/bundle.ts <folder> [x64|arm64]');
  }
  await bundle({ outDir: resolve(outDir), architecture });
}

if (require.main === module) void main(process.argv.slice(2));
