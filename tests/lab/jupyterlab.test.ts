import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { labArguments, labEnvironment } from '../../notebooks/jupyter/lab-server';
import { ROOT } from '../../notebooks/jupyter/run-notebook';
import { writeNotebook } from '../notebooks/notebook-file';
import { ensureChromium } from '../setup/chromium';
import { ensureLabPython } from '../setup/python-env';

/** Two cells with a figure each, and one whose value is a table: what people do in every notebook. */
const CELLS = [
  "import { showFigure } from './notebooks/display/show';\nconst layout = { title: { text: 'first' } };\nawait showFigure({ data: [{ y: [1, 3, 2] }], layout }, { alt: 'the first figure' });",
  "const other = { title: { text: 'second' } };\nawait showFigure({ data: [{ y: [2, 1] }], layout: other }, { alt: 'the second figure' });",
  "const rows = [{ customer: 'a', days: 3 }, { customer: 'b', days: 5 }];\nrows",
];

const work = mkdtempSync(join(tmpdir(), 'recompra-lab-'));
/** Ignored by git, and shown by Jupyter, which hides what begins with a dot. */
const place = join(ROOT, 'data/processed/lab-test');
let server: ChildProcess;
let browser: Browser;
let page: Page;
let address = '';

beforeAll(async () => {
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  writeNotebook(join(place, 'figures.ipynb'), CELLS);
  nameKernel(join(place, 'figures.ipynb'));
  const settings = ['--no-browser', '--allow-root', '--IdentityProvider.token=lab'];
  const env = { ...labEnvironment(), JUPYTER_CONFIG_DIR: work, JUPYTER_DATA_DIR: work, JUPYTER_RUNTIME_DIR: work };
  server = spawn(ensureLabPython().python, [...labArguments(), ...settings, '--port', '0'], { cwd: ROOT, env });
  address = await new Promise<string>((found, failed) => {
    let said = '';
    server.stderr!.on('data', (chunk) => {
      said += chunk;
      const at = /http:\/\/(?:localhost|127\.0\.0\.1):(\d+)\/lab/.exec(said);
      if (at !== null) found(`http://127.0.0.1:${at[1]}`);
    });
    server.once('close', () => failed(new Error(said)));
  });
  browser = await chromium.launch({ executablePath: ensureChromium(), args: ['--no-sandbox'] });
  page = await browser.newPage({ viewport: { width: 1400, height: 1200 } });
});

afterAll(async () => {
  await browser?.close();
  server?.kill('SIGKILL');
  for (const folder of [work, place]) rmSync(folder, { recursive: true, force: true });
});

/** Jupyter asks which kernel is meant where a notebook does not say. */
function nameKernel(path: string): void {
  const notebook = JSON.parse(readFileSync(path, 'utf8')) as object;
  const kernelspec = { display_name: 'TypeScript (recompra)', language: 'typescript', name: 'tslab' };
  writeFileSync(path, JSON.stringify({ ...notebook, metadata: { kernelspec } }));
}

async function open(name: string): Promise<void> {
  const path = relative(ROOT, join(place, name));
  await page.goto(`${address}/lab/tree/${path}?token=lab&reset`);
  await page.locator('.jp-Notebook .jp-Cell').first().waitFor({ timeout: 60_000 });
}

/** By the menu, as people do; waits until the cells have the numbers `first` and on: none is running any more. */
async function runAll(cells: number, first = 1): Promise<void> {
  // Cells that are run before the kernel has started make Jupyter ask for another one.
  await page.getByText('TypeScript (recompra) | Idle').waitFor({ timeout: 120_000 });
  await page.getByRole('menuitem', { name: 'Run', exact: true }).click();
  await page.getByText('Run All Cells', { exact: true }).click();
  const numbers = Array.from({ length: cells }, (_, i) => `[${first + i}]:`);
  const prompts = () => page.locator('.jp-CodeCell .jp-InputPrompt').allInnerTexts();
  await expect.poll(prompts, { timeout: 300_000, interval: 1000 }).toEqual(numbers);
}

const drawn = () => page.locator('.jp-OutputArea-output .js-plotly-plot .main-svg');
const figures = () => page.locator('.jp-OutputArea-output .js-plotly-plot');

test('run all, reload, run all: the figures are there each time, and so is the table', async () => {
  await open('figures.ipynb');
  await runAll(3);
  await expect.poll(() => figures().count(), { timeout: 60_000 }).toBe(2);
  expect(await drawn().first().isVisible()).toBe(true);
  expect(await page.locator('.jp-OutputArea-output table').count()).toBe(1);
  await page.keyboard.press('Control+s');
  await page.waitForTimeout(2000);
  await page.reload();
  await page.locator('.jp-Notebook .jp-Cell').first().waitFor();
  await expect.poll(() => figures().count(), { timeout: 60_000 }).toBe(2);
  expect(await page.locator('[role="img"][aria-label="the second figure"]').count()).toBe(1);
  // The kernel lives on, and its next numbers follow.
  await runAll(3, 4);
  await expect.poll(() => figures().count(), { timeout: 60_000 }).toBe(2);
});
