import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { metricsSchema } from '../../src/evaluation/metrics-schema';
import { syntheticShop } from '../training/synthetic-shop';

const ROOT = resolve(__dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'recompra-package-'));
const at = (...parts: string[]) => join(folder, ...parts);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Without what a test runner or npm put into the environment of this process. */
const ENVIRONMENT = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(npm_|RECOMPRA_|VITEST|NODE_ENV|INIT_CWD)/.test(name)),
);

/** A command outside the checkout; packages come from npm's cache where it has them. */
async function shell(command: string, args: readonly string[], cwd = folder) {
  const env = {
    ...ENVIRONMENT,
    npm_config_prefer_offline: 'true',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
  };
  return promisify(execFile)(command, [...args], { cwd, env, maxBuffer: 64 << 20 });
}

let tarball: string;
const MANIFEST = readFileSync(join(ROOT, 'package.json'), 'utf8');

beforeAll(async () => {
  await shell('npm', ['pack', '--silent', '--pack-destination', folder], ROOT);
  tarball = at(readdirSync(folder).find((name) => name.endsWith('.tgz'))!);
  const lines = syntheticShop({ customers: 30, days: 120, seed: 7 }).map((line) => line.join(','));
  writeFileSync(at('data.csv'), ['fecha_compra,usuario,producto,cantidad,precio', ...lines].join('\n'));
});

test('the package holds the program, its types and licence, and nothing of tests, data or notebooks', async () => {
  const { stdout } = await shell('tar', ['tzf', tarball]);
  const files = stdout.trim().split('\n');
  for (const name of ['package.json', 'README.md', 'LICENSE', 'dist/library/index.js', 'dist/library/index.d.ts'])
    expect(files).toContain(`package/${name}`);
  expect(readFileSync(join(ROOT, 'package.json'), 'utf8')).toBe(MANIFEST);
  expect(files.filter((name) => /\/(tests|data|notebooks|bench|reports|deploy|\.cache|\.ci)\//.test(name))).toEqual([]);
});

test('npx --package recompra-*.tgz recompra run … works outside the checkout', async () => {
  const words = ['--yes', '--package', tarball, 'recompra', 'run', '-i', 'data.csv', '-o', 'out', '--json', '-q'];
  const { stdout } = await shell('npx', words);
  expect(JSON.parse(stdout)).toMatchObject({ schema: 'recompra/summary', output: 'out', customers: { all: 30 } });
  expect(existsSync(at('out', 'run.json'))).toBe(true);
  metricsSchema.parse(JSON.parse(readFileSync(at('out', 'metrics.json'), 'utf8')));
});

test('installed into a project, its functions can be called, with types that a strict project takes', async () => {
  writeFileSync(at('package.json'), JSON.stringify({ name: 'shop', version: '1.0.0', private: true }));
  await shell('npm', ['install', '--omit=dev', tarball]);
  writeFileSync(
    at('compare.ts'),
    `import { compareDates, openPurchases, settingsFrom, type Metrics } from 'recompra';
export async function main(): Promise<void> {
  const purchases = await openPurchases(settingsFrom({ input: 'data.csv' }));
  const { models, horizonDays } = await compareDates(purchases, {
    models: ['global-median'],
    baselines: [{ name: 'in-a-week', days: () => 7 }],
    features: [{ name: 'days-bought', value: (customer) => customer.purchaseDays().length }],
  });
  await purchases.close();
  process.stdout.write(JSON.stringify({ horizonDays, names: models.map(({ model }) => model) }));
}
export type Figures = Metrics['nextPurchase'];
void main();
`,
  );
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
  const strict = ['--strict', '--module', 'nodenext', '--target', 'es2022', '--skipLibCheck', '--types', 'node'];
  const typeRoots = ['--typeRoots', join(ROOT, 'node_modules/@types')];
  await shell(process.execPath, [compiler, ...strict, ...typeRoots, 'compare.ts']);
  const { stdout } = await shell(process.execPath, ['compare.js']);
  const { horizonDays, names } = JSON.parse(stdout);
  expect(horizonDays).toBeGreaterThanOrEqual(7);
  expect(names).toEqual(['global-median', 'mean-gap', 'gradient-boosting + days-bought', 'in-a-week']);
});

test('its predict writes the page of customers as the command does, unless told not to', async () => {
  const job = (output: string, more: string) =>
    `predict({ input: 'data.csv', model: 'out/model_fecha', output: '${output}'${more} })`;
  const script = `const { predict } = require('recompra');
${job('today', '')}.then(({ page }) => ${job('bare', ', customers: false')}.then((bare) => console.log(JSON.stringify([page, bare.page]))))`;
  const { stdout } = await shell(process.execPath, ['-e', script]);
  expect(JSON.parse(stdout)).toEqual([expect.stringContaining('today/reports/clientes.html'), null]);
  expect(existsSync(at('today', 'reports/clientes.html'))).toBe(true);
});

test('what is not exported cannot be required', async () => {
  const script = "try { require('recompra/dist/jobs/run-everything') } catch (e) { process.stdout.write(e.code) }";
  expect((await shell(process.execPath, ['-e', script])).stdout).toBe('ERR_PACKAGE_PATH_NOT_EXPORTED');
});
