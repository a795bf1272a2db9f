import { isoDay } from '../config/calendar';
import { RecompraError } from '../config/errors';
import type { Engine } from '../engine/engine';
import type { Missing, NextPurchaseMetrics } from '../evaluation/metrics-schema';
import type { Dataset } from '../features/dataset';
import { loadDataset } from '../features/dataset';
import { denseOrigins } from '../features/origins';
import { samplesOf, shopSample } from '../features/samples';
import { findShopDays } from '../models/dates/baselines/find-shop-days';
import { unusualDays } from '../models/dates/forecast/shop-days';
import { wholeForecast } from '../models/dates/forecast/whole-forecast';
import { candidateModels, findModel } from '../models/trained-model';
import { fitCandidates } from './fit-candidates';
import { ruleByStatedMass } from './interval-rules';
import { learningRows } from './learning-rows';
import type { Training, TrainOptions } from './training';
import { productsWithoutEvaluation } from './unjudged-products';

function nobodyRecurrent(asOf: number): RecompraError {
  return new RecompraError('data', `no customer is recurrent on ${isoDay(asOf)}: there is nobody to predict`, {
    remedy: 'choose another reading with --recurrence, or another day with --as-of',
  });
}

/** Of those drawn; where nobody of them is recurrent there are few, and all are looked at. */
async function recurrentRows(engine: Engine, { history, asOf }: TrainOptions): Promise<Dataset> {
  const drawn = await loadDataset(engine, history, [asOf], { drawn: shopSample(history) });
  const rows = drawn.length > 0 ? drawn : await loadDataset(engine, history, [asOf]);
  if (rows.length === 0) throw nobodyRecurrent(asOf);
  return rows;
}

/** Horizon of a model that nothing was judged for, days. */
const UNJUDGED_HORIZON = 28;
/** Needs the fewest rows, and none at all to say something sensible. */
const UNTRAINED_MODEL = 'beta-geometric';

/** A forecast from what there is, by a model of few parameters, and figures that say why they are missing. */
export async function withoutTraining(engine: Engine, options: TrainOptions, missing: Missing): Promise<Training> {
  const { history, seed, asOf, horizon = UNJUDGED_HORIZON } = options;
  const rows = await recurrentRows(engine, options);
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
    samples: await samplesOf(engine, history, { learned: denseOrigins(options.firstDay, asOf), judged: null }),
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
