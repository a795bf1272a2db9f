import { RecompraError } from '../config/errors';
import type { DateModelName } from '../config/model-names';
import { dayErrors } from '../evaluation/day-errors';
import type { Estimate } from '../evaluation/metrics-schema';
import { pairedBootstrap } from '../evaluation/statistics/paired-bootstrap';
import { loadDataset } from '../features/dataset';
import type { OriginPlan } from '../features/origins';
import { planOrigins } from '../features/origins';
import { rowSample } from '../features/samples';
import type { DayPrediction } from '../models/dates/forecast/date-model';
import { pointPrediction } from '../models/dates/forecast/date-model';
import { readyBackend } from '../models/fitting/backend';
import { candidateModels } from '../models/trained-model';
import type { FitOptions } from '../training/fit-candidates';
import { fitCandidates } from '../training/fit-candidates';
import type { TrainingRows } from '../training/fit-parts';
import type { JudgedRows } from '../training/judged-rows';
import { judgedRows } from '../training/judged-rows';
import { learningRows } from '../training/learning-rows';
import { boostedDays } from './boosted-days';
import type { CustomerOnDay } from './customer-on-day';
import { valuesOf } from './customer-on-day';
import type { Purchases } from './purchases';

/** A rule of one's own: in how many days the customer buys next, counted from the day of the prediction. */
export interface OwnBaseline {
  name: string;
  days(customer: CustomerOnDay): number;
}

/** A feature of one's own: any number that is known on the day of the prediction; NaN where there is none. */
export interface OwnFeature {
  name: string;
  value(customer: CustomerOnDay): number;
}

export interface CompareOptions {
  baselines?: readonly OwnBaseline[];
  features?: readonly OwnFeature[];
  /** The program's own models to stand beside them, besides `mean-gap`. */
  models?: readonly DateModelName[];
  /** Days in which predictions are judged; as many as the history allows unless given. */
  horizon?: number | undefined;
  seed?: number;
  /** Told of each step. */
  onStep?: FitOptions['onStep'];
}

/** One model on the test rows, in days. */
export interface ComparedModel {
  model: string;
  rows: number;
  customers: number;
  mae: number;
  within3: number;
  rmse: number;
  /** Its mean absolute error less that of the customer's own mean gap, with a 95 % interval by customer. */
  againstMeanGap: Estimate;
}

export interface DateComparison {
  horizonDays: number;
  /** Origins that are judged, epoch days. */
  testOrigins: number[];
  /** The program's own first, then those with features of one's own, then baselines of one's own. */
  models: ComparedModel[];
}

const USUAL: readonly DateModelName[] = ['global-median', 'last-gap', 'mean-gap', 'hazard-table', 'gradient-boosting'];
const REFERENCE: DateModelName = 'mean-gap';

/**
 * Models of the program and rules and features of one's own on the same rows: all learn before the test origins, and are
 * judged once on them, by the days to the next purchase restricted to the horizon. A feature is added to those that
 * gradient boosting sees, and judged by what that changes.
 *
 * @throws RecompraError (data) where the history is too short to judge anything
 */
export async function compareDates(purchases: Purchases, options: CompareOptions = {}): Promise<DateComparison> {
  const { engine, history, firstDay, asOf } = purchases;
  const { models = USUAL, baselines = [], features = [], seed = 42 } = options;
  const plan = planOrigins(firstDay, asOf, options.horizon);
  if (plan === null) throw tooShort(asOf - firstDay + 1);
  await readyBackend();
  const drawn = rowSample(history, { origins: plan.all, population: 'recurrent' });
  const planned = await loadDataset(engine, history, plan.all, { drawn });
  const rows: TrainingRows = { planned, ...(await learningRows(engine, { history, firstDay, asOf })) };
  const test = judgedRows(planned, plan.test, plan.horizon);
  const only = new Set<string>([REFERENCE, ...models]);
  const predictions = await programsOwn(rows, test, { plan, seed, only, onStep: options.onStep });
  if (features.length > 0) {
    const name = `gradient-boosting + ${features.map((feature) => feature.name).join(', ')}`;
    predictions.push([name, await boostedDays(planned, test.rows, { plan, seed, features })]);
  }
  for (const { name, days } of baselines) {
    predictions.push([name, pointPrediction(valuesOf(test.rows, days), plan.horizon)]);
  }
  return { horizonDays: plan.horizon, testOrigins: plan.test, models: judge(predictions, test, seed) };
}

type Named = [name: string, prediction: Pick<DayPrediction, 'days' | 'mean'>];

interface FitPlan extends Pick<FitOptions, 'seed' | 'only' | 'onStep'> {
  plan: OriginPlan;
}

/** How long iterative fits go on is found on the validation origins, as in training. */
async function programsOwn(rows: TrainingRows, test: JudgedRows, { plan, ...fit }: FitPlan): Promise<Named[]> {
  const { horizon } = plan;
  const validation = judgedRows(rows.planned, plan.validation, horizon);
  const { lengths } = await fitCandidates(rows, { ...fit, horizon, validation, lastDay: plan.validation[0]! });
  const { candidates } = await fitCandidates(rows, { ...fit, horizon, lengths, lastDay: plan.test[0]! });
  return candidateModels(candidates).map((model): Named => [model.name, model.predict(test.rows, horizon)]);
}

function judge(predictions: readonly Named[], { rows, restricted }: JudgedRows, seed: number): ComparedModel[] {
  const absolute = ({ days }: Pick<DayPrediction, 'days'>) =>
    days.map((value, row) => Math.abs(value - restricted[row]!));
  const theirs = absolute(predictions.find(([name]) => name === REFERENCE)![1]);
  return predictions.map(([model, { days, mean }]) => {
    const errors = dayErrors({ days, mean, actual: restricted, customers: rows.customer })!;
    const { difference } = pairedBootstrap({ ours: absolute({ days }), theirs, customers: rows.customer }, { seed });
    const { rows: count, customers, mae, within3, rmse } = errors;
    return { model, rows: count, customers, mae, within3, rmse, againstMeanGap: difference };
  });
}

function tooShort(days: number): RecompraError {
  return new RecompraError('data', `the history of ${days} days is too short to judge anything`, {
    remedy: 'give lines of 38 days or more',
  });
}
