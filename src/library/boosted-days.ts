import type { Dataset } from '../features/dataset';
import { answersSeenBy, atOrigins, originsUntil, restrictedDays, selectRows } from '../features/dataset';
import { FEATURE_NAMES } from '../features/feature-list';
import type { OriginPlan } from '../features/origins';
import type { BoostingRows } from '../models/dates/baselines/gradient-boosting';
import { fitGradientBoosting, gradientBoostingModel } from '../models/dates/baselines/gradient-boosting';
import type { DayPrediction } from '../models/dates/forecast/date-model';
import type { CustomerOnDay } from './customer-on-day';
import { valuesOf } from './customer-on-day';

interface BoostedOptions {
  plan: OriginPlan;
  seed: number;
  features: readonly { value(customer: CustomerOnDay): number }[];
}

/** The program's gradient boosting with columns of one's own beside its own: what it says of the test rows. */
export async function boostedDays(
  planned: Dataset,
  test: Dataset,
  { plan, seed, features }: BoostedOptions,
): Promise<DayPrediction> {
  const { horizon } = plan;
  const all = withColumns(planned, features);
  const validation = answered(atOrigins(all, plan.validation), plan.validation.at(-1)! + horizon, horizon);
  const tried = await fitGradientBoosting(known(all, plan.validation[0]!, horizon), { seed, validation });
  const rows = known(all, plan.test[0]!, horizon);
  const trees = await fitGradientBoosting(rows, { seed, trees: tried.trees.length });
  return gradientBoostingModel(trees).predict(withColumns(test, features), horizon);
}

/** Rows whose whole answer was known on `lastDay`, of customers with a gap. */
function known(rows: Dataset, lastDay: number, horizon: number): BoostingRows {
  const purchases = rows.features[FEATURE_NAMES.indexOf('n_purchases')]!;
  const withGaps = selectRows(rows, (row) => purchases[row]! > 1);
  return answered(originsUntil(withGaps, lastDay - horizon), lastDay, horizon);
}

function answered(rows: Dataset, lastDay: number, horizon: number): BoostingRows {
  return { rows, restrictedDays: restrictedDays(answersSeenBy(rows, lastDay), horizon) };
}

function withColumns(rows: Dataset, features: BoostedOptions['features']): Dataset {
  return { ...rows, features: [...rows.features, ...features.map(({ value }) => valuesOf(rows, value))] };
}
