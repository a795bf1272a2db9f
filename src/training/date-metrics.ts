import { isoDay } from '../config/calendar';
import { bootstrapMean } from '../evaluation/bootstrap';
import { dayErrors } from '../evaluation/day-errors';
import type { DayIntervals } from '../evaluation/interval-coverage';
import { covered, meanWidth } from '../evaluation/interval-coverage';
import type { DateModelMetrics, NextPurchaseMetrics } from '../evaluation/metrics-schema';
import { errorHistogram, predictedVsActual } from '../evaluation/predicted-vs-actual';
import type { Dataset } from '../features/dataset';
import type { OriginPlan } from '../features/origins';
import type { DateModel, DayPrediction } from '../models/date-model';
import { shortestIntervals } from '../models/day-distribution';
import { dateQuality, gapTableOf, notReturnedAfter, pairedScoresOf } from './date-quality';

/** Rows with their known restricted answers. */
export interface JudgedRows {
  rows: Dataset;
  /** min(days to next, horizon), [length]. */
  restricted: Float64Array;
}

export interface JudgeOptions {
  plan: OriginPlan;
  chosen: string;
  /** Mass of each distribution's shortest interval that covered 80 % on validation, by model name. */
  intervalMasses: ReadonlyMap<string, number>;
  /** Last day of the data, epoch day. */
  lastDay: number;
  seed: number;
  /** Fitted on `trainForChoice`; judged on validation. */
  choiceModels: readonly DateModel[];
  /** Fitted on `trainForTest`; judged on train and test. */
  testModels: readonly DateModel[];
  train: JudgedRows;
  validation: JudgedRows;
  test: JudgedRows;
}

/** All figures of the next purchase date: every candidate on train, validation and test, and the pairs. */
export function judgeDateModels(options: JudgeOptions): NextPurchaseMetrics {
  const { plan, chosen, testModels, test, lastDay } = options;
  const predictions = new Map(testModels.map((model) => [model.name, model.predict(test.rows)]));
  const models = testModels.map((model, index) => judge(model, predictions.get(model.name)!, index, options));
  const baselines = models.filter(({ kind }) => kind === 'baseline');
  const bestBaseline = baselines.reduce((best, model) => (model.test!.mae < best.test!.mae ? model : best)).name;
  const chosenDays = predictions.get(chosen)!.days;
  return {
    horizonDays: plan.horizon,
    origins: {
      train: plan.trainForTest.map(isoDay),
      validation: plan.validation.map(isoDay),
      test: plan.test.map(isoDay),
    },
    chosen,
    chosenBy: 'lowest mean absolute error on the validation origins',
    missing: null,
    models,
    bestBaseline,
    paired: pairs(predictions, models, options),
    pairedScores: pairedScoresOf(pairsOf(models), predictions, { ...options, rows: test.rows, horizon: plan.horizon }),
    predictedVsActual: predictedVsActual(chosenDays, test.restricted),
    errorDays: errorHistogram(chosenDays, test.restricted),
    gapTable: gapTableOf(testModels, test.rows, lastDay),
    notReturned: notReturnedAfter(test.rows, lastDay),
  };
}

function judge(model: DateModel, prediction: DayPrediction, index: number, options: JudgeOptions): DateModelMetrics {
  const { plan, seed, train, validation, test, choiceModels, chosen } = options;
  const { horizon } = plan;
  const intervals = intervalsOf(model, prediction, options);
  const absolute = absoluteErrors(prediction, test);
  return {
    name: model.name,
    kind: model.kind,
    chosen: model.name === chosen,
    train: errorsOf(model.predict(train.rows), train),
    validation: errorsOf(choiceModels[index]!.predict(validation.rows), validation),
    test: errorsOf(prediction, test),
    testMae: bootstrapMean(absolute, test.rows.customer, { seed }),
    interval: intervals && {
      coverage: bootstrapMean(covered(intervals, test.restricted), test.rows.customer, { seed }),
      meanWidth: meanWidth(intervals),
    },
    ...dateQuality(prediction, { rows: test.rows, horizon, seed, intervals }),
  };
}

function errorsOf({ days, mean }: DayPrediction, { rows, restricted }: JudgedRows) {
  return dayErrors({ days, mean, actual: restricted, customers: rows.customer });
}

function absoluteErrors({ days }: DayPrediction, { restricted }: JudgedRows): Float64Array {
  return days.map((value, row) => Math.abs(value - restricted[row]!));
}

/** Shortest intervals with the mass tuned for this model; null where there is no distribution or no mass. */
function intervalsOf(
  { name }: DateModel,
  { chances }: DayPrediction,
  { plan, intervalMasses }: JudgeOptions,
): DayIntervals | null {
  const mass = intervalMasses.get(name);
  return chances === undefined || mass === undefined ? null : shortestIntervals(chances, plan.horizon, mass);
}

/** The chosen model against every other, and every network against every baseline. */
function pairsOf(models: readonly DateModelMetrics[]): [model: string, against: string][] {
  return models.flatMap((model) =>
    models
      .filter((other) => other !== model)
      .filter((other) => model.chosen || (model.kind === 'network' && other.kind === 'baseline'))
      .map((other): [string, string] => [model.name, other.name]),
  );
}

function pairs(
  predictions: ReadonlyMap<string, DayPrediction>,
  models: readonly DateModelMetrics[],
  { test, seed }: JudgeOptions,
): NextPurchaseMetrics['paired'] {
  return pairsOf(models).map(([model, against]) => {
    const ours = absoluteErrors(predictions.get(model)!, test);
    const theirs = absoluteErrors(predictions.get(against)!, test);
    const difference = ours.map((error, row) => error - theirs[row]!);
    return { model, against, metric: 'mae', difference: bootstrapMean(difference, test.rows.customer, { seed }) };
  });
}
