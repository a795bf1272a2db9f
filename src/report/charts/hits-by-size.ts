import type { ProductMethodMetrics, TopProductsMetrics } from '../../evaluation/metrics-schema';
import { shareTicks } from '../page/axis-ticks';
import type { Chart } from '../page/chart-card';
import type { PlotObject } from '../page/figure';
import { axisLabel } from '../page/plot-labels';
import { SERIES_STYLES } from '../page/series-style';
import type { Texts } from '../texts/texts-es';

export interface SizeChartOptions {
  /** Methods with figures by size, the chosen one among them. */
  methods: readonly ProductMethodMetrics[];
}

type Group = NonNullable<ProductMethodMetrics['bySize']>[number];

/** Hit rate by number of products in the purchase that is predicted. Needs a chosen method with at least one group. */
export function hitsBySize({ methods }: SizeChartOptions, { top, customers }: TopProductsMetrics, t: Texts): Chart {
  const texts = t.products.bySize;
  const chosen = methods.find((method) => method.chosen) ?? methods[0]!;
  const groups = chosen.bySize ?? [];
  return {
    id: 'hits-by-size',
    title: texts.title(groups[0]!.hit, groups.at(-1)!.hit, sizeName(groups.at(-1)!)),
    howToRead: texts.howToRead(top),
    n: t.products.byLength.n(chosen.cases, customers),
    sentence: groups.map((group) => texts.group(sizeName(group), group.hit)).join(' '),
    table: {
      columns: [texts.method, texts.size, texts.cases, `Hit@${top}`, 'Recall@10', 'nDCG@10'],
      rows: methods.flatMap(({ name, bySize = [] }) =>
        bySize.map((group) => [
          t.methods[name],
          sizeName(group),
          group.cases,
          { share: group.hit },
          { share: group.recall10 },
          group.ndcg10,
        ]),
      ),
    },
    figure: {
      data: methods.map((method) => drawLine(method, t)),
      layout: {
        height: 340,
        showlegend: true,
        margin: { t: 64 },
        xaxis: { title: { text: texts.axis }, type: 'category', showgrid: false },
        yaxis: { rangemode: 'tozero', ...shareTicks(1, t.number) },
      },
    },
  };
}

function sizeName({ from, to }: Group): string {
  if (to === null) return `${from}+`;
  return from === to ? String(from) : `${from}–${to}`;
}

function drawLine(method: ProductMethodMetrics, t: Texts): PlotObject {
  const { color, symbol, dash } = SERIES_STYLES[method.name];
  const name = t.methods[method.name];
  const groups = method.bySize ?? [];
  return {
    type: 'scatter',
    mode: 'lines+markers',
    name: axisLabel(method.chosen ? `✓ ${name}` : name),
    x: groups.map(sizeName),
    y: groups.map(({ hit }) => hit),
    customdata: groups.map(
      (group) => axisLabel(name) + t.products.bySize.hover(sizeName(group), group.hit, group.cases),
    ),
    line: { color, dash, width: method.chosen ? 3 : 1.8 },
    marker: { color, symbol, size: method.chosen ? 8 : 6 },
    hovertemplate: '%{customdata}<extra></extra>',
  };
}
