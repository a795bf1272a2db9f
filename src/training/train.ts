import { availableParallelism } from 'node:os';
import type { RecurrenceRule } from '../config/settings';
import type { Engine } from '../engine/engine';
import type { Missing } from '../evaluation/metrics-schema';
import type { Dataset } from '../features/dataset';
import { loadDataset } from '../features/dataset';
import type { OriginPlan } from '../features/origins';
import { denseOrigins, planOrigins } from '../features/origins';
import { rowSample, samplesOf } from '../features/samples';
import { readyBackend } from '../models/fitting/backend';
import type { TrainedModel } from '../models/trained-model';
import type { BasketHistory } from '../products/baskets/basket-history';
import type { TrainingRows } from './fit-candidates';
import { learningRows } from './learning-rows';
import type { ProductChoice } from './product-metrics';
import type { DateTraining } from './train-dates';
import type { Training, TrainOptions } from './training';
import { stepsOfPart } from './training-steps';
import { unpackChoice } from './training-tasks';
import { startTask } from './training-thread';
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
  const rows = { planned, ...(await learningRows(engine, options)) };
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

/** Dates and products need nothing of each other: with two threads or more they are trained side by side. */
async function trainOn(rows: TrainingRows, options: PlannedOptions): Promise<Omit<Training, 'samples'>> {
  const { plan, history, seed, top, asOf, baskets, excluded, lastPurchaseOut, onStep } = options;
  const { threads = availableParallelism() } = options;
  const backend = await readyBackend();
  const cases = { customer: rows.planned.customer.slice(), origin: rows.planned.origin.slice() };
  const dates = startTask('dates', { rows, plan, asOf, seed }, { beside: true, transfer: memoryOf(rows), onStep });
  const products = startTask(
    'products',
    { baskets, options: { plan, cases, top, seed, asOf, excluded, lastPurchaseOut } },
    { beside: threads > 1 },
  );
  try {
    const trained = await dates.finish();
    stepsOfPart(5, onStep)?.({ model: 'products' });
    const choice = await unpackChoice(await products.finish());
    return trainingOf(trained, choice, { backend, rule: history.rule, seed, asOf });
  } finally {
    await Promise.all([dates.stop(), products.stop()]);
  }
}

/** The memory of all columns: a thread takes it over, so that no copy is made. */
function memoryOf({ planned, dense, first }: TrainingRows): ArrayBuffer[] {
  const columns = [planned, dense].flatMap(({ customer, origin, recurrent, features, history, nextDay }) => [
    customer,
    origin,
    recurrent,
    nextDay,
    ...features,
    ...history.bought,
    ...history.large,
  ]);
  return [...new Set([...columns, first.firstDay, first.nextDay].map(({ buffer }) => buffer as ArrayBuffer))];
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
