import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { purchaseLines, recompra } from './recompra';

const marked = (lines: string) => lines.replaceAll(',c5,', ',\ufeffc4,');

const folder = mkdtempSync(join(tmpdir(), 'recompra-asked-'));
const at = (...parts: string[]) => join(folder, ...parts);
afterAll(() => rmSync(folder, { recursive: true }));

describe('customers asked for by name', () => {
  beforeAll(async () => {
    // Six who come every fifth day, the last of them called like the one before but for a byte-order mark, and eva, who came once.
    writeFileSync(at('data.csv'), `${marked(purchaseLines(6))}2014-01-11,eva,bread,1,20\n`);
    expect((await recompra(['train', '-i', at('data.csv'), '-o', at('out'), '-q'])).code).toBe(0);
    expect((await predict('all', '--format', 'csv')).code).toBe(0);
  });

  const predict = (output: string, ...more: string[]) =>
    recompra(['predict', '-i', at('data.csv'), '-o', at(output), '--model', at('out', 'model_fecha'), '-q', ...more]);
  const ask = (...names: string[]) => names.flatMap((name) => ['--customer', name]);
  const rows = (output: string) =>
    readFileSync(at(output, 'predicciones_clientes.csv'), 'utf8').trimEnd().split('\n').slice(1);

  test('alone are predicted and counted, as they are among all', async () => {
    const { stdout } = await predict('some', '--format', 'csv', '--json', ...ask('c4', 'c1', 'c4'));
    const { prediction, warnings } = JSON.parse(stdout);
    expect([prediction.customers, warnings]).toEqual([2, undefined]);
    expect(prediction.overdue + prediction.lost).toBeLessThanOrEqual(2);
    for (const { buyers, high } of prediction.expected) expect([buyers <= 2, high <= 2]).toEqual([true, true]);
    expect(rows('some')).toEqual(rows('all').filter((row) => /^c[14],/.test(row)));
    const list = readFileSync(at('some', 'top_productos.csv'), 'utf8').trimEnd().split('\n').slice(1);
    expect(new Set(list.map((line) => line.split(',')[0]))).toEqual(new Set(['c1', 'c4']));
  });

  test('whose names differ by a leading U+FEFF alone stay apart, and each is found exactly', async () => {
    expect(
      rows('all')
        .filter((row) => /^\ufeff?c4,/.test(row))
        .map((row) => row.split(',')[0]),
    ).toEqual(['c4', '\ufeffc4']);
    for (const name of ['c4', '\ufeffc4']) {
      expect((await predict('one', '--format', 'csv', ...ask(name))).code).toBe(0);
      expect(rows('one').map((row) => row.split(',')[0])).toEqual([name]);
      writeFileSync(at('one.txt'), `\ufeff${name}\n`);
      expect((await predict('listed', '--format', 'csv', '--customers-file', at('one.txt'))).code).toBe(0);
      expect(rows('listed')).toEqual(rows('one'));
    }
  });

  test('are told by three names and a number where many are unknown', async () => {
    const many = Array.from({ length: 500 }, (_, i) => `nadie${i}`);
    writeFileSync(at('many.txt'), many.join('\n'));
    const { code, stdout, stderr } = await predict('left', '--customers-file', at('many.txt'));
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toContain('no line is of "nadie0", "nadie1", "nadie10" and 497 more\n');
  });

  test('are named where they are unknown or not recurrent', async () => {
    const { code, stdout } = await predict('left', ...ask('c2', 'nadie', 'eva'));
    expect(code).toBe(0);
    expect(stdout).toMatch(/^1 recurrent customer on 2014-01-26: [01] buyers? within 7 days .*\n(.* {3}1 row\n)+/);
    expect(stdout).toContain(
      'warning: of the 3 customers asked for 1 can be predicted; no line is of "nadie"; not recurrent on 2014-01-26: "eva"',
    );
    const shown = await recompra([
      ...['predict', '-i', at('data.csv'), '-o', at('shown'), '--model', at('out', 'model_fecha')],
      ...ask('c2', 'nadie'),
    ]);
    expect(shown.stderr).toContain('warning: of the 2 customers asked for 1 can be predicted; no line is of "nadie"');
    expect(shown.stdout).not.toContain('nadie');
  });

  test('are a data error where none is left, and nothing is written', async () => {
    writeFileSync(at('names.txt'), '\ufeff"nadie"\r\neva\r\n\r\n');
    const { code, stderr } = await predict('none', '--customers-file', at('names.txt'));
    expect(code).toBe(3);
    expect(stderr).toContain('error: of the 2 customers asked for none can be predicted');
    expect(stderr).toContain('  no line is of "nadie"\n  not recurrent on 2014-01-26: "eva"\n');
    expect(readdirSync(folder)).not.toContain('none');
    writeFileSync(at('empty.txt'), '\n');
    expect(await predict('none', '--customers-file', at('empty.txt'))).toMatchObject({ code: 2 });
    expect(await predict('none', '--customers-file', at('nowhere.txt'))).toMatchObject({ code: 2 });
  });
});
