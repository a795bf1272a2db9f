import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import type { Download, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderReport } from '../../src/report/render-report';
import { HOSTILE, hostileMetrics } from './hostile-metrics';
import { judgedMetrics } from './judged-metrics';
import { fullMetrics } from './metrics-fixture';
import { badMetrics, shortMetrics } from './other-states';
import { PLOTLY, ReportBrowser, turnToEnglish } from './report-browser';

const DESKTOP = { viewport: { width: 1280, height: 900 } };
const PHONE = { viewport: { width: 360, height: 740 } };
let browser: ReportBrowser;
beforeAll(async () => {
  browser = await ReportBrowser.launch();
});
afterAll(() => browser.close());

const visibleCharts = (page: Page) => page.locator('.report:not([hidden]) .plot:has(svg.main-svg)').count();
/** The background of the first chart as it is drawn, from its style. */
const background = async (page: Page) => {
  const style = await page.locator('#es .plot .main-svg').first().getAttribute('style');
  return /background: ([^;]*);/.exec(style ?? '')?.[1];
};
/** Inside a chart every node is part of one picture with one sentence: axe looks at the picture, not at its lines. */
const axe = async (page: Page) => {
  const { violations } = await new AxeBuilder({ page }).exclude('.plot > *').analyze();
  return violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .map(({ html }) => html)
        .join(' ')
        .slice(0, 300)}`,
  );
};

test('a report with its library stays below five megabytes', () => {
  for (const metrics of [fullMetrics(), hostileMetrics()]) {
    expect(Buffer.byteLength(renderReport(metrics, { plotly: PLOTLY }))).toBeLessThan(5_000_000);
  }
});

describe.each([
  ['full', fullMetrics(), 11],
  ['fully judged', judgedMetrics(), 12],
  ['short', shortMetrics(), 4],
  ['bad', badMetrics(), 11],
  ['hostile', hostileMetrics(), 11],
] as const)('a %s run', (_name, metrics, charts) => {
  test(`draws its ${charts} charts in both languages, asks for nothing and complains of nothing`, async () => {
    const { page, complaints, requests, close } = await browser.open(metrics, DESKTOP);
    expect(await visibleCharts(page)).toBe(charts);
    await turnToEnglish(page);
    expect(await visibleCharts(page)).toBe(charts);
    expect({ complaints, requests }).toEqual({ complaints: [], requests: [] });
    await close();
  });
});

test('hostile names are words in the charts: no image, no link, no title of another tag', async () => {
  const { page, close } = await browser.open(hostileMetrics(), DESKTOP);
  expect(await page.locator('img, .plot a, [onerror]').count()).toBe(0);
  const labels = await page.locator('#es .plot text').allTextContents();
  expect(labels.some((text) => text.includes(HOSTILE.slice(0, 20)))).toBe(true);
  await close();
});

describe('language', () => {
  test('is Spanish first, changes with the link, and stands in the address with the section', async () => {
    const { page, close } = await browser.open(fullMetrics(), DESKTOP);
    expect(await page.title()).toBe('recompra · Informe a 31 dic 2017');
    await page.getByRole('link', { name: 'Datos' }).click();
    await turnToEnglish(page);
    expect(new URL(page.url()).hash).toBe('#en-data');
    expect(await page.evaluate('document.documentElement.lang')).toBe('en');
    expect(await page.title()).toBe('recompra · Report as of 31 Dec 2017');
    await page.getByRole('link', { name: 'Español' }).click();
    await page.getByRole('heading', { name: 'Próxima compra' }).waitFor();
    await close();
  });

  test('can be linked to, section and all', async () => {
    const { page, close } = await browser.open(fullMetrics(), { ...DESKTOP, anchor: '#en-top-products' });
    const heading = page.getByRole('heading', { name: 'Top products', exact: true });
    await expect.poll(async () => (await heading.boundingBox())!.y).toBeLessThan(200);
    await close();
  });
});

test('charts follow the width of the page and the colours of the system', async () => {
  const { page, close } = await browser.open(fullMetrics(), DESKTOP);
  expect(await background(page)).toBe('rgb(255, 255, 255)');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(() => background(page)).toBe('rgb(25, 33, 42)');
  await page.setViewportSize(PHONE.viewport);
  const width = () => page.locator('#es .plot').first().getAttribute('data-width');
  await expect.poll(async () => Number(await width())).toBeLessThan(360);
  await close();
});

test('paper gets light charts of its width and the tables in an appendix, at most eight pages, and the screen is as before', async () => {
  const { page, complaints, close } = await browser.open(judgedMetrics(), { ...DESKTOP, colorScheme: 'dark' });
  const inAppendix = () => page.locator('#es .appendix:not([hidden]) .tabled').count();
  const order = () => page.locator('#es h3').allTextContents();
  const before = await order();
  const pdf = await page.pdf({ format: 'A4', printBackground: true });
  expect([...pdf.toString('latin1').matchAll(/\/Type\s*\/Page[^s]/g)].length).toBeLessThanOrEqual(8);
  await page.evaluate(`dispatchEvent(new Event('beforeprint'))`);
  expect(await inAppendix()).toBe(11);
  expect(await background(page)).toBe('rgb(255, 255, 255)');
  expect(await page.locator('#es .wide .plot').first().getAttribute('data-width')).toBe('800');
  await page.evaluate(`dispatchEvent(new Event('afterprint'))`);
  expect([await inAppendix(), await order()]).toEqual([0, before]);
  expect(await background(page)).toBe('rgb(25, 33, 42)');
  expect(complaints).toEqual([]);
  await close();
});

describe('lines on demand', () => {
  test('of many methods three are drawn; a button shows another, by keyboard too', async () => {
    const { page, close } = await browser.open(judgedMetrics(), { ...DESKTOP, anchor: '#es-top-products' });
    const chart = page.locator('#es figure', { has: page.locator('.series') });
    const pressed = () => chart.locator('.series [aria-pressed=true]').count();
    const lines = () => chart.locator('.plot .scatterlayer .trace').count();
    expect([await pressed(), await lines()]).toEqual([3, 9]);
    const first = chart.locator('.series button').first();
    await first.focus();
    await page.keyboard.press('Enter');
    expect([await pressed(), await first.getAttribute('aria-pressed')]).toEqual([2, 'false']);
    await expect.poll(lines).toBe(6);
    await page.keyboard.press('Enter');
    await expect.poll(lines).toBe(9);
    await close();
  });
});

/** Elements that hold more than they show, but for those that scroll on purpose. */
const CLIPPED = `[...document.querySelectorAll('.report:not([hidden]) *')].filter((node) => node.checkVisibility() &&
  !node.closest('svg, .scroll, pre') && !node.matches('.bar nav') && getComputedStyle(node).display !== 'inline' &&
  node.scrollWidth > node.clientWidth + 1 && getComputedStyle(node).overflowX !== 'visible')
  .map((node) => node.outerHTML.slice(0, 90))`;
/** Texts of charts that stick out of their drawing. */
const CUT = `[...document.querySelectorAll('.report:not([hidden]) .plot')].flatMap((plot) => {
  const box = plot.getBoundingClientRect();
  return [...plot.querySelectorAll('text')].filter((text) => {
    const { left, right, top, bottom, width } = text.getBoundingClientRect();
    return width > 0 && (left < box.left - 1 || right > box.right + 1 || top < box.top - 1 || bottom > box.bottom + 1);
  }).map((text) => plot.getAttribute('aria-label').slice(0, 40) + ': ' + text.textContent);
})`;

test.each([
  [360, 'es', 'light'],
  [768, 'en', 'dark'],
  [1062, 'es', 'dark'],
  [1440, 'en', 'light'],
] as const)('nothing is clipped on a page %d pixels wide, %s, %s', async (width, language, colorScheme) => {
  const options = { viewport: { width, height: 800 }, colorScheme, anchor: `#${language}` };
  const { page, close } = await browser.open(judgedMetrics(), options);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
  expect(await page.evaluate(CLIPPED)).toEqual([]);
  expect(await page.evaluate(CUT)).toEqual([]);
  await close();
});

