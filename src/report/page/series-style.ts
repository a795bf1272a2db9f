import type { Metrics } from '../../evaluation/metrics-schema';
import type { ColorToken } from './theme';

/** How a model or method is drawn, the same in every chart and table: colour, mark and line together. */
export interface SeriesStyle {
  color: ColorToken;
  symbol: string;
  dash: string;
}

const COLORS: readonly ColorToken[] = [
  'series-1',
  'series-2',
  'series-3',
  'series-4',
  'series-5',
  'series-6',
  'series-7',
  'series-8',
];
const SYMBOLS = ['circle', 'square', 'diamond', 'triangle-up', 'triangle-down', 'square', 'triangle-up', 'circle'];
const DASHES = ['solid', 'dash', 'dot', 'dashdot', 'longdash', 'dot', 'dash', 'solid'];

/** Networks come first, so that the network keeps its colour whatever rules stand beside it. */
export function seriesStyles({ nextPurchase, topProducts }: Metrics): Map<string, SeriesStyle> {
  const networks = nextPurchase.models.filter(({ kind }) => kind === 'network');
  const baselines = nextPurchase.models.filter(({ kind }) => kind === 'baseline');
  const names = [...networks, ...baselines, ...topProducts.methods].map(({ name }) => name);
  return new Map([...new Set(names)].map((name, index) => [name, styleOf(index)]));
}

function styleOf(index: number): SeriesStyle {
  return {
    color: COLORS[index % COLORS.length]!,
    // Beyond the colours they come again with another mark and line.
    symbol: SYMBOLS[(index + Math.floor(index / COLORS.length)) % SYMBOLS.length]!,
    dash: DASHES[(index + Math.floor(index / COLORS.length)) % DASHES.length]!,
  };
}
