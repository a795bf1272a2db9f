import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { recompra } from '../cli/recompra';
import { temporaryFolder } from '../storage/temporary-folder';
import { DIRTY_READING, dirtyWeeks } from './dirty-weeks';

const TABLES = ['predicciones_clientes', 'predicciones_detalle', 'top_productos', 'clientes_recurrentes', 'rechazos'];

test('a run on a lake predicts what a run on the files predicts, to the byte; a model of one reads the other', async () => {
  const folder = temporaryFolder();
  const at = (...names: string[]) => join(folder, ...names);
  mkdirSync(at('in'));
  for (const [name, text] of dirtyWeeks(6)) writeFileSync(at('in', name), text);
  const limit = { maxRejectedShare: 0.2 };
  writeFileSync(at('dirty.json'), JSON.stringify({ csv: { ...DIRTY_READING, ...limit } }));
  writeFileSync(at('usual.json'), JSON.stringify({ csv: limit }));
  const ends = async (command: string, input: string, output: string, config: string, more: string[] = []) => {
    const place = ['--input', at(input), '--output', at(output), '--config', at(`${config}.json`)];
    const { code, stderr } = await recompra([command, ...place, '--threads', '1', '--quiet', ...more]);
    expect([code, stderr]).toEqual([0, '']);
  };
  await ends('clean', 'in', 'lake', 'dirty');
  await ends('run', 'in', 'direct', 'dirty', ['--no-customers']);
  await ends('run', 'lake', 'laked', 'usual', ['--no-customers']);
  const made = (output: string) =>
    [...TABLES.map((name) => `${name}.parquet`), 'metrics.json'].map((name) => readFileSync(at(output, name)));
  expect(made('laked')).toEqual(made('direct'));
  await ends('predict', 'lake/clean', 'again', 'usual', [
    '--model',
    at('direct', 'model_fecha'),
    '--detail',
    '--no-customers',
  ]);
  for (const name of ['predicciones_clientes', 'predicciones_detalle', 'top_productos']) {
    expect(readFileSync(at('again', `${name}.parquet`)), name).toEqual(readFileSync(at('direct', `${name}.parquet`)));
  }
}, 60_000);
