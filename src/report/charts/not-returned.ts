import type { NextPurchaseMetrics } from '../../evaluation/metrics-schema';
import { shareTicks } from '../page/axis-ticks';
import type { Chart } from '../page/chart-card';
import type { Figure, PlotObject } from '../page/figure';
import type { Texts } from '../texts/texts-es';

type Curve = NonNullable<NextPurchaseMetrics['notReturned']>;

/** Two-sided 95 % of a normal deviate. */
const Z = 1.96;

export interface ToldCurve {
  /** Origin from which the days count. */
  firstDay: string;
  /** Day the finding is about. */
  toldDay: number;
}

/** Kaplan–Meier curve of the customers who have not returned. Needs at least one day. */
export function notReturnedChart(curve: Curve, { firstDay, toldDay }: ToldCurve, t: Texts): Chart {
  const texts = t.forecast.returned;
  const told = lastBy(curve, toldDay);
  const half = curve.days.find((_, index) => curve.survival[index]! <= 0.5) ?? null;
  return {
    id: 'not-returned',
    title: texts.title(curve.survival[told] ?? 1, toldDay),
    howToRead: texts.howToRead,
    n: texts.n(curve.rows, t.day(firstDay)),
    sentence: texts.sentence(half),
    table: {
      columns: [texts.days, texts.share, texts.error],
      rows: curve.days.map((day, index) => [day, { share: curve.survival[index]! }, curve.standardError[index]!]),
    },
    figure: steps(curve, t),
  };
}

function lastBy({ days }: Curve, day: number): number {
  return days.filter((at) => at <= day).length - 1;
}

function steps(curve: Curve, t: Texts): Figure {
  const texts = t.forecast.returned;
  const bound = (sign: number) =>
    curve.survival.map((share, index) => Math.min(1, Math.max(0, share + sign * Z * curve.standardError[index]!)));
  return {
    data: [band(curve, bound(-1), { visible: false, t }), band(curve, bound(1), { visible: true, t }), line(curve, t)],
    layout: {
      height: 380,
      showlegend: true,
      margin: { t: 36 },
      xaxis: { title: { text: texts.days }, rangemode: 'tozero', showgrid: false },
      yaxis: { title: { text: texts.share }, range: [0, 1.02], ...shareTicks(1, t.number) },
    },
    narrow: { margin: { t: 64 } },
  };
}

/** One edge of the band; the upper one fills down to the lower. */
function band(curve: Curve, values: number[], { visible, t }: { visible: boolean; t: Texts }): PlotObject {
  return {
    type: 'scatter',
    mode: 'lines',
    name: t.forecast.returned.band,
    showlegend: visible,
    x: [0, ...curve.days],
    y: [1, ...values],
    line: { color: 'tint2', width: 0, shape: 'hv' },
    ...(visible ? { fill: 'tonexty', fillcolor: 'tint2' } : {}),
    hoverinfo: 'skip',
  };
}

function line({ days, survival }: Curve, t: Texts): PlotObject {
  return {
    type: 'scatter',
    mode: 'lines',
    name: t.forecast.returned.share,
    x: [0, ...days],
    y: [1, ...survival],
    customdata: [0, ...days].map((day, index) =>
      t.forecast.returned.hover(day, index === 0 ? 1 : survival[index - 1]!),
    ),
    line: { color: 'accent', width: 2.4, shape: 'hv' },
    hovertemplate: '%{customdata}<extra></extra>',
  };
}
