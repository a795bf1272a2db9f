import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { settingsSchema } from '../../src/config/settings';
import { verifyRun } from '../../src/publication/manifest/run-manifest';
import { temporaryFolder } from '../storage/temporary-folder';
import { purchaseLines, recompra } from './recompra';

const { s3 } = settingsSchema.parse({});

function inputFolder(): string {
  return temporaryFolder({ 'data.csv': purchaseLines(3) });
}

test('etl publishes its three files and says what it found', async () => {
  const folder = inputFolder();
  const output = join(folder, 'new/out');
  const { code, stdout, stderr } = await recompra(['etl', '--input', join(folder, 'data.csv'), '--output', output]);
  expect(stderr).toMatch(/^purchases: \d+\.\d s$/m);
  expect(stdout).toContain('36 in, 36 kept, 0 rejected');
  expect(stdout).toContain('3, of which 3 recurrent');
  expect(code).toBe(0);
  expect(readdirSync(output).sort()).toEqual(['clientes_recurrentes.parquet', 'rechazos.parquet', 'run.json']);
  const manifest = await verifyRun(output, s3);
  expect(manifest).toMatchObject({ command: 'etl', asOf: '2014-01-26', inputs: [{ name: join(folder, 'data.csv') }] });
  expect(manifest.outputs.map(({ rows }) => rows)).toEqual([36, 0]);
});

test('--json gives one object on stdout, --quiet keeps stderr empty', async () => {
  const folder = inputFolder();
  const args = ['etl', '--input', join(folder, 'data.csv'), '--output', join(folder, 'out'), '--json', '--quiet'];
  const { stdout, stderr } = await recompra(args);
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toMatchObject({
    output: join(folder, 'out'),
    etl: { linesIn: 36, recurrentCustomers: 3 },
  });
});

test('settings come from the environment and the config file as well', async () => {
  const folder = inputFolder();
  const config = { output: join(folder, 'out'), recurrence: { minProducts: 11 } };
  writeFileSync(join(folder, 'recompra.config.json'), JSON.stringify(config));
  const { code, stderr } = await recompra(['etl', '-q'], { cwd: folder, env: { RECOMPRA_INPUT: 'data.csv' } });
  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(await verifyRun(join(folder, 'out'), s3)).toMatchObject({ settings: { recurrence: { minProducts: 11 } } });
});

test('a rejected line is told with its remedy, and where it is kept, with --quiet too', async () => {
  const latin1 = Buffer.from(`${purchaseLines(3)}2014-01-26,Mu\xf1oz,bread,1,20\n`, 'latin1');
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'data.csv'), latin1);
  const args = ['etl', '--input', join(folder, 'data.csv'), '--output', join(folder, 'out')];
  const shown = await recompra(args);
  expect(shown.code).toBe(0);
  expect(shown.stderr).toMatch(/warning: 1 line was rejected as codificacion .*--encoding latin1/);
  expect(shown.stdout).toContain(`${join(folder, 'out')}/rechazos.parquet   1 row\n`);
  const quiet = await recompra([...args, '-q']);
  expect(quiet.stderr).toBe('');
  expect(quiet.stdout).toMatch(/warning: 1 line was rejected as codificacion/);
  expect(JSON.parse((await recompra([...args, '-q', '--json'])).stdout).warnings).toHaveLength(1);
});

test('a second run beside its own outputs reads the purchase lines alone', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'data.csv.gz'), gzipSync(purchaseLines(3)));
  for (let turn = 0; turn < 2; turn += 1) {
    const { stdout } = await recompra(['etl', '--input', folder, '--output', folder, '-q']);
    expect(stdout).toContain('36 in, 36 kept');
  }
});

test.each([
  ['a file', (folder: string) => join(folder, 'data.csv')],
  ['below a file', (folder: string) => join(folder, 'data.csv/out')],
  ['where nothing can be created', () => '/proc/recompra'],
])('an output that is %s is a usage error before anything is read', async (_, place) => {
  const folder = inputFolder();
  const { code, stderr } = await recompra(['etl', '--input', join(folder, 'data.csv'), '--output', place(folder)]);
  expect(code).toBe(2);
  expect(stderr).toContain(place(folder));
  expect(stderr).not.toContain('reading');
});

test('an input that is no table of purchase lines is a data error, and nothing is published', async () => {
  const folder = temporaryFolder({ 'data.csv': 'a,b\n1,2\n' });
  const { code, stderr } = await recompra([
    'etl',
    '--input',
    join(folder, 'data.csv'),
    '--output',
    join(folder, 'out'),
  ]);
  expect(code).toBe(3);
  expect(stderr).toContain('what to do:');
  expect(readdirSync(folder)).toEqual(['data.csv']);
});

test('predicting without a model is a model error', async () => {
  const folder = inputFolder();
  const args = ['predict', '--input', join(folder, 'data.csv'), '--output', join(folder, 'out')];
  expect(await recompra(args)).toMatchObject({ code: 4, stderr: expect.stringContaining('model_fecha') });
});

test('--cache changes no byte of what a run makes, whether it fills the cache or reads it', async () => {
  const folder = inputFolder();
  const made = async (name: string, ...more: string[]) => {
    const output = join(folder, name);
    const { code } = await recompra(['etl', '-i', join(folder, 'data.csv'), '-o', output, '-q', ...more]);
    expect(code).toBe(0);
    const { id, inputs, counts, outputs } = JSON.parse(readFileSync(join(output, 'run.json'), 'utf8'));
    return { id, inputs, counts, outputs };
  };
  const plain = await made('plain');
  const cache = ['--cache', join(folder, 'cache')];
  expect(await made('first', ...cache)).toEqual(plain);
  expect(readdirSync(join(folder, 'cache'))).toHaveLength(1);
  expect(await made('second', ...cache)).toEqual(plain);
});
