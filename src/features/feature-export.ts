import { RecompraError } from '../config/errors';
import type { RecurrenceRule } from '../config/settings';
import type { Engine } from '../engine/engine';
import { HISTORY_COLUMNS } from './day-history';
import { FEATURE_NAMES } from './feature-list';
import { buildFeatureRows } from './feature-rows';
import { buildNextPurchases } from './next-purchase';
import type { OriginPlan } from './origins';
import { planOrigins } from './origins';

export interface ExportOptions {
  rule: RecurrenceRule;
  /** First day of the data and as-of date, epoch days. */
  firstDay: number;
  asOf: number;
  horizon?: number | undefined;
}

/**
 * Builds the feature rows of all origins and returns the query of `features.parquet`, one row per customer and
 * origin: `cliente_id`, `fecha_corte`, `parte` (`train`, `validation`, `test`, or `entre` for origins whose answers
 * would be shared), the features in their order, the purchase days up to the
 * origin (HISTORY_COLUMNS), `dias_siguiente` (days to the next purchase, NULL where the data end
 * first) and `dias_restringidos` (at most the horizon). Rows of `train` may be joined by those of `validation` for
 * models that are judged on `test`, as far as their answers end before the first test origin.
 */
export async function exportFeatures(
  engine: Engine,
  { rule, firstDay, asOf, horizon }: ExportOptions,
): Promise<string> {
  const plan = planOrigins(firstDay, asOf, horizon);
  if (plan === null) {
    throw new RecompraError('data', `the history of ${asOf - firstDay + 1} days is too short for origins`, {
      remedy: 'give a longer history, or a shorter --horizon',
    });
  }
  await buildFeatureRows(engine, rule, plan.trainForUse);
  await buildNextPurchases(engine);
  return exportSql(engine, plan);
}

function exportSql(engine: Engine, plan: OriginPlan): string {
  const days = 'CAST(a.next_day - f.corte AS INTEGER)';
  return `
    -- a row: a customer on an origin
    SELECT c.usuario AS cliente_id, ${engine.dialect.addDays("DATE '1970-01-01'", 'f.corte')} AS fecha_corte,
           ${partSql(plan)} AS parte,
           ${[...FEATURE_NAMES, ...HISTORY_COLUMNS].map((name) => `f.${name}`).join(', ')},
           ${days} AS dias_siguiente,
           coalesce(least(${days}, ${plan.horizon}), ${plan.horizon}) AS dias_restringidos
    FROM feature_rows AS f
    JOIN customers AS c ON c.cliente = f.cliente
    JOIN next_purchases AS a ON a.cliente = f.cliente AND a.corte = f.corte
    ORDER BY f.corte, f.cliente`;
}

function partSql({ trainForChoice, validation, test }: OriginPlan): string {
  const among = (origins: number[]) => (origins.length === 0 ? 'FALSE' : `f.corte IN (${origins.join(', ')})`);
  return `CASE WHEN ${among(trainForChoice)} THEN 'train' WHEN ${among(validation)} THEN 'validation'
                WHEN ${among(test)} THEN 'test' ELSE 'entre' END`;
}