describe('downloads', () => {
  async function download(page: Page, name: RegExp): Promise<Download> {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name }).first().click(),
    ]);
    return file;
  }

  test('a chart gives a CSV that Spanish spreadsheets open, and a picture with its title', async () => {
    const { page, complaints, close } = await browser.open(fullMetrics(), DESKTOP);
    const csv = await download(page, /^CSV: Se usa/);
    expect(csv.suggestedFilename()).toBe('recompra-lines-es.csv');
    expect(readFileSync(await csv.path(), 'utf8')).toMatch(
      /^\uFEFFPaso;Líneas;Parte de las leídas\r\nLeídas;1350184;1\r\n/,
    );
    const png = await download(page, /^PNG: Con 3 productos/);
    expect(png.suggestedFilename()).toBe('recompra-hits-by-length-es.png');
    const bytes = readFileSync(await png.path());
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    expect(bytes.readUInt32BE(16)).toBe(1920);
    expect(complaints).toEqual([]);
    await close();
  });

  test('the settings are saved as the run had them', async () => {
    const { page, close } = await browser.open(fullMetrics(), { ...DESKTOP, anchor: '#en-card' });
    const file = await download(page, /settings\.json/);
    expect(file.suggestedFilename()).toBe('settings.json');
    expect(JSON.parse(readFileSync(await file.path(), 'utf8'))).toEqual(fullMetrics().run.settings);
    await close();
  });
});

describe('accessibility', () => {
  test.each([
    ['full', 'light', '#es', DESKTOP],
    ['full', 'dark', '#en', PHONE],
    ['bad', 'dark', '#es', DESKTOP],
    ['short', 'light', '#en', DESKTOP],
  ] as const)('axe finds nothing in a %s run, %s, %s', async (state, colorScheme, anchor, size) => {
    const metrics = { full: fullMetrics, bad: badMetrics, short: shortMetrics }[state]();
    const { page, close } = await browser.open(metrics, { ...size, colorScheme, anchor });
    expect(await axe(page)).toEqual([]);
    await close();
  });

  test('axe finds nothing in the tables behind the charts', async () => {
    const { page, close } = await browser.open(shortMetrics(), DESKTOP);
    await page.evaluate(`for (const details of document.querySelectorAll('details')) details.open = true`);
    expect(await axe(page)).toEqual([]);
    await close();
  });

  test('the sections, the languages and the tables can be reached by keyboard', async () => {
    const { page, close } = await browser.open(fullMetrics(), DESKTOP);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Resumen');
    await page.getByText('Ver las cifras').first().focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.className')).toBe('scroll');
    await close();
  });
});
