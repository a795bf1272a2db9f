import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { settingsSchema } from '../../src/config/settings';
import { verifyRun } from '../../src/publication/manifest/run-manifest';
import { temporaryFolder } from '../storage/temporary-folder';
import { purchaseLines, recompra } from './recompra';

const manifest = (folder: string) => JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8'));

/** Files below a folder, run.json apart. */
const filesOf = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'run.json')
    .map(({ name, parentPath }) => join(parentPath, name).slice(folder.length + 1))
    .sort();

test('predict into the folder of a run keeps the files of the run listed, and leaves no stale predictions', async () => {
  const folder = temporaryFolder({ 'data.csv': purchaseLines(6), 'more.csv': purchaseLines(6, 7) });
  const out = join(folder, 'out');
  const lines = (name: string) => ['-i', join(folder, name), '-o', out, '-q'];
  expect((await recompra(['run', ...lines('data.csv')])).code).toBe(0);
  const first = manifest(out);
  expect(filesOf(out)).toEqual(expect.arrayContaining(['predicciones_clientes.parquet', 'metrics.json']));
  const predicted = await recompra([
    'predict',
    ...lines('more.csv'),
    '--model',
    join(out, 'model_fecha'),
    '--format',
    'csv',
  ]);
  expect(predicted).toMatchObject({ code: 0, stderr: '' });
  const run = await verifyRun(out, settingsSchema.parse({}).s3);
  // Everything that is there is listed with its bytes, and nothing else is there.
  expect(run.outputs.map(({ name }) => name).sort()).toEqual(filesOf(out));
  // The Parquet of the older predictions was not made anew: it would be taken for this day's.
  expect(filesOf(out)).not.toContain('predicciones_clientes.parquet');
  const own = run.outputs
    .map(({ name }) => name)
    .filter((name) => /^(predicciones|top_productos|contactar|reports\/clientes)/.test(name));
  const { kept, command } = manifest(out);
  expect(command).toBe('predict');
  expect(kept).toEqual([{ command: 'run', id: first.id, outputs: expect.arrayContaining(['metrics.json']) }]);
  const keptNames: string[] = kept[0].outputs;
  expect([...keptNames, ...own].sort()).toEqual(filesOf(out));
  for (const name of keptNames) {
    const of = ({ outputs }: { outputs: { name: string; sha256: string }[] }) => outputs.find((o) => o.name === name);
    expect(of(run as never)).toEqual(of(first));
  }
});
