import { DECAYED_FEATURES } from './decayed-history';

/** Bumped whenever a name, its meaning or its order changes: a model trained on another list is refused. */
export const FEATURES_VERSION = 2;

export interface Feature {
  /** Column name in the feature rows and in the model folder. */
  name: string;
  unit: 'purchases' | 'days' | 'ratio' | 'cycle' | 'units' | 'currency' | 'products' | 'purchases per day';
  meaning: string;
  /**
   * Whether the network sees it. What grows with the length of the record or moves with the calendar takes values on
   * new dates that training never saw: on validation the network errs less without them.
   */
  networkInput: boolean;
  /** Applied before standardising: long right tails are taken to the logarithm. */
  transform: 'none' | 'log1p';
}

/**
 * What a customer looks like on an as-of date, in the one order that training and prediction share.
 * `purchases` are purchase days; money is in the currency of the input.
 */
export const FEATURES: readonly Feature[] = [
  drifting('n_purchases', 'purchases', 'log1p', 'purchases so far'),
  feature('gap_last_1', 'days', 'log1p', 'last gap'),
  feature('gap_last_2', 'days', 'log1p', 'gap before it, the mean gap where there is none'),
  drifting('gap_last_3', 'days', 'log1p', 'gap before that, the mean gap where there is none'),
  feature('gap_mean', 'days', 'log1p', 'mean gap'),
  feature('gap_median', 'days', 'log1p', 'median gap'),
  feature('gap_sd', 'days', 'log1p', 'standard deviation of the gaps (population)'),
  feature('gap_weighted', 'days', 'log1p', 'mean gap, the i-th gap weighted by i: recent ones count more'),
  feature('days_since_last', 'days', 'log1p', 'days elapsed since the last purchase'),
  feature('elapsed_ratio', 'ratio', 'log1p', 'days elapsed ÷ median gap'),
  feature(
    'decayed_rate',
    'purchases per day',
    'log1p',
    'purchases a day since the first one, weight halving every 56 days',
  ),
  feature('purchases_14d', 'purchases', 'none', 'purchases in the last 14 days'),
  feature('purchases_28d', 'purchases', 'none', 'purchases in the last 28 days'),
  feature('weekday_sin', 'cycle', 'none', 'weekday of the as-of date on a circle, sine'),
  feature('weekday_cos', 'cycle', 'none', 'weekday of the as-of date on a circle, cosine'),
  drifting('month_sin', 'cycle', 'none', 'month of the as-of date on a circle, sine'),
  drifting('month_cos', 'cycle', 'none', 'month of the as-of date on a circle, cosine'),
  feature('units_last', 'units', 'log1p', 'units in the last purchase'),
  feature('units_mean', 'units', 'log1p', 'mean units a purchase'),
  drifting('units_trend', 'ratio', 'log1p', 'mean units of the last three purchases ÷ mean of all'),
  feature('spend_last', 'currency', 'log1p', 'spend of the last purchase'),
  feature('spend_mean', 'currency', 'log1p', 'mean spend a purchase'),
  drifting('spend_trend', 'ratio', 'log1p', 'mean spend of the last three purchases ÷ mean of all'),
  drifting('tenure_days', 'days', 'log1p', 'days since the first purchase'),
  drifting('distinct_products', 'products', 'log1p', 'different products bought so far'),
  ...DECAYED_FEATURES.map(({ name, unit, meaning }) => feature(name, unit, 'log1p', meaning)),
];

export const FEATURE_NAMES: readonly string[] = FEATURES.map(({ name }) => name);

function feature(name: string, unit: Feature['unit'], transform: Feature['transform'], meaning: string): Feature {
  return { name, unit, transform, meaning, networkInput: true };
}

function drifting(...[name, unit, transform, meaning]: Parameters<typeof feature>): Feature {
  return { name, unit, transform, meaning, networkInput: false };
}
