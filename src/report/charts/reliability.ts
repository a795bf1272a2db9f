import type { DateModelMetrics } from '../../evaluation/metrics-schema';
import { shareTicks } from '../page/axis-ticks';
import type { Chart } from '../page/chart-card';
import type { Figure, PlotObject } from '../page/figure';
import type { ColorToken } from '../page/theme';
import type { Texts } from '../texts/texts-es';
import { identityLine } from './plot-marks';

type Stated = DateModelMetrics['probabilities']['reliability'][number];

/** The share of fewer rows is chance; such points stay in the table and are not drawn. */
const LEAST_ROWS = 20;
/** A point of so many rows has a standard error below five points of a share. */
const SOUND_ROWS = 100;

export interface ReliabilityMark {
  color: ColorToken;
  symbol: string;
  dash: string;
}

const MARKS: readonly ReliabilityMark[] = [
  { color: 'accent', symbol: 'circle', dash: 'solid' },
  { color: 'ink', symbol: 'square', dash: 'dash' },
  { color: 'neutral', symbol: 'diamond', dash: 'dot' },
];

/** Reliability diagram: stated chances of a purchase within some days against what happened. Needs at least one. */
export function reliabilityChart(stated: readonly Stated[], rows: number, t: Texts): Chart {
  const texts = t.forecast.reliability;
  const first = stated[0]!;
  return {
    id: 'reliability',
    title: texts.title(first.days, meanOfBins(first, 'chance'), meanOfBins(first, 'share')),
    howToRead: texts.howToRead,
    n: texts.n(rows),
    sentence: stated.map((at) => texts.sentence(at.days, farthest(at))).join(' '),
    table: {
      columns: [texts.days, texts.chance, texts.share, texts.rows],
      rows: stated.flatMap(({ days, bins }) =>
        bins.map((bin) => [days, { share: bin.chance }, { share: bin.share }, bin.rows]),
      ),
    },
    figure: diagram(stated, t),
  };
}

/** Mean over all rows of what was stated, or of what came. */
export function meanOfBins({ bins }: Stated, value: 'chance' | 'share'): number {
  const rows = bins.reduce((sum, bin) => sum + bin.rows, 0);
  return bins.reduce((sum, bin) => sum + bin.rows * bin[value], 0) / rows;
}

function farthest({ bins }: Stated): number {
  return Math.max(
    0,
    ...bins.filter((bin) => bin.rows >= SOUND_ROWS).map(({ chance, share }) => Math.abs(chance - share)),
  );
}

function diagram(stated: readonly Stated[], t: Texts): Figure {
  const texts = t.forecast.reliability;
  const axis = { range: [0, 1], ...shareTicks(1, t.number), zeroline: false };
  return {
    data: [identityLine(texts.identity, 1), ...stated.map((at, index) => drawLine(at, index, t))],
    layout: {
      height: 380,
      showlegend: true,
      margin: { t: 36 },
      xaxis: { ...axis, title: { text: texts.chance } },
      yaxis: { ...axis, title: { text: texts.share } },
    },
    narrow: { margin: { t: 64 } },
  };
}

function drawLine({ days, bins }: Stated, index: number, t: Texts): PlotObject {
  const texts = t.forecast.reliability;
  const drawn = bins.filter(({ rows }) => rows >= LEAST_ROWS);
  const hover = ({ chance, share, rows }: StatedBin) => texts.hover(chance, share, rows);
  return statedLine(drawn, { name: texts.within(days), hover, mark: MARKS[index % MARKS.length]! });
}

export type StatedBin = Stated['bins'][number];

/** How often what was stated came, by the chance that was stated. */
export function statedLine(
  bins: readonly StatedBin[],
  { name, hover, mark }: { name: string; hover: (bin: StatedBin) => string; mark: ReliabilityMark },
): PlotObject {
  const { color, symbol, dash } = mark;
  return {
    type: 'scatter',
    mode: 'lines+markers',
    name,
    x: bins.map(({ chance }) => chance),
    y: bins.map(({ share }) => share),
    customdata: bins.map(hover),
    line: { color, dash, width: 2 },
    marker: { color, symbol, size: 8 },
    hovertemplate: '%{customdata}<extra></extra>',
  };
}
