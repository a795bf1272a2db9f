import { RecompraError } from '../config/errors';
import type { Query } from '../engine/relation';
import { exportedRows } from '../tables/exported-rows';
import type { PurchaseHistory } from '../tables/shop';
import { labelledRows } from '../tables/shop';
import { planOrigins } from './origins';

export interface ExportOptions {
  /** First day of the data and as-of date, epoch days. */
  firstDay: number;
  asOf: number;
  horizon?: number | undefined;
}

/**
 * The query of `features.parquet`, one row per customer and origin: `cliente_id`, `fecha_corte`, `parte` (`train`,
 * `validation`, `test`, or `entre` for origins whose answers would be shared), the features in their order, the
 * purchase days up to the origin (HISTORY_COLUMNS), `dias_siguiente` (days to the next purchase, NULL where the data end
 * first) and `dias_restringidos` (at most the horizon). Rows of `train` may be joined by those of `validation` for
 * models that are judged on `test`, as far as their answers end before the first test origin.
 */
export function exportFeatures(history: PurchaseHistory, { firstDay, asOf, horizon }: ExportOptions): Query {
  const plan = planOrigins(firstDay, asOf, horizon);
  if (plan === null) {
    throw new RecompraError('data', `the history of ${asOf - firstDay + 1} days is too short for origins`, {
      remedy: 'give a longer history, or a shorter --horizon',
    });
  }
  const { rows, next } = labelledRows(history, plan.trainForUse, {});
  return exportedRows({ rows, next, customers: history.customers }, plan);
}
