import { isoDay } from '../config/calendar';
import { RecompraError } from '../config/errors';
import type { RecurrenceRule } from '../config/settings';
import type { Engine } from '../engine/engine';
import type { NextPurchaseMetrics, TopProductsMetrics } from '../evaluation/metrics-schema';
import type { Dataset } from '../features/dataset';
import { atOrigins, loadDataset } from '../features/dataset';
import type { OriginPlan } from '../features/origins';
import { denseOrigins, planOrigins } from '../features/origins';
import { readyBackend } from '../models/backend';
import { meanGapOf } from '../models/baselines/fit-baselines';
import type { EpochRecord } from '../models/dense-regressor';
import type { TrainedModel } from '../models/trained-model';
import type { BasketHistory } from '../products/basket-history';
import type { TrainingRows } from './fit-candidates';
import type { JudgedRows } from './judged-rows';
import { judgedRows } from './judged-rows';
import type { ProductTest } from './product-metrics';
import { chooseRecommender, productsWithoutEvaluation } from './product-metrics';
import type { DateBlocks } from './train-dates';
import { trainDates } from './train-dates';

/** Below this many rows a network and a table of hazards would learn noise. */
const LEAST_TRAINING_ROWS = 100;

export interface TrainOptions {
  rule: RecurrenceRule;
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
  /** Called after each pass of a network over its rows. */
  onStep?: (() => void) | undefined;
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
 * kept on everything up to the as-of date. Needs `purchase_days` (buildPurchaseDays) and the baskets.
 *
 * A history too short for that still gives a model, the shrunk mean gap, and figures that say why they are missing.
 */
export async function train(engine: Engine, baskets: BasketHistory, options: TrainOptions): Promise<Training> {
  const { firstDay, asOf, horizon, rule } = options;
  const plan = planOrigins(firstDay, asOf, horizon);
  if (plan === null) {
    return withoutTraining(
      engine,
      options,
      `the history of ${asOf - firstDay + 1} days is too short for training, validation and test origins`,
    );
  }
  const weekly = await loadDataset(engine, rule, plan.weekly);
  const blocks = blocksOf(weekly, plan);
  const short = tooFewRows(blocks);
  if (short !== null) return withoutTraining(engine, options, short);
  const dense = await loadDataset(engine, rule, denseOrigins(firstDay, asOf));
  return trainOn({ weekly, dense }, blocks, { ...options, plan, baskets });
}

interface Blocks extends DateBlocks {
  trainForChoice: JudgedRows;
}

function blocksOf(dataset: Dataset, plan: OriginPlan): Blocks {
  const judged = (origins: number[]) => judgedRows(dataset, origins, plan.horizon);
  return {
    trainForChoice: judged(plan.trainForChoice),
    validation: judged(plan.validation),
    train: judged(plan.trainForTest),
    test: judged(plan.test),
  };
}

function tooFewRows({ trainForChoice, validation, test }: Blocks): string | null {
  if (trainForChoice.rows.length < LEAST_TRAINING_ROWS) {
    return `only ${trainForChoice.rows.length} training rows (recurrent customers × origins), ${LEAST_TRAINING_ROWS} are needed`;
  }
  if (validation.rows.length === 0) return 'no customer is recurrent on a validation origin';
  return test.rows.length === 0 ? 'no customer is recurrent on a test origin' : null;
}

interface PlannedOptions extends TrainOptions {
  plan: OriginPlan;
  baskets: BasketHistory;
}

async function trainOn(rows: TrainingRows, blocks: Blocks, options: PlannedOptions): Promise<Training> {
  const { plan, rule, seed, top, asOf, baskets } = options;
  const backend = await readyBackend();
  const dates = await trainDates(rows, blocks, options);
  const {
    metrics: topProducts,
    ranker,
    test: productTest,
  } = chooseRecommender(baskets, {
    plan,
    cases: atOrigins(rows.weekly, plan.trainForUse),
    top,
    seed,
    asOf,
    excluded: options.excluded,
    lastPurchaseOut: options.lastPurchaseOut,
  });
  const model: TrainedModel = {
    ...dates.model,
    chosenRecommender: topProducts.chosen,
    ranker,
    rule,
    seed,
    trainedThrough: asOf,
  };
  return { model, backend, nextPurchase: dates.metrics, topProducts, productTest, history: dates.history };
}

/** Horizon within which a rule without training places its dates, days. */
const UNTRAINED_HORIZON = 28;

function nobodyRecurrent(asOf: number): RecompraError {
  return new RecompraError('data', `no customer is recurrent on ${isoDay(asOf)}: there is nobody to predict`, {
    remedy: 'choose another reading with --recurrence, or another day with --as-of',
  });
}

async function withoutTraining(engine: Engine, options: TrainOptions, missing: string): Promise<Training> {
  const rows = await loadDataset(engine, options.rule, [options.asOf]);
  if (rows.length === 0) throw nobodyRecurrent(options.asOf);
  const horizon = options.horizon ?? UNTRAINED_HORIZON;
  const chosenDateModel = 'mean-gap';
  const topProducts = productsWithoutEvaluation(options.top, missing);
  return {
    model: {
      candidates: { horizon, baselines: { 'mean-gap': meanGapOf(rows) }, regressor: null, hazardNetwork: null },
      chosenDateModel,
      chosenDistribution: null,
      intervalRule: null,
      chosenRecommender: topProducts.chosen,
      ranker: null,
      rule: options.rule,
      seed: options.seed,
      trainedThrough: options.asOf,
    },
    backend: 'none',
    nextPurchase: {
      horizonDays: horizon,
      origins: { train: [], validation: [], test: [] },
      chosen: chosenDateModel,
      distribution: null,
      chosenBy: `the safest rule, because ${missing}`,
      missing,
      models: [],
      bestBaseline: null,
      paired: [],
      predictedVsActual: [],
      errorDays: [],
      gapTable: null,
      notReturned: null,
    },
    topProducts,
    productTest: null,
    history: [],
  };
}
