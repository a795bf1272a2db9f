import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderCustomers } from '../../src/report/customers/render-customers';
import { AS_OF, columnsOf, manyRows, ROWS, type Row } from './customers-fixture';
import { HOSTILE } from './hostile-metrics';
import { ReportBrowser } from './report-browser';

const DESKTOP = { viewport: { width: 1440, height: 900 } };
let browser: ReportBrowser;
beforeAll(async () => {
  browser = await ReportBrowser.launch();
});
afterAll(() => browser.close());

type Options = Parameters<ReportBrowser['openPage']>[1];
const open = (rows: readonly Row[] = ROWS, options: Options = DESKTOP, total = rows.length, top = 3) =>
  browser.openPage(
    renderCustomers({ asOf: AS_OF, run: 'abc', total, top, columns: columnsOf(rows, 3), report: true }),
    options,
  );
const ids = (page: Page) => page.locator('.row .open').allTextContents();
const all = ['Ana', 'Bea', 'carlos 10', 'carlos 2', 'Dora'];
const axe = async (page: Page) => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' ')}`);
};

test('shows everybody in contact order with date, chances and products, and asks for nothing', async () => {
  const { page, complaints, requests, close } = await open();
  expect(await page.title()).toBe('recompra · Clientes a 31 dic 2017');
  expect(await ids(page)).toEqual(all);
  const row = (await page.locator('.row').first().textContent())!;
  for (const told of [
    'Esta semana',
    '1 ene 2018',
    '1 ene 2018 – 4 ene 2018',
    '90 %',
    '> 99 %',
    'hace 3 días',
    'Jamón',
  ]) {
    expect(row.replace(/\u00a0/g, ' ')).toContain(told);
  }
  // .9 + .5 + .4 + .1 + .004, and so on
  expect(await page.locator('#expected .figure').allTextContents()).toEqual(['1,9', '2,7', '3,1']);
  expect({ complaints, requests }).toEqual({ complaints: [], requests: [] });
  await close();
});

test('speaks English from the address and by the link, reasons too', async () => {
  const { page, close } = await open(ROWS, { ...DESKTOP, anchor: '#en' });
  expect(await page.title()).toBe('recompra · Customers as of 31 Dec 2017');
  expect(await page.locator('.row').first().textContent()).toContain('bought 7 times in 10');
  const spanish = /[áéíóúñ¿¡]|\b(los|las|una|clientes|compra|días)\b/i;
  const told = (await page.locator('.report').textContent())!.replace(/Español|Jamón ibérico/g, '');
  expect(spanish.exec(told)?.[0]).toBeUndefined();
  await page.getByRole('link', { name: 'Español' }).click();
  await page.getByRole('heading', { name: 'Calendario' }).waitFor();
  expect(await page.getByRole('link', { name: 'Informe' }).getAttribute('href')).toBe('index.html#es');
  await close();
});

describe('what is asked for', () => {
  test('by words, state, week and product, each told, all let go together', async () => {
    const { page, close } = await open();
    await page.getByLabel('Buscar').fill('jamon');
    expect(await ids(page)).toEqual(['Ana', 'Dora']);
    expect(await page.locator('#shown').textContent()).toBe('2 de 5 clientes');
    await page.getByLabel('Estado', { exact: true }).selectOption('lost');
    expect(await ids(page)).toEqual(['Dora']);
    await page.getByRole('button', { name: 'Quitar filtros' }).click();
    await page.getByLabel('Fecha estimada', { exact: true }).selectOption({ label: '8 ene 2018 – 14 ene 2018' });
    expect(await ids(page)).toEqual(['carlos 10']);
    await page.getByRole('button', { name: 'Quitar filtros' }).click();
    await page.getByLabel('Producto recomendado').selectOption({ label: 'pan' });
    expect(await ids(page)).toEqual(['Ana', 'Bea']);
    await page.getByLabel('Buscar').fill('nobody');
    await page.getByText('Ningún cliente cumple estos filtros.').waitFor();
    await close();
  });

  test('by a day of the calendar, which a second press lets go', async () => {
    const { page, close } = await open();
    const day = page.getByRole('button', { name: '7 ene 2018: 1 cliente' });
    await day.click();
    expect(await ids(page)).toEqual(['Bea']);
    expect(await day.getAttribute('aria-pressed')).toBe('true');
    await day.click();
    expect(await ids(page)).toEqual(all);
    await page.getByRole('button', { name: 'Después: 1 cliente' }).click();
    expect(await ids(page)).toEqual(['carlos 2']);
    await close();
  });

  test('sorted by a column and back', async () => {
    const { page, close } = await open();
    const head = page.getByRole('button', { name: '7 días', exact: true });
    await head.click();
    expect((await ids(page)).at(0)).toBe('Ana');
    await head.click();
    expect((await ids(page)).at(0)).toBe('Dora');
    expect(await page.getByRole('columnheader', { name: '7 días' }).getAttribute('aria-sort')).toBe('ascending');
    await close();
  });

  test('and saved as a spreadsheet opens it', async () => {
    const { page, close } = await open();
    await page.getByLabel('Estado', { exact: true }).selectOption('overdue');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Descargar CSV' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe('recompra-clientes-2017-12-31.csv');
    const lines = readFileSync(await file.path(), 'utf8')
      .trimEnd()
      .split('\r\n');
    expect(lines[0]).toMatch(/^\uFEFFcliente_id;accion;/);
    expect(lines.slice(1)).toEqual([expect.stringMatching(/^Bea;recordar;vencida;2018-01-07;/)]);
    await close();
  });
});

test('a customer tells their story, and the next one follows', async () => {
  const { page, complaints, close } = await open();
  await page.getByRole('button', { name: 'Ver al cliente Ana' }).click();
  const dialog = page.getByRole('dialog', { name: 'Ana' });
  const text = (await dialog.textContent())!.replace(/\u00a0/g, ' ');
  for (const told of ['28 dic 2017 (hace 3 días)', '3,5 días', '90 %', 'lo compra 7 de cada 10 veces', '1 de 5']) {
    expect(text).toContain(told);
  }
  expect(await dialog.getByRole('img').getAttribute('aria-label')).toContain('se le espera el 1 ene 2018');
  await page.getByRole('button', { name: 'Siguiente' }).click();
  await page.getByRole('dialog', { name: 'Bea' }).getByText('30 % de no volver en 28 días').waitFor();
  await page.getByRole('button', { name: 'Ver todos los clientes con pan' }).click();
  expect(await ids(page)).toEqual(['Ana', 'Bea']);
  expect(complaints).toEqual([]);
  await close();
});

test('by keyboard alone: to a customer, down the list, into the story and back', async () => {
  const { page, close } = await open(manyRows(500));
  await page.locator('#rows-view .open').first().focus();
  const focused = () => page.evaluate('document.activeElement.closest(".row")?.getAttribute("aria-rowindex")');
  await page.keyboard.press('ArrowDown');
  expect(await focused()).toBe('3');
  await page.keyboard.press('End');
  expect(await focused()).toBe('501');
  await page.keyboard.press('Enter');
  await page.locator('dialog[open]').waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(focused).toBe('501');
  expect(await page.locator('.row').count()).toBeLessThan(60);
  await close();
});

test('hostile names are words, everywhere', async () => {
  const rows = [{ id: HOSTILE, date: 1, why: HOSTILE, products: [[HOSTILE, HOSTILE]] as const }];
  const { page, complaints, requests, close } = await open(rows);
  await page.locator('.row .open').click();
  await page.locator('dialog[open]').waitFor();
  expect(await page.locator('img, [onerror], a[href*=evil]').count()).toBe(0);
  expect(await page.locator('#detail-title').textContent()).toBe(HOSTILE);
  expect({ complaints, requests }).toEqual({ complaints: [], requests: [] });
  await close();
});

test('more customers and products than the page holds are told', async () => {
  const { page, close } = await open(ROWS, DESKTOP, 197_000, 20);
  await page.getByText('Aquí están los primeros 5 de 197.000 clientes').waitFor();
  await page.getByText('los primeros 3 productos de 20').waitFor();
  await close();
});

test('nobody at all is told, too', async () => {
  const { page, complaints, close } = await open([]);
  await page.getByText('Ningún cliente cumple estos filtros.').waitFor();
  expect(await page.locator('#expected .figure').allTextContents()).toEqual(['0,0', '0,0', '0,0']);
  expect(complaints).toEqual([]);
  await close();
});

/** Texts of elements that hold more than they show, but for those that end in an ellipsis on purpose. */
const CLIPPED = `[...document.querySelectorAll('body *')].filter((node) => node.checkVisibility() &&
  node.scrollWidth > node.clientWidth + 1 && !['inline'].includes(getComputedStyle(node).display) &&
  getComputedStyle(node).overflowX !== 'visible' && getComputedStyle(node).textOverflow !== 'ellipsis' && node.tagName !== 'SELECT')
  .map((node) => node.outerHTML.slice(0, 80))`;
const TALLER = `[...document.querySelectorAll('.row')].filter((row) => row.scrollHeight > row.clientHeight + 1).length`;

test.each([
  [360, 'es', 'light'],
  [768, 'en', 'dark'],
  [1062, 'es', 'dark'],
  [1440, 'en', 'light'],
] as const)(
  'nothing is clipped on a page %d pixels wide, %s, %s, and axe finds nothing',
  async (width, language, colorScheme) => {
    const options = { viewport: { width, height: 800 }, colorScheme, anchor: `#${language}` };
    const { page, close } = await open(ROWS, options);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    expect(await page.evaluate(CLIPPED)).toEqual([]);
    expect(await page.evaluate(TALLER)).toBe(0);
    expect(await axe(page)).toEqual([]);
    await page.locator('.row .open').first().click();
    expect(await page.evaluate(CLIPPED)).toEqual([]);
    expect(await axe(page)).toEqual([]);
    await close();
  },
);

test('paper is light and gets the rows, the first 200 of many', async () => {
  const { page, close } = await open(manyRows(500), { ...DESKTOP, colorScheme: 'dark' });
  await page.evaluate(`dispatchEvent(new Event('beforeprint'))`);
  expect(await page.locator('.row').count()).toBe(200);
  expect(await page.locator('#printed').textContent()).toContain('los primeros 200 de 500 clientes');
  expect(await page.evaluate(`getComputedStyle(document.documentElement).getPropertyValue('--page')`)).toBe('#f5f6f8');
  await page.evaluate(`dispatchEvent(new Event('afterprint'))`);
  expect(await page.locator('.row').count()).toBeLessThan(60);
  await close();
});
