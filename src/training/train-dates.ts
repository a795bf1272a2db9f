import type { NextPurchaseMetrics } from '../evaluation/metrics-schema';
import type { Dataset } from '../features/dataset';
import { atOrigins } from '../features/dataset';
import type { OriginPlan } from '../features/origins';
import { findShopDays } from '../models/dates/baselines/find-shop-days';
import type { EpochRecord } from '../models/dates/dense/dense-regressor';
import type { IntervalRule } from '../models/dates/forecast/day-intervals';
import type { TrainedModel } from '../models/trained-model';
import { candidateModels, findModel } from '../models/trained-model';
import { chooseDateModel } from './choose-date-model';
import type { JudgeOptions } from './date-metrics';
import { judgeDateModels } from './date-metrics';
import type { TrainingRows } from './fit-candidates';
import { fitCandidates } from './fit-candidates';
import type { StatedRows } from './interval-rules';
import { ruleKnownOn } from './interval-rules';
import { forecastsOf, onShopDays } from './judged-forecasts';
import type { JudgedRows } from './judged-rows';
import type { TrainingStep } from './training-steps';
import { stepsOfPart } from './training-steps';

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
  /** Told of each step of the fits and of the judging. */
  onStep?: ((step: TrainingStep) => void) | undefined;
}

export interface DateTraining {
  /** The date's part of the model that is kept. */
  model: Pick<TrainedModel, 'candidates' | 'chosenDateModel' | 'intervalRule'>;
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
    onStep: stepsOfPart(1, onStep),
  });
  const choiceForecasts = forecastsOf(candidateModels(forChoice.candidates), validation, horizon);
  const shopBy = oncePerDay((day) => findShopDays(rows.dense, day));
  const told = onShopDays(choiceForecasts, validation, shopBy(plan.test[0]!));
  const choice = chooseDateModel(told, validation, horizon);
  const refit = { horizon, seed, lengths: forChoice.lengths };
  const forTest = await fitCandidates(rows, { ...refit, lastDay: plan.test[0]!, onStep: stepsOfPart(2, onStep) });
  stepsOfPart(3, onStep)?.({ model: 'judging' });
  const testModels = candidateModels(forTest.candidates);
  const judged: JudgeOptions = {
    plan,
    choice,
    lastDay: asOf,
    seed,
    testModels,
    forecasts: forecastsOf(testModels, test, horizon),
    choiceForecasts,
    shopBy,
    train,
    validation,
    test,
  };
  const metrics = await judgeDateModels(judged);
  const forUse = await fitCandidates(rows, {
    ...refit,
    lastDay: asOf,
    only: new Set([choice.chosen]),
    onStep: stepsOfPart(4, onStep),
  });
  const model = {
    candidates: forUse.candidates,
    chosenDateModel: choice.chosen,
    intervalRule: keptRule(judged, rows.planned),
  };
  return { model, metrics, history: forChoice.history };
}

/** The rule of the model that is kept: as the newest answers of the data have it, those still coming included. */
function keptRule(judged: JudgeOptions, planned: Dataset): IntervalRule {
  const { plan, choice, lastDay, forecasts, choiceForecasts, validation, test, testModels, shopBy } = judged;
  const latest = { rows: atOrigins(planned, plan.latest) };
  const chosen = [findModel(testModels, choice.chosen)];
  const parts = [
    [validation, choiceForecasts],
    [test, forecasts],
    [latest, forecastsOf(chosen, latest, plan.horizon)],
  ] as const;
  return ruleKnownOn(
    lastDay,
    parts.map(([{ rows }, by]): StatedRows => ({ rows, stated: by.get(choice.chosen)!.stated! })),
    shopBy(lastDay),
  );
}

function oncePerDay<Value>(find: (day: number) => Value): (day: number) => Value {
  const found = new Map<number, Value>();
  return (day) => {
    const value = found.get(day) ?? find(day);
    found.set(day, value);
    return value;
  };
}
