import { readFileSync } from 'node:fs';
import type { ReportAssets } from '../report/page/page';

/** What reports inline: the chart library. */
export function reportAssets(): ReportAssets {
  return { plotly: readFileSync(require.resolve('plotly.js-cartesian-dist-min'), 'utf8') };
}
