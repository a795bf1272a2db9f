import type { DateModelName, ProductMethodName } from '../../config/model-names';
import type { ColorToken } from './theme';

type Symbol = 'circle' | 'square' | 'diamond' | 'triangle-up' | 'triangle-down';

/** How a model or method is drawn, the same in every chart and table: colour, mark and line together. */
export interface SeriesStyle {
  color: ColorToken;
  symbol: Symbol;
  dash: 'solid' | 'dash' | 'dot' | 'dashdot' | 'longdash';
}

const style = (color: ColorToken, symbol: Symbol, dash: SeriesStyle['dash']): SeriesStyle => ({ color, symbol, dash });

/** No two have colour and mark in common: five marks tell apart what shares one of eight colours. */
export const SERIES_STYLES: Readonly<Record<DateModelName | ProductMethodName, SeriesStyle>> = {
  'hazard-network': style('series-7', 'circle', 'solid'),
  'dense-network': style('series-1', 'square', 'dash'),
  'hazard-table': style('series-5', 'diamond', 'dot'),
  'calendar-forest': style('series-6', 'triangle-up', 'dashdot'),
  'gradient-boosting': style('series-8', 'triangle-down', 'longdash'),
  'beta-geometric': style('series-8', 'circle', 'dash'),
  'bg-nbd': style('series-3', 'circle', 'dot'),
  'global-hazard': style('series-5', 'circle', 'solid'),
  'mean-gap': style('series-4', 'triangle-up', 'dash'),
  'last-gap': style('series-3', 'square', 'dashdot'),
  'global-median': style('series-2', 'triangle-down', 'solid'),
  'dense-ranker': style('series-1', 'circle', 'solid'),
  'TIFU-KNN-time': style('series-3', 'triangle-up', 'dashdot'),
  'TIFU-KNN': style('series-4', 'circle', 'dot'),
  'UP-CF@r': style('series-4', 'square', 'longdash'),
  'item-periodicity': style('series-5', 'square', 'dash'),
  'decayed-baskets': style('series-2', 'circle', 'dash'),
  'decayed-days': style('series-2', 'square', 'dot'),
  'GP-TopFreq': style('series-8', 'diamond', 'solid'),
  'P-TopFreq': style('series-7', 'square', 'longdash'),
  'G-TopFreq': style('series-6', 'circle', 'solid'),
};
