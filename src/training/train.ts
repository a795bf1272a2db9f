import { isoDay } from '../config/calendar';
import { RecompraError } from '../config/errors';
import type { RecurrenceRule } from '../config/settings';
import type { Engine } from '../engine/engine';
import type { Missing, NextPurchaseMetrics, TopProductsMetrics } from '../evaluation/metrics-schema';
import type { Dataset } from '../features/dataset';
import { loadDataset } from '../features/dataset';
import { loadFirstPurchases } from '../features/first-purchases';
import type { OriginPlan } from '../features/origins';
import { denseOrigins, planOrigins } from '../features/origins';
import { rowSample, shopSample } from '../features/samples';
import { findShopDays } from '../models/dates/baselines/find-shop-days';
import type { EpochRecord } from '../models/dates/dense/dense-regressor';
import { unusualDays } from '../models/dates/forecast/shop-days';
import { wholeForecast } from '../models/dates/forecast/whole-forecast';
import { readyBackend } from '../models/fitting/backend';
import type { TrainedModel } from '../models/trained-model';
import { candidateModels, findModel } from '../models/trained-model';
import type { BasketHistory } from '../products/baskets/basket-history';
import type { PurchaseHistory } from '../tables/shop';
import { drawnDays } from '../tables/some-customers';
import type { TrainingRows } from './fit-candidates';
import { fitCandidates } from './fit-candidates';
import { ruleByStatedMass } from './interval-rules';
import { judgedRows } from './judged-rows';
import type { ProductChoice, ProductTest } from './product-metrics';
import { productsWithoutEvaluation } from './product-metrics';
import { startProducts } from './product-thread';
import type { DateBlocks, DateTraining } from './train-dates';
import { trainDates } from './train-dates';
import type { TrainingStep } from './training-steps';
import { stepsOfPart } from './training-steps';

export interface TrainOptions {
  /** What is known of customers on the as-of date, and the rule of who is recurrent. */
  history: PurchaseHistory;
  /** First day of the data and as-of date, epoch days. */
  firstDay: number;
  asOf: number;
  horizon?: number | undefined;
  top: number;
  seed: number;
  /** 1 for products never to be recommended, by product id (excludeProducts). */
  excluded?: Uint8Array | undefined;
  /** Whether the product methods are also judged on each customer's last purchase, as in published tables. */
  lastPurchaseOut?: boolean | undefined;
  /** Threads that may be used; as many as there are cores unless given. Any number gives the same. */
  threads?: number | undefined;
  /** Told of each step. */
  onStep?: ((step: TrainingStep) => void) | undefined;
}

export interface Training {
  model: TrainedModel;
  backend: string;
  nextPurchase: NextPurchaseMetrics;
  topProducts: TopProductsMetrics;
  /** Cases and ranker behind the test figures of the products; null where nothing was judged. */
  productTest: ProductTest | null;
  /** Epochs of the fit on which the choice was made; empty where nothing was trained. */
  history: EpochRecord[];
}

/**
 * Fits the candidates, chooses on the validation origins, judges once on the test origins, and fits the model that is
 * kept on everything up to the as-of date.  *
 * A history too short for that still gives a model and a forecast for everybody, and figures that say why they are missing.
 */
export async function train(engine: Engine, baskets: BasketHistory, options: TrainOptions): Promise<Training> {
  const { firstDay, asOf, horizon, history } = options;
  const plan = planOrigins(firstDay, asOf, horizon);
  if (plan === null) {
    return withoutTraining(engine, options, { reason: 'history-too-short', historyDays: asOf - firstDay + 1 });
  }
  const planned = await loadDataset(engine, history, plan.all, { drawn: rowSample(history, plan.all.length) });
  const blocks = blocksOf(planned, plan);
  const short = tooFewRows(blocks);
  if (short !== null) return withoutTraining(engine, options, short);
  const rows = { planned, ...(await learningRows(engine, options)) };
  return trainOn(rows, blocks, { ...options, plan, baskets });
}

/** What models that follow customers day by day learn from. */
async function learningRows(engine: Engine, { history, firstDay, asOf }: TrainOptions) {
  const origins = denseOrigins(firstDay, asOf);
  const drawn = rowSample(history, origins.length);
  const dense = await loadDataset(engine, history, origins, { population: 'everyone', drawn });
  return { dense, first: await loadFirstPurchases(engine, drawnDays(history.days, shopSample(history))) };
}

