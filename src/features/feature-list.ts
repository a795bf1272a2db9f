import { DECAYED_COLUMNS } from '../tables/decayed-sums';
import { FEATURE_COLUMNS } from '../tables/feature-columns';

/** Bumped whenever a name, its meaning or its order changes: a model trained on another list is refused. */
export const FEATURES_VERSION = 2;

export interface Feature {
  /** Column name in the feature rows and in the model folder. */
  name: string;
  /** What it is counted in. */
  unit: string;
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
  drifting('n_purchases', 'log1p'),
  feature('gap_last_1', 'log1p'),
  feature('gap_last_2', 'log1p'),
  drifting('gap_last_3', 'log1p'),
  feature('gap_mean', 'log1p'),
  feature('gap_median', 'log1p'),
  feature('gap_sd', 'log1p'),
  feature('gap_weighted', 'log1p'),
  feature('days_since_last', 'log1p'),
  feature('elapsed_ratio', 'log1p'),
  feature('decayed_rate', 'log1p'),
  feature('purchases_14d', 'none'),
  feature('purchases_28d', 'none'),
  feature('weekday_sin', 'none'),
  feature('weekday_cos', 'none'),
  drifting('month_sin', 'none'),
  drifting('month_cos', 'none'),
  feature('units_last', 'log1p'),
  feature('units_mean', 'log1p'),
  drifting('units_trend', 'log1p'),
  feature('spend_last', 'log1p'),
  feature('spend_mean', 'log1p'),
  drifting('spend_trend', 'log1p'),
  drifting('tenure_days', 'log1p'),
  drifting('distinct_products', 'log1p'),
  ...Object.keys(DECAYED_COLUMNS).map((name) => feature(name, 'log1p')),
];

export const FEATURE_NAMES: readonly string[] = FEATURES.map(({ name }) => name);

/** Unit and meaning stand beside the column's SQL. */
function feature(name: string, transform: Feature['transform'], networkInput = true): Feature {
  const { unit, meaning } = FEATURE_COLUMNS[name]!;
  return { name, unit: unit!, meaning, networkInput, transform };
}

function drifting(name: string, transform: Feature['transform']): Feature {
  return feature(name, transform, false);
}
