import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recompra } from '../cli/recompra';
import { DIRTY_READING, dirtyWeeks } from '../lake/dirty-weeks';
import { ensureSpark } from '../setup/spark-env';

let folder: string;
const at = (...names: string[]) => join(folder, ...names);

/** A config file; on Spark with a cleaner of which one dies. */
function config(name: string, csv: object, more: object = {}): string[] {
  writeFileSync(at(`${name}.json`), JSON.stringify({ csv: { ...csv, maxRejectedShare: 0.2 }, threads: 1, ...more }));
  return ['--config', at(`${name}.json`), '--quiet'];
}

function onSpark() {
  const command = [process.execPath, resolve(__dirname, 'dying-cleaner.cjs')];
  const conf = ['spark.sql.shuffle.partitions=3'];
  return { engine: 'spark', spark: { python: ensureSpark(), master: 'local[2]', memory: '1g', conf, command } };
}

/** Every file below a folder, and its bytes. */
function filesOf(root: string): [string, Buffer][] {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
  return paths.map((path) => [path.slice(root.length), readFileSync(path)]);
}

beforeAll(() => {
  // A path that Spark would read as a pattern, save for its own work folder.
  folder = join(mkdtempSync(join(tmpdir(), 'recompra-spark-lake-')), 'some {d}ay');
  mkdirSync(folder);
  mkdirSync(at('in'));
  for (const [name, text] of dirtyWeeks(4)) writeFileSync(at('in', name), text);
  // A day that stands alone: told by whoever reads all files.
  writeFileSync(at('in', 'antes.csv'), 'Fecha;Cliente;Articulo;Unid;Importe;Ticket\n05/03/1999;c1;pan;3;2,00;A\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('files that are cleaned on Spark, one of the cleaners being killed, are those that are cleaned here', async () => {
  const here = await recompra(['clean', '-i', at('in'), '-o', at('here'), ...config('here', DIRTY_READING)]);
  expect([here.code, here.stderr]).toEqual([0, '']);
  const there = await recompra(
    ['clean', '-i', at('in'), '-o', at('there'), ...config('there', DIRTY_READING, onSpark()), '--json'],
    { env: { CLEANER_ENDED: at('ended') } },
  );
  expect(readFileSync(at('ended'), 'utf8')).toBe('SIGKILL');
  expect([there.code, there.stderr]).toEqual([0, '']);
  expect(JSON.parse(there.stdout)).toMatchObject({ known: 0, lake: { files: 5 } });
  expect(filesOf(at('there'))).toEqual(filesOf(at('here')));
});

test('Spark reads the lake where it lies, and makes of it what one machine makes of the files', async () => {
  writeFileSync(at('nobody.txt'), 'c3\n');
  const etl = async (input: string, output: string, settings: string[]) => {
    const more = ['--exclude-customers', at('nobody.txt'), '--json'];
    const { code, stdout, stderr } = await recompra(['etl', '-i', input, '-o', at(output), ...settings, ...more]);
    expect([code, stderr]).toEqual([0, '']);
    const tables = ['clientes_recurrentes', 'rechazos'].map((name) => readFileSync(at(output, `${name}.parquet`)));
    return { figures: JSON.parse(stdout).etl, tables };
  };
  const one = await etl(at('in'), 'one', config('direct', DIRTY_READING));
  const many = await etl(at('there', 'clean'), 'many', config('laked', {}, onSpark()));
  expect(many.figures).toEqual(one.figures);
  expect(one.figures.reasons).toContainEqual({ reason: 'fecha_aislada', lines: 1 });
  expect(many.tables[0]).toEqual(one.tables[0]);
});

test('a file that cannot be used is told as on one machine', async () => {
  writeFileSync(at('in', 'semana-9.csv'), 'Fecha;Cliente;Articulo;Unid;Importe;Ticket\n2014-01-05;c1;pan;3;2,00;A\n');
  const { code, stderr } = await recompra([
    'clean',
    '-i',
    at('in'),
    '-o',
    at('there'),
    ...config('there', DIRTY_READING, onSpark()),
  ]);
  expect(code).toBe(3);
  expect(stderr).toContain('semana-9.csv: 1 of 1 lines (100 %) cannot be used');
  expect(readdirSync(at('there', 'files'))).toHaveLength(5);
});
