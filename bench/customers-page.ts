/**
 * How fast the page of customers is with as many as it holds: `npm run bench:customers-page` writes
 * bench/results/customers-page.json. Chromium opens the file as a reader does; a filter takes from the event until the
 * rows are there.
 */
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { MOST_CUSTOMERS, renderCustomers } from '../src/report/customers/render-customers';
import { AS_OF, columnsOf, manyRows } from '../tests/report/customers-fixture';
import { ensureChromium } from '../tests/setup/chromium';

const RESULTS = resolve(__dirname, 'results/customers-page.json');
const REPETITIONS = 7;

/** What a reader does, as code in the page; each is undone by the next. */
const ACTIONS = {
  search_id: ask('search', 'input', 'c4'),
  search_product: ask('search', 'input', 'prod-00'),
  search_nothing: ask('search', 'input', ''),
  state: ask('state', 'change', 'overdue'),
  all_states: ask('state', 'change', 'all'),
  product: `const s = document.getElementById('product'); s.selectedIndex = 5; s.dispatchEvent(new Event('change'))`,
  any_product: ask('product', 'change', ''),
  day: `document.querySelectorAll('#calendar .day:not(.past)')[2].click()`,
  any_day: `document.querySelectorAll('#calendar .day:not(.past)')[2].click()`,
  sort: `document.querySelector('[data-sort=within7]').click()`,
  sort_by_id: `document.querySelector('[data-sort=customer]').click()`,
  english: `location.hash = '#en'`,
  spanish: `location.hash = '#es'`,
};

function ask(id: string, event: string, value: string): string {
  return `const e = document.getElementById('${id}'); e.value = '${value}'; e.dispatchEvent(new Event('${event}'))`;
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'recompra-page-'));
  const file = join(folder, 'clientes.html');
  const columns = columnsOf(manyRows(MOST_CUSTOMERS), 3);
  const begun = performance.now();
  writeFileSync(
    file,
    renderCustomers({ asOf: AS_OF, run: 'bench', total: MOST_CUSTOMERS, top: 3, columns, report: false }),
  );
  const written = Math.round(performance.now() - begun);
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: ['--no-sandbox'] });
  try {
    const runs: { open: number; times: Record<string, number>; csv: number }[] = [];
    for (let i = 0; i < REPETITIONS; i++) {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
      runs.push(await measure(await context.newPage(), pathToFileURL(file).href));
      await context.close();
    }
    const times = Object.keys(ACTIONS).map((name) => [name, median(runs.map((run) => run.times[name]!))]);
    const result = {
      customers: MOST_CUSTOMERS,
      megabytes: Math.round(statSync(file).size / 10_000) / 100,
      render_ms: written,
      open_ms: median(runs.map(({ open }) => open)),
      ...Object.fromEntries(times.map(([name, time]) => [`${name}_ms`, time])),
      csv_ms: median(runs.map(({ csv }) => csv)),
      repetitions: REPETITIONS,
    };
    writeFileSync(RESULTS, `${JSON.stringify(result, null, 2)}\n`);
    process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
}

async function measure(page: Page, url: string) {
  const begun = performance.now();
  await page.goto(url);
  await page.locator('.row').first().waitFor();
  const open = performance.now() - begun;
  // What is prepared after opening is ready.
  await page.waitForTimeout(1500);
  const times: Record<string, number> = {};
  for (const [name, code] of Object.entries(ACTIONS)) times[name] = await timed(page, code);
  const csv = await timed(page, `document.getElementById('csv').click()`);
  return { open, times, csv };
}

/** Milliseconds from an action until the page has been laid out after it. */
function timed(page: Page, code: string): Promise<number> {
  return page.evaluate(`(async () => {
    const begun = performance.now();
    { ${code} }
    await new Promise((done) => setTimeout(done));
    document.body.offsetHeight;
    return performance.now() - begun;
  })()`);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round(sorted[sorted.length >> 1]!);
}

void main();
