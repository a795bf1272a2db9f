import type { NextPurchaseMetrics } from '../evaluation/metrics-schema';
import type { OriginPlan } from '../features/origins';
import type { DayPrediction } from '../models/date-model';
import type { IntervalRule } from '../models/day-intervals';
import type { EpochRecord } from '../models/dense-regressor';
import type { TrainedModel } from '../models/trained-model';
import { candidateModels } from '../models/trained-model';
import { chooseDateModel } from './choose-date-model';
import type { JudgeOptions } from './date-metrics';
import { judgeDateModels, predictionsOf } from './date-metrics';
import type { TrainingRows } from './fit-candidates';
import { fitCandidates } from './fit-candidates';
import { answeredDays, ruleKnownOn } from './interval-rules';
import type { JudgedRows } from './judged-rows';

/** Rows with known answers: those that choose, those that judge, and the training rows for the figures beside them. */
export interface DateBlocks {
  train: JudgedRows;
  validation: JudgedRows;
  test: JudgedRows;
}

export interface DateTrainingOptions {
  plan: OriginPlan;
  /** Epoch day. */
  asOf: number;
  seed: number;
  /** Called after each pass of a network over its rows. */
  onStep?: (() => void) | undefined;
}

export interface DateTraining {
  /** The date's part of the model that is kept. */
  model: Pick<TrainedModel, 'candidates' | 'chosenDateModel' | 'chosenDistribution' | 'intervalRule'>;
  metrics: NextPurchaseMetrics;
  /** Epochs of the fit on which the choice was made. */
  history: EpochRecord[];
}

/**
 * Fits the candidates three times: before the validation origins, to choose; before the test origins, to judge; and, of
 * the chosen alone, on everything up to the as-of date, to keep. Needs readyBackend.
 */
export async function trainDates(
  rows: TrainingRows,
  { train, validation, test }: DateBlocks,
  { plan, asOf, seed, onStep }: DateTrainingOptions,
): Promise<DateTraining> {
  const { horizon } = plan;
  const forChoice = await fitCandidates(rows, {
    horizon,
    seed,
    lastDay: plan.validation[0]!,
    validation,
    onStep,
  });
  const choiceModels = candidateModels(forChoice.candidates);
  const choice = chooseDateModel(choiceModels, validation, horizon);
  const refit = { horizon, seed, onStep, lengths: forChoice.lengths };
  const forTest = await fitCandidates(rows, { ...refit, lastDay: plan.test[0]! });
  const testModels = candidateModels(forTest.candidates);
  const predictions = predictionsOf(testModels, test);
  const choicePredictions = predictionsOf(choiceModels, validation);
  const judged = {
    plan,
    choice,
    lastDay: asOf,
    seed,
    testModels,
    predictions,
    choicePredictions,
    train,
    validation,
    test,
  };
  const metrics = judgeDateModels(judged);
  const { chosen, distribution } = choice;
  const forUse = await fitCandidates(rows, { ...refit, lastDay: asOf, only: new Set([chosen, distribution]) });
  const model = {
    candidates: forUse.candidates,
    chosenDateModel: chosen,
    chosenDistribution: distribution,
    intervalRule: keptRule(judged),
  };
  return { model, metrics, history: forChoice.history };
}

/** The rule of the model that is kept: as the newest answers of the data have it. */
function keptRule(judged: JudgeOptions): IntervalRule {
  const { plan, choice, lastDay, predictions, choicePredictions, validation, test } = judged;
  const answered = (rows: JudgedRows, by: ReadonlyMap<string, DayPrediction>) =>
    answeredDays(rows, by.get(choice.chosen)!, by.get(choice.distribution)!) ?? [];
  return ruleKnownOn(
    lastDay,
    [answered(validation, choicePredictions), answered(test, predictions)].flat(),
    plan.horizon,
  );
}
