import { isoDay } from '../config/calendar';
import type { RecurrenceRule } from '../config/settings';
import type { Engine } from '../engine/engine';
import type { NextPurchaseMetrics, TopProductsMetrics } from '../evaluation/metrics-schema';
import type { Dataset } from '../features/dataset';
import { answersSeenBy, atOrigins, loadDataset, restrictedDays } from '../features/dataset';
import type { OriginPlan } from '../features/origins';
import { planOrigins } from '../features/origins';
import { readyBackend } from '../models/backend';
import { tuneIntervalMass } from '../models/day-distribution';
import type { EpochRecord } from '../models/dense-regressor';
import type { TrainedModel } from '../models/trained-model';
import { candidateModels } from '../models/trained-model';
import type { BasketHistory } from '../products/basket-history';
import type { JudgedRows } from './date-metrics';
import { judgeDateModels } from './date-metrics';
import type { Fit } from './fit-candidates';
import { fitCandidates, meanGapOf } from './fit-candidates';
import { chooseRecommender, productsWithoutEvaluation } from './product-metrics';

/** Below this many rows a network and a table of hazards would learn noise. */
const LEAST_TRAINING_ROWS = 100;
const MOST_EPOCHS = 60;
const PATIENCE = 6;
/** Share of the answers the stated interval is to cover. */
export const NOMINAL_COVERAGE = 0.8;

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
  onEpoch?: (record: EpochRecord) => void;
}

export interface Training {
  model: TrainedModel;
  backend: string;
  nextPurchase: NextPurchaseMetrics;
  topProducts: TopProductsMetrics;
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
  const dataset = await loadDataset(engine, rule, plan.trainForUse);
  const blocks = blocksOf(dataset, plan);
  const short = tooFewRows(blocks);
  if (short !== null) return withoutTraining(engine, options, short);
  return trainOn(dataset, blocks, { ...options, plan, baskets });
}

interface Blocks {
  trainForChoice: Dataset;
  validation: JudgedRows;
  trainForTest: JudgedRows;
  test: JudgedRows;
}

function blocksOf(dataset: Dataset, plan: OriginPlan): Blocks {
  const judged = (origins: number[]) => {
    const rows = atOrigins(dataset, origins);
    const lastDay = origins.at(-1)! + plan.horizon;
    return { rows, restricted: restrictedDays(answersSeenBy(rows, lastDay), plan.horizon) };
  };
  return {
    trainForChoice: atOrigins(dataset, plan.trainForChoice),
    validation: judged(plan.validation),
    trainForTest: judged(plan.trainForTest),
    test: judged(plan.test),
  };
}

function tooFewRows({ trainForChoice, validation, test }: Blocks): string | null {
  if (trainForChoice.length < LEAST_TRAINING_ROWS) {
    return `only ${trainForChoice.length} training rows (recurrent customers × origins), ${LEAST_TRAINING_ROWS} are needed`;
  }
  if (validation.rows.length === 0) return 'no customer is recurrent on a validation origin';
  return test.rows.length === 0 ? 'no customer is recurrent on a test origin' : null;
}

interface PlannedOptions extends TrainOptions {
  plan: OriginPlan;
  baskets: BasketHistory;
}

async function trainOn(dataset: Dataset, blocks: Blocks, options: PlannedOptions): Promise<Training> {
  const { plan, rule, seed, top, asOf, baskets, onEpoch } = options;
  const backend = await readyBackend();
  const { horizon } = plan;
  const choice = await fitCandidates(blocks.trainForChoice, {
    horizon,
    seed,
    lastDay: plan.validation[0]!,
    epochs: MOST_EPOCHS,
    patience: PATIENCE,
    validation: { rows: blocks.validation.rows, restrictedDays: blocks.validation.restricted },
    ...(onEpoch === undefined ? {} : { onEpoch }),
  });
  const { chosen, intervalMasses } = chooseDateModel(choice, blocks.validation);
  const refit = { horizon, seed, epochs: choice.bestEpoch };
  const forTest = await fitCandidates(blocks.trainForTest.rows, { ...refit, lastDay: plan.test[0]! });
  const nextPurchase = judgeDateModels({
    plan,
    chosen,
    intervalMasses,
    lastDay: asOf,
    seed,
    choiceModels: candidateModels(choice.candidates),
    testModels: candidateModels(forTest.candidates),
    train: blocks.trainForTest,
    validation: blocks.validation,
    test: blocks.test,
  });
  const { metrics: topProducts, ranker } = chooseRecommender(baskets, {
    plan,
    cases: dataset,
    top,
    seed,
    asOf,
    excluded: options.excluded,
    lastPurchaseOut: options.lastPurchaseOut,
  });
  const forUse = await fitCandidates(dataset, { ...refit, lastDay: asOf });
  const model: TrainedModel = {
    candidates: forUse.candidates,
    chosenDateModel: chosen,
    intervalMass: intervalMasses.get(chosen) ?? intervalMasses.get('hazard-table') ?? null,
    chosenRecommender: topProducts.chosen,
    ranker,
    rule,
    seed,
    trainedThrough: asOf,
  };
  return { model, backend, nextPurchase, topProducts, history: choice.history };
}

/** The candidate with the lowest mean absolute error on validation, and the interval masses that cover 80 % there. */
function chooseDateModel({ candidates }: Fit, { rows, restricted }: JudgedRows) {
  let chosen = '';
  let lowest = Number.POSITIVE_INFINITY;
  const intervalMasses = new Map<string, number>();
  for (const model of candidateModels(candidates)) {
    const { days, chances } = model.predict(rows);
    const mae = days.reduce((sum, value, row) => sum + Math.abs(value - restricted[row]!), 0) / days.length;
    if (mae < lowest) {
      lowest = mae;
      chosen = model.name;
    }
    if (chances) {
      const mass = tuneIntervalMass(chances, restricted, candidates.horizon, NOMINAL_COVERAGE);
      intervalMasses.set(model.name, mass);
    }
  }
  return { chosen, intervalMasses };
}

/** Horizon within which a rule without training places its dates, days. */
const UNTRAINED_HORIZON = 28;

async function withoutTraining(engine: Engine, options: TrainOptions, missing: string): Promise<Training> {
  const rows = await loadDataset(engine, options.rule, [options.asOf]);
  const horizon = options.horizon ?? UNTRAINED_HORIZON;
  const chosenDateModel = 'mean-gap';
  const topProducts = productsWithoutEvaluation(options.top, missing);
  return {
    model: {
      candidates: { horizon, globalGap: meanGapOf(rows), learned: null },
      chosenDateModel,
      intervalMass: null,
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
      chosenBy: `the safest rule, because ${missing}`,
      missing,
      models: [],
      bestBaseline: null,
      paired: [],
      predictedVsActual: [],
      errorDays: [],
    },
    topProducts,
    history: [],
  };
}

/** Days of a plan as text, for messages. */
export function describePlan(plan: OriginPlan): string {
  const span = (origins: number[]) => `${origins.length} (${isoDay(origins[0]!)} … ${isoDay(origins.at(-1)!)})`;
  return `origins: train ${span(plan.trainForTest)}, validation ${span(plan.validation)}, test ${span(plan.test)}`;
}
