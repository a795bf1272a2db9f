import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import type { Metrics } from '../../src/evaluation/metrics-schema';
import { renderReport } from '../../src/report/render-report';
import { ensureChromium } from '../setup/chromium';

export const PLOTLY = readFileSync(require.resolve('plotly.js-cartesian-dist-min'), 'utf8');

/** A page with a report open in it, and what went wrong while it was. */
export interface OpenReport {
  page: Page;
  /** Errors and warnings of the console, uncaught errors, violations of the policy. */
  complaints: string[];
  /** What the page asked for beside itself. */
  requests: string[];
  close(): Promise<void>;
}

/** Opens reports as a reader does: from a file, in Chromium. */
export class ReportBrowser {
  private readonly folder = mkdtempSync(join(tmpdir(), 'recompra-report-'));

  private constructor(private readonly browser: Browser) {}

  static async launch(): Promise<ReportBrowser> {
    return new ReportBrowser(await chromium.launch({ executablePath: ensureChromium(), args: ['--no-sandbox'] }));
  }

  /** @param anchor part of the address from `#` on */
  open(metrics: Metrics, options: BrowserContextOptions & { anchor?: string } = {}) {
    return this.openPage(renderReport(metrics, { plotly: PLOTLY }), options);
  }

  /** The same of any page. */
  async openPage(content: string, { anchor = '', ...options }: BrowserContextOptions & { anchor?: string } = {}) {
    const file = join(this.folder, 'index.html');
    writeFileSync(file, content);
    const context = await this.browser.newContext(options);
    const page = await context.newPage();
    const report: OpenReport = { page, complaints: [], requests: [], close: () => context.close() };
    await listen(report);
    await page.goto(pathToFileURL(file).href + anchor);
    await chartsDrawn(page);
    return report;
  }

  async close(): Promise<void> {
    await this.browser.close();
    rmSync(this.folder, { recursive: true });
  }
}

async function listen({ page, complaints, requests }: OpenReport): Promise<void> {
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => complaints.push(`dialog: ${dialog.message()}`));
  page.on('request', (request) => {
    if (!request.isNavigationRequest() && !/^(data|blob):/.test(request.url())) requests.push(request.url());
  });
  await page.addInitScript(`
    addEventListener('securitypolicyviolation', (event) => console.error('policy: ' + event.violatedDirective));`);
}

/** Waits until every chart of the language shown is there. */
async function chartsDrawn(page: Page): Promise<void> {
  await page.locator('.report:not([hidden]) .plot:not(:has(svg.main-svg))').first().waitFor({ state: 'detached' });
}

/** Follows the link to the report in English and waits for its charts: the page shows it an instant after the click. */
export async function turnToEnglish(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'English' }).click();
  await page.locator('.report[lang=en]:not([hidden])').waitFor();
  await chartsDrawn(page);
}
