import type { Columns } from '../engine/relation';
import { column } from '../engine/relation';
import { DECAYED_COLUMNS, RATE_HALF_LIFE_DAYS } from './decayed-sums';

const number = (unit: string, meaning: string) => column('DOUBLE', meaning, unit);

/**
 * What a customer looks like on an origin, in the one order that training and prediction share. `purchases` are
 * purchase days; money is in the currency of the input.
 */
export const FEATURE_COLUMNS: Columns = {
  n_purchases: number('purchases', 'purchases so far'),
  gap_last_1: number('days', 'last gap'),
  gap_last_2: number('days', 'gap before it, the mean gap where there is none'),
  gap_last_3: number('days', 'gap before that, the mean gap where there is none'),
  gap_mean: number('days', 'mean gap'),
  gap_median: number('days', 'median gap'),
  gap_sd: number('days', 'standard deviation of the gaps (population)'),
  gap_weighted: number('days', 'mean gap, the i-th gap weighted by i: recent ones count more'),
  days_since_last: number('days', 'days elapsed since the last purchase'),
  elapsed_ratio: number('ratio', 'days elapsed ÷ median gap'),
  decayed_rate: number(
    'purchases per day',
    `purchases a day since the first one, weight halving every ${RATE_HALF_LIFE_DAYS} days`,
  ),
  purchases_14d: number('purchases', 'purchases in the last 14 days'),
  purchases_28d: number('purchases', 'purchases in the last 28 days'),
  weekday_sin: number('cycle', 'weekday of the as-of date on a circle, sine'),
  weekday_cos: number('cycle', 'weekday of the as-of date on a circle, cosine'),
  month_sin: number('cycle', 'month of the as-of date on a circle, sine'),
  month_cos: number('cycle', 'month of the as-of date on a circle, cosine'),
  units_last: number('units', 'units in the last purchase'),
  units_mean: number('units', 'mean units a purchase'),
  units_trend: number('ratio', 'mean units of the last three purchases ÷ mean of all'),
  spend_last: number('currency', 'spend of the last purchase'),
  spend_mean: number('currency', 'mean spend a purchase'),
  spend_trend: number('ratio', 'mean spend of the last three purchases ÷ mean of all'),
  tenure_days: number('days', 'days since the first purchase'),
  distinct_products: number('products', 'different products bought so far'),
  ...DECAYED_COLUMNS,
};
