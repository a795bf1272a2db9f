import type { NextPurchaseMetrics } from '../../evaluation/metrics-schema';
import { shareTicks } from '../page/axis-ticks';
import type { Chart } from '../page/chart-card';
import type { Figure, PlotObject } from '../page/figure';
import type { SeriesStyle } from '../page/series-style';
import type { Texts } from '../texts/texts-es';
import { besideLine, verticalLine } from './plot-marks';

type ErrorBin = NextPurchaseMetrics['errorDays'][number];

/** An error of at most so many days still serves a weekly campaign. */
const CLOSE_DAYS = 3;

/** Distribution of predicted − actual days. Needs at least one row. */
export function signedError(
  bins: readonly ErrorBin[],
  { style, horizon }: { style: SeriesStyle; horizon: number },
  t: Texts,
): Chart {
  const texts = t.dates.error;
  const rows = count(bins);
  const shares = {
    close: count(bins.filter(({ days }) => Math.abs(days) <= CLOSE_DAYS)) / rows,
    exact: count(bins.filter(({ days }) => days === 0)) / rows,
    early: count(bins.filter(({ days }) => days < 0)) / rows,
    late: count(bins.filter(({ days }) => days > 0)) / rows,
  };
  return {
    id: 'signed-error',
    title: texts.title(CLOSE_DAYS, shares),
    howToRead: texts.howToRead(CLOSE_DAYS, horizon),
    n: texts.n(rows),
    sentence: texts.sentence(CLOSE_DAYS, shares),
    table: {
      columns: [texts.days, texts.rows, texts.share],
      rows: bins.map((bin) => [bin.days, bin.rows, { share: bin.rows / rows }]),
    },
    figure: histogram(bins, style, t),
  };
}

function histogram(bins: readonly ErrorBin[], style: SeriesStyle, t: Texts): Figure {
  const texts = t.dates.error;
  const most = Math.max(...bins.map((bin) => bin.rows)) / count(bins);
  return {
    data: [drawShares(bins, style, t)],
    layout: {
      height: 380,
      bargap: 0.1,
      margin: { t: 36 },
      shapes: [verticalLine({ x: 0 })],
      annotations: [
        besideLine(texts.early, { x: 0, side: 'left', y: 1 }),
        besideLine(texts.late, { x: 0, side: 'right', y: 1 }),
      ],
      xaxis: { title: { text: texts.days }, showgrid: false, zeroline: false },
      yaxis: { title: { text: texts.share }, ...shareTicks(most, t.number) },
    },
  };
}

function count(bins: readonly ErrorBin[]): number {
  return bins.reduce((sum, { rows }) => sum + rows, 0);
}

function drawShares(bins: readonly ErrorBin[], style: SeriesStyle, t: Texts): PlotObject {
  const rows = count(bins);
  return {
    type: 'bar',
    x: bins.map(({ days }) => days),
    y: bins.map((bin) => bin.rows / rows),
    customdata: bins.map((bin) => t.dates.error.hover(bin.days, bin.rows, bin.rows / rows)),
    marker: { color: bins.map(({ days }) => (Math.abs(days) <= CLOSE_DAYS ? style.color : 'neutral')) },
    hovertemplate: '%{customdata}<extra></extra>',
  };
}
