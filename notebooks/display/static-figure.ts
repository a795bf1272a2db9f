import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { type Figure, figureJson, figureSize } from './figure';

/** Device pixels per CSS pixel: sharp enough to read on a dense screen, and 15 to 100 kB a figure. */
const SCALE = 1.5;

let drawingPage: Promise<Page> | undefined;

/**
 * Draws a figure as a PNG in headless Chromium with the whole Plotly bundle. The page stays open for the next figure,
 * since loading the bundle takes seconds and drawing a tenth of one; it ends with the process.
 */
export async function figurePng(figure: Figure, chromiumPath: string): Promise<Buffer> {
  drawingPage ??= openDrawingPage(chromiumPath);
  const page = await drawingPage;
  const options = JSON.stringify({ format: 'png', scale: SCALE, ...figureSize(figure) });
  const url = await page.evaluate<string>(`Plotly.toImage(${figureJson(figure)}, ${options})`);
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}

async function openDrawingPage(chromiumPath: string): Promise<Page> {
  const browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
  const page = await browser.newPage();
  await page.addScriptTag({ path: join(process.cwd(), 'node_modules/plotly.js-dist/plotly.js') });
  return page;
}
