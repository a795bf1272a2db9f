import type { NextPurchaseMetrics } from '../../evaluation/metrics-schema';
import { horizonTicks } from '../page/axis-ticks';
import type { Chart } from '../page/chart-card';
import type { Figure, PlotObject } from '../page/figure';
import type { SeriesStyle } from '../page/series-style';
import type { Texts } from '../texts/texts-es';
import { identityLine } from './plot-marks';

type Bin = NextPurchaseMetrics['predictedVsActual'][number];

/** Quartiles of fewer rows are chance; such bins stay in the table and are not drawn. */
const LEAST_ROWS = 10;

export interface DayChartOptions {
  style: SeriesStyle;
  /** Days in which dates and purchases are told apart; this day stands for all later ones. */
  horizon: number;
}

/** Actual days by predicted day: mean, median and quartiles, beside the identity. Needs at least one bin. */
export function predictedVsActualChart(bins: readonly Bin[], options: DayChartOptions, t: Texts): Chart {
  const { horizon } = options;
  const texts = t.dates.actual;
  const rows = bins.reduce((sum, bin) => sum + bin.rows, 0);
  const largest = bins.reduce((most, bin) => (bin.rows > most.rows ? bin : most));
  const drawn = bins.filter((bin) => bin.rows >= Math.min(LEAST_ROWS, largest.rows));
  const bias = bins.reduce((sum, bin) => sum + bin.rows * (bin.predicted - bin.mean), 0) / rows;
  return {
    id: 'predicted-vs-actual',
    title: texts.title(largest, largest.predicted >= horizon),
    howToRead: texts.howToRead(bins.length - drawn.length, horizon),
    n: texts.n(rows),
    sentence: texts.sentence({ bias, largest, later: largest.predicted >= horizon }),
    table: {
      columns: [texts.predicted, texts.rows, texts.mean, texts.q25, texts.median, texts.q75],
      rows: bins.map((bin) => [
        bin.predicted < horizon ? bin.predicted : `≥ ${bin.predicted}`,
        bin.rows,
        bin.mean,
        bin.q25,
        bin.median,
        bin.q75,
      ]),
    },
    figure: quartilesAndMeans(drawn, options, t),
  };
}

function quartilesAndMeans(bins: readonly Bin[], { style, horizon }: DayChartOptions, t: Texts): Figure {
  const { predicted, axis, identity } = t.dates.actual;
  const end = Math.max(...bins.map((bin) => bin.predicted));
  return {
    data: [
      identityLine(identity, end),
      quartileBars(bins, t),
      medianMarks(bins, t),
      meanMarks(bins, { style, horizon }, t),
    ],
    layout: {
      height: 380,
      barmode: 'overlay',
      showlegend: true,
      margin: { t: 36 },
      xaxis: { title: { text: predicted }, rangemode: 'tozero', showgrid: false, ...horizonTicks(horizon) },
      yaxis: { title: { text: axis }, rangemode: 'tozero', ...horizonTicks(horizon) },
    },
    narrow: { margin: { t: 64 } },
  };
}

function quartileBars(bins: readonly Bin[], t: Texts): PlotObject {
  return {
    type: 'bar',
    name: t.dates.actual.quartiles,
    x: bins.map(({ predicted }) => predicted),
    base: bins.map(({ q25 }) => q25),
    y: bins.map(({ q25, q75 }) => q75 - q25),
    width: barWidth(bins),
    marker: { color: 'tint2' },
    hoverinfo: 'skip',
  };
}

/** Half the smallest distance between bins, so that bars never touch. */
function barWidth(bins: readonly Bin[]): number {
  const steps = bins.slice(1).map(({ predicted }, index) => predicted - bins[index]!.predicted);
  return Math.min(...steps.filter((step) => step > 0), 1.2) * 0.5;
}

function medianMarks(bins: readonly Bin[], t: Texts): PlotObject {
  return {
    type: 'scatter',
    mode: 'markers',
    name: t.dates.actual.median,
    x: bins.map(({ predicted }) => predicted),
    y: bins.map(({ median }) => median),
    marker: { symbol: 'line-ew', size: 9, color: 'ink', line: { color: 'ink', width: 2 } },
    hoverinfo: 'skip',
  };
}

function meanMarks(bins: readonly Bin[], { style: { color, symbol }, horizon }: DayChartOptions, t: Texts): PlotObject {
  return {
    type: 'scatter',
    mode: 'markers',
    name: t.dates.actual.mean,
    x: bins.map(({ predicted }) => predicted),
    y: bins.map(({ mean }) => mean),
    customdata: bins.map((bin) => t.dates.actual.hover(bin, bin.predicted >= horizon)),
    marker: { color, symbol, size: 8 },
    hovertemplate: '%{customdata}<extra></extra>',
  };
}
