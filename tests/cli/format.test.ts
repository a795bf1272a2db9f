import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { settingsSchema } from '../../src/config/settings';
import { verifyRun } from '../../src/publication/manifest/run-manifest';
import { temporaryFolder } from '../storage/temporary-folder';
import { purchaseLines, recompra } from './recompra';

test('run writes its predictions as CSV too, beside the Parquet that a review reads', async () => {
  const folder = temporaryFolder({ 'data.csv': purchaseLines(6), 'more.csv': purchaseLines(6, 9) });
  const at = (...parts: string[]) => join(folder, ...parts);
  const run = (name: string, ...more: string[]) =>
    recompra(['run', '-i', at('data.csv'), '-o', at(name), '-q', ...more]);
  expect(await run('csv', '--format', 'csv')).toMatchObject({ code: 0, stderr: '' });
  expect(await run('plain')).toMatchObject({ code: 0, stderr: '' });
  const { outputs } = await verifyRun(at('csv'), settingsSchema.parse({}).s3);
  for (const name of ['predicciones_clientes', 'predicciones_detalle', 'top_productos']) {
    const found = ['parquet', 'csv'].map((type) => outputs.find((output) => output.name === `${name}.${type}`)!);
    expect(found[0]!.rows).toBe(found[1]!.rows);
    expect(
      readFileSync(at('csv', `${name}.csv`), 'utf8')
        .trimEnd()
        .split('\n'),
    ).toHaveLength(found[0]!.rows! + 1);
  }
  expect(readFileSync(at('csv', 'metrics.json'), 'utf8')).toBe(readFileSync(at('plain', 'metrics.json'), 'utf8'));
  const reviewed = await recompra([
    'review',
    ...['--predictions', at('csv'), '-i', at('more.csv'), '-o', at('review'), '-q'],
  ]);
  expect(reviewed).toMatchObject({ code: 0, stderr: '' });
  expect(reviewed.stdout).toContain('6 of 6 customers');
  // Without the option the CSV of before would be taken for these predictions.
  expect(await run('csv')).toMatchObject({ code: 0, stderr: '' });
  const after = await verifyRun(at('csv'), settingsSchema.parse({}).s3);
  expect(after.outputs.map(({ name }) => name)).not.toContain('predicciones_clientes.csv');
});