function blocksOf(dataset: Dataset, plan: OriginPlan): DateBlocks {
  const judged = (origins: number[]) => judgedRows(dataset, origins, plan.horizon);
  return {
    validation: judged(plan.validation),
    train: judged(plan.trainForTest),
    test: judged(plan.test),
  };
}

function tooFewRows({ validation, test }: DateBlocks): Missing | null {
  if (validation.rows.length === 0) return { reason: 'nobody-recurrent-on-validation', historyDays: null };
  return test.rows.length === 0 ? { reason: 'nobody-recurrent-on-test', historyDays: null } : null;
}

interface PlannedOptions extends TrainOptions {
  plan: OriginPlan;
  baskets: BasketHistory;
}

async function trainOn(rows: TrainingRows, blocks: DateBlocks, options: PlannedOptions): Promise<Training> {
  const { plan, history, seed, top, asOf, baskets } = options;
  const backend = await readyBackend();
  const { customer, origin } = rows.planned;
  const { excluded, lastPurchaseOut, threads } = options;
  const products = startProducts(
    { baskets, options: { plan, cases: { customer, origin }, top, seed, asOf, excluded, lastPurchaseOut } },
    { threads },
  );
  try {
    const dates = await trainDates(rows, blocks, options);
    stepsOfPart(5, options.onStep)?.({ model: 'products' });
    return trainingOf(dates, await products.finish(), { backend, rule: history.rule, seed, asOf });
  } finally {
    await products.stop();
  }
}

function trainingOf(
  dates: DateTraining,
  { metrics: topProducts, ranker, hitChances, test: productTest }: ProductChoice,
  { backend, rule, seed, asOf }: { backend: string; rule: RecurrenceRule; seed: number; asOf: number },
): Training {
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

function nobodyRecurrent(asOf: number): RecompraError {
  return new RecompraError('data', `no customer is recurrent on ${isoDay(asOf)}: there is nobody to predict`, {
    remedy: 'choose another reading with --recurrence, or another day with --as-of',
  });
}

/** Horizon of a model that nothing was judged for, days. */
const UNJUDGED_HORIZON = 28;
/** Needs the fewest rows, and none at all to say something sensible. */
const UNTRAINED_MODEL = 'beta-geometric';

/** A forecast from what there is, by a model of few parameters, and figures that say why they are missing. */
async function withoutTraining(engine: Engine, options: TrainOptions, missing: Missing): Promise<Training> {
  const { history, seed, asOf, horizon = UNJUDGED_HORIZON } = options;
  const rows = await loadDataset(engine, history, [asOf], { drawn: shopSample(history) });
  if (rows.length === 0) throw nobodyRecurrent(asOf);
  const only = new Set([UNTRAINED_MODEL]);
  const training = { planned: rows, ...(await learningRows(engine, options)) };
  const { candidates } = await fitCandidates(training, { horizon, seed, lastDay: asOf, only });
  const stated = wholeForecast(findModel(candidateModels(candidates), UNTRAINED_MODEL), rows, 1)!;
  const topProducts = productsWithoutEvaluation(options.top, missing);
  return {
    model: {
      candidates,
      chosenDateModel: UNTRAINED_MODEL,
      intervalRule: ruleByStatedMass({ rows, stated }, asOf),
      chosenRecommender: topProducts.chosen,
      ranker: null,
      hitChances: null,
      rule: history.rule,
      seed,
      trainedThrough: asOf,
    },
    backend: 'none',
    nextPurchase: { ...unjudged(horizon, missing), unusualDays: unusualDays(findShopDays(training.dense, asOf)) },
    topProducts,
    productTest: null,
    history: [],
  };
}

function unjudged(horizonDays: number, missing: Missing): NextPurchaseMetrics {
  return {
    horizonDays,
    origins: { train: [], validation: [], test: [] },
    chosen: UNTRAINED_MODEL,
    chosenBy: 'untrained',
    choice: null,
    missing,
    models: [],
    bestBaseline: null,
    paired: [],
    predictedVsActual: [],
    errorDays: [],
    gapTable: null,
    notReturned: null,
    unusualDays: [],
  };
}
