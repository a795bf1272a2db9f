import type { RecurrenceRule } from '../config/settings';
import type { HazardTable } from './baselines/hazard-table';
import { hazardTableModel } from './baselines/hazard-table';
import { globalMedian, lastGap, shrunkMeanGap } from './baselines/simple-rules';
import type { DateModel } from './date-model';
import type { DenseRegressor } from './dense-regressor';
import { regressorModel } from './dense-regressor';
import type { RankingNetwork } from './ranking-network';

/** What fitting leaves of all candidates; a history too short to learn from leaves the mean gap alone. */
export interface FittedCandidates {
  horizon: number;
  /** Mean gap in days over the training rows. */
  globalGap: number;
  learned: LearnedCandidates | null;
}

export interface LearnedCandidates {
  /** Median of the training answers, restricted days. */
  medianDays: number;
  hazardTable: HazardTable;
  regressor: DenseRegressor;
}

/** Everything prediction needs, in one piece. */
export interface TrainedModel {
  candidates: FittedCandidates;
  /** Name of the date model that predicts. */
  chosenDateModel: string;
  /** Mass of the shortest interval that covered 80 % on validation; null where there was no validation. */
  intervalMass: number | null;
  /** Name of the product method that recommends. */
  chosenRecommender: string;
  /** Ranker of the products; null where another method recommends. */
  ranker: RankingNetwork | null;
  /** Rule that decided who is recurrent and what counts as a purchase; prediction must follow the same. */
  rule: RecurrenceRule;
  seed: number;
  /** Last day whose purchases training has seen, epoch day. */
  trainedThrough: number;
}

/** The candidates as models, the simplest first: in a tie the earlier one is preferred. */
export function candidateModels({ horizon, globalGap, learned }: FittedCandidates): DateModel[] {
  const meanGap = shrunkMeanGap(globalGap, horizon);
  if (learned === null) return [meanGap];
  return [
    globalMedian(learned.medianDays, horizon),
    lastGap(horizon),
    meanGap,
    hazardTableModel(learned.hazardTable, horizon),
    regressorModel(learned.regressor, horizon),
  ];
}

export function findModel(models: readonly DateModel[], name: string): DateModel {
  const model = models.find((candidate) => candidate.name === name);
  if (model === undefined) throw new RangeError(`no model ${name}; there are ${models.map((m) => m.name).join(', ')}`);
  return model;
}
