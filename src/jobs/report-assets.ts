import { readFileSync } from 'node:fs';
import type { Metrics } from '../evaluation/metrics-schema';
import type { ReportAssets } from '../report/page/page';
import type { PagesBeside } from '../report/render-report';
import { renderReport } from '../report/render-report';

/** What reports inline: the chart library. */
export function reportAssets(): ReportAssets {
  return { plotly: readFileSync(require.resolve('plotly.js-cartesian-dist-min'), 'utf8') };
}

/** The report with the chart library inlined. */
export function reportPage(metrics: Metrics, beside: PagesBeside): string {
  return renderReport(metrics, reportAssets(), beside);
}
