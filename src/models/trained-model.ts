import type { DateModelName, ProductMethodName } from '../config/model-names';
import type { RecurrenceRule } from '../config/settings';
import type { HitChances } from '../evaluation/hit-chances';
import type { AfterFirstPurchase } from './dates/baselines/first-purchase';
import { withFirstPurchases } from './dates/baselines/first-purchase';
import type { FittedBaselines } from './dates/baselines/fit-baselines';
import { baselineModels } from './dates/baselines/fit-baselines';
import type { DenseRegressor } from './dates/dense/dense-regressor';
import { regressorModel } from './dates/dense/dense-regressor';
import type { DateModel } from './dates/forecast/date-model';
import type { IntervalRule } from './dates/forecast/day-intervals';
import type { HazardNetwork } from './dates/hazard-network/hazard-network';
import { hazardNetworkModel } from './dates/hazard-network/hazard-network';
import type { RankingNetwork } from './ranking/ranking-network';

/** What fitting leaves of the candidates; a model that is kept holds only those it predicts with. */
export interface FittedCandidates {
  /** Days that whole answers were restricted to, for the models that need them. */
  horizon: number;
  baselines: FittedBaselines;
  regressor: DenseRegressor | null;
  hazardNetwork: HazardNetwork | null;
  afterFirstPurchase: AfterFirstPurchase;
}

/** Everything prediction needs, in one piece. */
export interface TrainedModel {
  candidates: FittedCandidates;
  /** Name of the model whose forecast is given: date, interval and chances. */
  chosenDateModel: DateModelName;
  /** The rule whose intervals cover 80 % of the newest answers that are known. */
  intervalRule: IntervalRule;
  /** Name of the product method that recommends. */
  chosenRecommender: ProductMethodName;
  /** Ranker of the products; null where another method recommends. */
  ranker: RankingNetwork | null;
  /** Chance that a recommended product is bought next, by rank and habit; null where validation could not tell. */
  hitChances: HitChances | null;
  /** Rule that decided who is recurrent and what counts as a purchase; prediction must follow the same. */
  rule: RecurrenceRule;
  seed: number;
  /** Last day whose purchases training has seen, epoch day. */
  trainedThrough: number;
}

/** The candidates as models, the simplest first: in a tie the earlier one is preferred. */
export function candidateModels(candidates: FittedCandidates): DateModel[] {
  const { horizon, baselines, regressor, hazardNetwork, afterFirstPurchase } = candidates;
  return [
    ...baselineModels(baselines),
    ...(regressor ? [regressorModel(regressor, horizon)] : []),
    ...(hazardNetwork ? [hazardNetworkModel(hazardNetwork)] : []),
  ].map((model) => withFirstPurchases(model, afterFirstPurchase));
}

export function findModel(models: readonly DateModel[], name: DateModelName): DateModel {
  const model = models.find((candidate) => candidate.name === name);
  if (model === undefined) throw new RangeError(`no model ${name}; there are ${models.map((m) => m.name).join(', ')}`);
  return model;
}
