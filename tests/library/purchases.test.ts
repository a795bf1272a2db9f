import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPurchases, settingsFrom } from '../../src/library';
import { purchaseLines } from '../cli/recompra';

let folder: string;
let workDir: string;
const at = (...names: string[]) => join(folder, ...names);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'recompra-library-'));
  workDir = at('work');
  mkdirSync(workDir);
  writeFileSync(at('data.csv'), purchaseLines(3));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const left = () => readdirSync(workDir);

test.each([
  ['are not there', 'missing.csv', null],
  ['are no purchase lines', 'other.csv', 'a,b\n1,2\n'],
  ['are all rejected', 'rejected.csv', 'fecha_compra,usuario,producto,cantidad,precio\nnever,c,bread,1,1\n'],
])('lines that %s are an error that leaves nothing behind', async (_, name, content) => {
  if (content !== null) writeFileSync(at(name), content);
  await expect(openPurchases(settingsFrom({ input: at(name), workDir }))).rejects.toMatchObject({ kind: 'data' });
  expect(left()).toEqual([]);
});

test('customers to be left out are left out, a copy of a file is read once, and what was opened closes', async () => {
  const lines = at('lines');
  mkdirSync(lines);
  for (const name of ['one.csv', 'two.csv']) writeFileSync(join(lines, name), purchaseLines(3));
  writeFileSync(at('nobody.txt'), 'c1\n');
  const settings = settingsFrom({ input: lines, workDir, excludeCustomers: at('nobody.txt') });
  const purchases = await openPurchases(settings);
  // Three customers, six days, two lines a day; lines of those left out are neither kept nor rejected.
  expect(purchases.lines).toEqual({ in: 36, kept: 24, rejected: 0 });
  await purchases.close();
  expect(left()).toEqual([]);
});
