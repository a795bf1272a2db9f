import type { ProductMethodMetrics, TopProductsMetrics } from '../../evaluation/metrics-schema';
import { shareTicks } from '../page/axis-ticks';
import type { Chart, ChartSeries } from '../page/chart-card';
import type { Figure, PlotObject } from '../page/figure';
import { axisLabel } from '../page/plot-labels';
import { SERIES_STYLES } from '../page/series-style';
import type { Texts } from '../texts/texts-es';
import { besideLine, panelAxis, verticalLine } from './plot-marks';

const FIGURES = ['hitRate', 'recall', 'ndcg'] as const;

export interface HitChartOptions {
  /** Methods with at least one case. */
  methods: readonly ProductMethodMetrics[];
  top: number;
}

/** Hit rate, recall and nDCG of every method by length of the list. Needs at least one method. */
export function hitsByLength({ methods, top }: HitChartOptions, { customers }: TopProductsMetrics, t: Texts): Chart {
  const texts = t.products.byLength;
  const chosen = methods.find((method) => method.chosen) ?? methods[0]!;
  const depth = chosen.hitRate.length;
  const at = Math.min(top, depth);
  const finding = { at, hit: chosen.hitRate[at - 1]!, depth, deepest: chosen.hitRate[depth - 1]! };
  return {
    id: 'hits-by-length',
    title: texts.title(finding),
    howToRead: texts.howToRead,
    n: texts.n(chosen.cases, customers),
    sentence: methods.map((method) => texts.method(t.methods[method.name], at, method.hitRate[at - 1]!)).join(' '),
    table: {
      columns: [texts.methodName, 'k', ...FIGURES.map((figure) => texts.figures[figure])],
      rows: methods.flatMap((method) => tableRows(method, t)),
    },
    wide: true,
    series: seriesOf(methods, at, t),
    figure: panels({ methods, top: at }, depth, t),
  };
}

/** The method in use, the customer's most bought and the shop's best sellers at once; the others when they are asked for. */
function seriesOf(methods: readonly ProductMethodMetrics[], at: number, t: Texts): ChartSeries[] {
  const other = methods
    .filter(({ chosen, personal, name }) => !chosen && personal && name !== 'GP-TopFreq')
    .sort((a, b) => b.hitRate[at - 1]! - a.hitRate[at - 1]!)[0];
  const inUseIsKnown = methods.some(({ chosen, name }) => chosen && (name === 'GP-TopFreq' || name === 'G-TopFreq'));
  return methods.map((method) => {
    const { name, chosen } = method;
    const known = name === 'GP-TopFreq' || name === 'G-TopFreq' || (inUseIsKnown && method === other);
    const label = chosen ? `✓ ${t.methods[name]}` : t.methods[name];
    return { name: label, group: axisLabel(t.methods[name]), style: SERIES_STYLES[name], shown: chosen || known };
  });
}

/** Three panels side by side, or below each other where the page is narrow. */
function panels({ methods, top }: HitChartOptions, depth: number, t: Texts): Figure {
  const names = t.products.byLength.figures;
  return {
    data: FIGURES.flatMap((figure, panel) => methods.map((method) => drawLine({ method, figure, panel, t }))),
    layout: {
      height: 330,
      margin: { t: 44 },
      legend: { y: 1.14 },
      grid: { rows: 1, columns: 3, pattern: 'independent', xgap: 0.18 },
      shapes: FIGURES.map((_, panel) => verticalLine({ x: top, panel })),
      annotations: FIGURES.flatMap((figure, panel) => [
        panelTitle(names[figure], panel),
        besideLine(`k = ${top}`, { x: top, panel, side: 'right', y: 0 }),
      ]),
      ...panelAxes(methods, depth, t),
    },
    narrow: {
      height: 860,
      margin: { t: 44 },
      legend: { y: 1.05 },
      grid: { rows: 3, columns: 1, pattern: 'independent', ygap: 0.3 },
    },
  };
}

function tableRows({ name, hitRate, recall, ndcg }: ProductMethodMetrics, t: Texts) {
  return hitRate.map((hit, index) => [
    t.methods[name],
    index + 1,
    { share: hit },
    { share: recall[index]! },
    ndcg[index]!,
  ]);
}

interface LineOptions {
  method: ProductMethodMetrics;
  figure: (typeof FIGURES)[number];
  panel: number;
  t: Texts;
}

function drawLine({ method, figure, panel, t }: LineOptions): PlotObject {
  const { color, symbol, dash } = SERIES_STYLES[method.name];
  const name = t.methods[method.name];
  const values = method[figure];
  return {
    type: 'scatter',
    mode: 'lines+markers',
    name: axisLabel(method.chosen ? `✓ ${name}` : name),
    legendgroup: axisLabel(name),
    showlegend: panel === 0,
    xaxis: panelAxis('x', panel),
    yaxis: panelAxis('y', panel),
    x: values.map((_, index) => index + 1),
    y: [...values],
    ...(figure === 'hitRate' ? errorBars(method, color) : {}),
    customdata: values.map((value, index) => axisLabel(name) + t.products.byLength.hover(index + 1, value)),
    line: { color, dash, width: method.chosen ? 3 : 1.8 },
    marker: { color, symbol, size: method.chosen ? 8 : 6 },
    hovertemplate: '%{customdata}<extra></extra>',
  };
}

/** 95 % intervals of the hit rate, where they were worked out. */
function errorBars({ hitRate, hitBounds }: ProductMethodMetrics, color: string): PlotObject {
  if (hitBounds === undefined) return {};
  return {
    error_y: {
      type: 'data',
      symmetric: false,
      array: hitBounds.map(({ high }, index) => high - hitRate[index]!),
      arrayminus: hitBounds.map(({ low }, index) => hitRate[index]! - low),
      color,
      thickness: 1.2,
      width: 3,
    },
  };
}

/** Hit rate and recall are shares; nDCG is an index. */
function ticksOf(methods: readonly ProductMethodMetrics[], figure: (typeof FIGURES)[number], t: Texts): PlotObject {
  if (figure === 'ndcg') return { tickformat: '.2f', nticks: 5 };
  return shareTicks(Math.max(...methods.flatMap((method) => method[figure])), t.number);
}

function panelAxes(methods: readonly ProductMethodMetrics[], depth: number, t: Texts): PlotObject {
  return Object.fromEntries(
    FIGURES.flatMap((figure, panel) => {
      const suffix = panel === 0 ? '' : String(panel + 1);
      return [
        [`xaxis${suffix}`, { title: { text: 'k' }, showgrid: false, dtick: depth > 6 ? 3 : 1, tick0: 1 }],
        [`yaxis${suffix}`, { rangemode: 'tozero', ...ticksOf(methods, figure, t) }],
      ];
    }),
  );
}

function panelTitle(text: string, panel: number): PlotObject {
  return {
    text: `<b>${text}</b>`,
    showarrow: false,
    xref: `${panelAxis('x', panel)} domain`,
    yref: `${panelAxis('y', panel)} domain`,
    x: 0,
    y: 1,
    xanchor: 'left',
    yanchor: 'bottom',
    yshift: 6,
    font: { size: 13 },
  };
}
