import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recompra } from './recompra';

const folder = mkdtempSync(join(tmpdir(), 'recompra-lists-'));
const at = (name: string) => join(folder, name);
const file = (name: string, text: string) => {
  writeFileSync(at(name), text);
  return at(name);
};
afterAll(() => rmSync(folder, { recursive: true }));

/** Six purchases of two customers; every name is one that breaks a careless reader. */
const NAMES = ['pan, "integral"', 'jamón 🥓', '<b>queso</b>', 'leche 1L', 'leche 2L'];
const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

function shopLines(): string {
  const lines = ['fecha_compra,usuario,producto,cantidad,precio'];
  for (let day = 1; day <= 26; day += 5) {
    for (const customer of ['a', 'b']) {
      const bought = NAMES.filter((_, product) => customer === 'a' || product !== 0).slice(0, 1 + (day % 4) + 1);
      for (const name of bought) lines.push(`2014-01-${String(day).padStart(2, '0')},${customer},${quoted(name)},9,20`);
    }
  }
  lines.push(`2014-01-26,a,${quoted('leche 1L')},2,20`, `2014-01-26,a,${quoted('leche 2L')},2,20`);
  return `${lines.join('\n')}\n`;
}

async function productsOf(output: string): Promise<Map<string, string[]>> {
  const source = await asyncBufferFromFile(join(output, 'top_productos.parquet'));
  const rows = await parquetReadObjects({ file: source, compressors, rowFormat: 'object' });
  const lists = new Map<string, string[]>();
  for (const { cliente_id, producto } of rows) lists.set(cliente_id, [...(lists.get(cliente_id) ?? []), producto]);
  return lists;
}

describe('--exclude, --product-map and --top', () => {
  let input: string;
  const run = (output: string, ...more: string[]) =>
    recompra(['run', '-i', input, '-o', at(output), '-q', '--max-rejected-share', '0', ...more]);

  beforeAll(() => {
    input = file('data.csv', shopLines());
  });

  test('every list has as many distinct products as asked for, whatever their names hold', async () => {
    const ended = await run('plain', '--top', '4');
    expect([ended.code, ended.stderr]).toEqual([0, '']);
    for (const list of (await productsOf(at('plain'))).values()) {
      expect(list).toHaveLength(4);
      expect(new Set(list).size).toBe(4);
      for (const name of list) expect(NAMES).toContain(name);
    }
  });

  test('a list longer than the catalogue holds the catalogue', async () => {
    expect((await run('long', '--top', '50')).code).toBe(0);
    for (const list of (await productsOf(at('long'))).values()) expect([...list].sort()).toEqual([...NAMES].sort());
  });

  test('excluded products are in no list, mapped ones stand for their level, and both files are inputs of the run', async () => {
    const exclude = file('never.txt', 'jamón 🥓\r\n"pan, ""integral"""\n');
    const map = file('map.csv', 'producto,nivel\nleche 1L,LECHE\nleche 2L,LECHE\n');
    const ended = await run('lists', '--top', '5', '--exclude', exclude, '--product-map', map);
    expect([ended.code, ended.stderr]).toEqual([0, '']);
    for (const list of (await productsOf(at('lists'))).values())
      expect([...list].sort()).toEqual(['<b>queso</b>', 'LECHE']);
    const { inputs } = JSON.parse(readFileSync(join(at('lists'), 'metrics.json'), 'utf8')).run;
    expect(inputs.map(({ name }: { name: string }) => name)).toEqual(['data.csv', 'never.txt', 'map.csv']);

    const again = ['-i', input, '--model', join(at('lists'), 'model_fecha'), '-q', '--exclude', exclude];
    const predicted = await recompra(['predict', '-o', at('again'), ...again, '--top', '1', '--product-map', map]);
    expect(predicted.code).toBe(0);
    expect(new Set([...(await productsOf(at('again'))).values()].flat())).not.toContain('jamón 🥓');
  });

  test('names nobody sells are told', async () => {
    const exclude = file('unknown.txt', 'yogur\n');
    const ended = await recompra(['run', '-i', input, '-o', at('told'), '--progress', 'text', '--exclude', exclude]);
    expect(ended.stderr).toContain(`${exclude}: no product is called "yogur"`);
  });

  test.each([
    [
      'a list that excludes everything',
      '--exclude',
      NAMES.map(quoted).join('\n'),
      3,
      /names all 5 products: none is left/,
    ],
    ['a line that is no pair', '--product-map', 'producto,nivel\nleche\n', 3, /bad\.txt, line 2: found "leche"/],
    ['a product at two levels', '--product-map', 'a,b\na,c\n', 3, /bad\.txt, line 2: a is both b and c/],
    ['a file that is not there', '--exclude', null, 2, /--exclude: .*missing\.txt is not a file that can be read/],
  ])('%s is refused and nothing published', async (_, flag, text, code, message) => {
    const path = text === null ? at('missing.txt') : file('bad.txt', text);
    const ended = await run('refused', flag, path);
    expect(ended.code).toBe(code);
    expect(ended.stderr).toMatch(message);
    expect(() => readFileSync(join(at('refused'), 'run.json'))).toThrow(/ENOENT/);
  });
});
