import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { settingsSchema } from '../../src/config/settings';
import { verifyRun } from '../../src/publication/manifest/run-manifest';
import { purchaseLines, recompra } from './recompra';

const { s3 } = settingsSchema.parse({});
const LINK = 'href="clientes.html';
const folder = mkdtempSync(join(tmpdir(), 'recompra-pages-'));
const at = (...parts: string[]) => join(folder, ...parts);
const text = (...parts: string[]) => readFileSync(at(...parts), 'utf8');
const named = async (place: string) => (await verifyRun(at(place), s3)).outputs.map(({ name }) => name);
const works = async (args: readonly string[], env = {}) => {
  const ended = await recompra([...args, '-q'], { env });
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  return ended.stdout;
};

beforeAll(async () => {
  writeFileSync(at('data.csv'), purchaseLines(6));
  writeFileSync(at('more.csv'), purchaseLines(6, 7));
  await works(['run', '-i', at('data.csv'), '-o', at('with')]);
});
afterAll(() => rmSync(folder, { recursive: true }));

test('run writes the page of individuals, links it from the report, and lists it', async () => {
  expect(await named('with')).toEqual(expect.arrayContaining(['reports/clientes.html', 'reports/index.html']));
  expect(text('with', 'reports/index.html')).toContain(`${LINK}#es"`);
  expect(text('with', 'reports/clientes.html')).toContain('"c0"');
  expect(text('with', 'metrics.json')).not.toContain('"c0"');
});

test('--no-customers leaves it out and unlinked; the figures and the id are the same', async () => {
  await works(['run', '-i', at('data.csv'), '-o', at('without'), '--no-customers']);
  expect(await named('without')).not.toContain('reports/clientes.html');
  expect(existsSync(at('without', 'reports/clientes.html'))).toBe(false);
  expect(text('without', 'reports/index.html')).not.toContain(LINK);
  expect(text('without', 'metrics.json')).toBe(text('with', 'metrics.json'));
});

test('reports elsewhere stay together: the report drawn again is the same and keeps the page listed', async () => {
  await works(['run', '-i', at('data.csv'), '-o', at('apart'), '--reports', at('pages')]);
  expect(await named('pages')).toEqual(['clientes.html', 'index.html']);
  expect(await named('apart')).not.toContain('reports/clientes.html');
  const drawn = text('pages', 'index.html');
  expect(drawn).toContain(LINK);
  await works(['report', '-i', at('apart'), '--reports', at('pages')]);
  expect(text('pages', 'index.html')).toBe(drawn);
  expect(await named('pages')).toEqual(['clientes.html', 'index.html']);
  await works(['report', '-i', at('with')]);
  expect(text('with', 'reports/index.html')).toBe(drawn);
});

test('predict replaces the page beside the report, and by environment writes none and leaves none', async () => {
  const predict = ['predict', '-i', at('more.csv'), '--model', at('with', 'model_fecha')];
  const before = text('pages', 'clientes.html');
  const told = await works([...predict, '-o', at('today'), '--reports', at('pages')]);
  expect(told).toContain(at('pages', 'clientes.html'));
  expect(text('pages', 'clientes.html')).not.toBe(before);
  expect(await named('pages')).toEqual(['clientes.html', 'index.html']);
  await works([...predict, '-o', at('today')]);
  expect(await named('today')).toContain('reports/clientes.html');
  await works([...predict, '-o', at('today')], { RECOMPRA_CUSTOMERS: 'false' });
  expect(await named('today')).not.toContain('reports/clientes.html');
  expect(existsSync(at('today', 'reports/clientes.html'))).toBe(false);
});
