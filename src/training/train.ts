import { availableParallelism } from 'node:os';
import type { RecurrenceRule } from '../config/settings';
import { releaseShared, shared } from '../config/shared-memory';
import type { Engine } from '../engine/engine';
import type { Missing } from '../evaluation/metrics-schema';
import type { Dataset } from '../features/dataset';
import { inSharedMemory, loadDataset } from '../features/dataset';
import type { OriginPlan } from '../features/origins';
import { denseOrigins, planOrigins } from '../features/origins';
import { rowSample, samplesOf } from '../features/samples';
import { readyBackend } from '../models/fitting/backend';
import type { TrainedModel } from '../models/trained-model';
import type { BasketHistory } from '../products/baskets/basket-history';
import type { ProductChoice } from './choose-products';
import { chooseByTasks } from './choose-products';
import type { TrainingRows } from './fit-parts';
import { learningRows } from './learning-rows';
import type { ProductOptions } from './product-splits';
import { openTasks } from './task-pool';
import type { DateTraining } from './train-dates';
import { trainDates } from './train-dates';
import type { Training, TrainOptions } from './training';
import { TrainingProgress } from './training-steps';
import { withoutTraining } from './untrained';

/**
 * Fits the candidates, chooses on the validation origins, judges once on the test origins, and fits the model that is
 * kept on everything up to the as-of date.
 *
 * A history too short for that still gives a model and a forecast for everybody, and figures that say why they are missing.
 */
export async function train(engine: Engine, baskets: BasketHistory, options: TrainOptions): Promise<Training> {
  const { firstDay, asOf, horizon, history } = options;
  const plan = planOrigins(firstDay, asOf, horizon);
  if (plan === null) {
    return withoutTraining(engine, options, { reason: 'history-too-short', historyDays: asOf - firstDay + 1 });
  }
  const drawn = rowSample(history, { origins: plan.all, population: 'recurrent' });
  const planned = await loadDataset(engine, history, plan.all, { drawn });
  const short = tooFewRows(planned, plan);
  if (short !== null) return withoutTraining(engine, options, short);
  inSharedMemory(planned);
  const { dense, first } = await learningRows(engine, options);
  inSharedMemory(dense);
  const rows = { planned, dense, first: shared(first) };
  const samples = await samplesOf(engine, history, {
    learned: denseOrigins(firstDay, asOf),
    judged: plan.all,
  });
  return { ...(await trainOn(rows, { ...options, plan, baskets })), samples };
}

function tooFewRows({ origin }: Dataset, { validation, test }: OriginPlan): Missing | null {
  const some = (origins: readonly number[]) => origin.some((day) => origins.includes(day));
  if (!some(validation)) return { reason: 'nobody-recurrent-on-validation', historyDays: null };
  return some(test) ? null : { reason: 'nobody-recurrent-on-test', historyDays: null };
}

interface PlannedOptions extends TrainOptions {
  plan: OriginPlan;
  baskets: BasketHistory;
}

/** Dates and products need nothing of each other, and nor do most of their fits: tasks for as many threads as there are. */
async function trainOn(rows: TrainingRows, options: PlannedOptions): Promise<Omit<Training, 'samples'>> {
  const { plan, history, seed, top, asOf, excluded, lastPurchaseOut, onStep } = options;
  const { threads = availableParallelism() } = options;
  const backend = await readyBackend();
  const cases = { customer: rows.planned.customer, origin: rows.planned.origin };
  const judged: ProductOptions = { plan, cases, top, seed, asOf, excluded, lastPurchaseOut };
  const baskets = shared(options.baskets);
  const tasks = openTasks({ dates: rows, products: { baskets, options: judged } }, threads);
  const progress = new TrainingProgress(onStep);
  const dates = () => trainDates(tasks, rows, { plan, asOf, seed, progress });
  const products = () => chooseByTasks(tasks, judged, (done) => progress.tell('products', { model: 'products', done }));
  try {
    // One thread does one after the other: the rows of one alone are in memory then.
    const [trained, choice] =
      tasks.threads > 1 ? await Promise.all([dates(), products()]) : [await dates(), await products()];
    return trainingOf(trained, choice, { backend, rule: history.rule, seed, asOf });
  } finally {
    await tasks.close();
    releaseShared();
  }
}

function trainingOf(
  dates: DateTraining,
  { metrics: topProducts, ranker, hitChances, test: productTest }: ProductChoice,
  { backend, rule, seed, asOf }: { backend: string; rule: RecurrenceRule; seed: number; asOf: number },
): Omit<Training, 'samples'> {
  const model: TrainedModel = {
    ...dates.model,
    chosenRecommender: topProducts.chosen,
    ranker,
    hitChances,
    rule,
    seed,
    trainedThrough: asOf,
  };
  return { model, backend, nextPurchase: dates.metrics, topProducts, productTest, history: dates.history };
}
