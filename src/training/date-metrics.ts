import { isoDay } from '../config/calendar';
import { bootstrapMean } from '../evaluation/bootstrap';
import { dayErrors } from '../evaluation/day-errors';
import { covered, meanWidth } from '../evaluation/interval-coverage';
import type { DateModelMetrics, NextPurchaseMetrics } from '../evaluation/metrics-schema';
import { errorHistogram, predictedVsActual } from '../evaluation/predicted-vs-actual';
import type { OriginPlan } from '../features/origins';
import type { DateModel, DayPrediction } from '../models/date-model';
import type { DayBounds } from '../models/day-intervals';
import type { DateChoice } from './choose-date-model';
import { dateQuality, gapTableOf, notReturnedAfter, pairedScoresOf } from './date-quality';
import { answeredDays, rollingIntervals } from './interval-rules';
import type { JudgedRows } from './judged-rows';

export interface JudgeOptions {
  plan: OriginPlan;
  choice: DateChoice;
  /** Last day of the data, epoch day. */
  lastDay: number;
  seed: number;
  /** Fitted before the test origins; judged on train and test. */
  testModels: readonly DateModel[];
  /** Theirs of the test rows, by model name. */
  predictions: ReadonlyMap<string, DayPrediction>;
  /** Of the validation rows, by the same models fitted before the validation origins. */
  choicePredictions: ReadonlyMap<string, DayPrediction>;
  train: JudgedRows;
  validation: JudgedRows;
  test: JudgedRows;
}

/** All figures of the next purchase date: every candidate on train, validation and test, and the pairs. */
export function judgeDateModels(options: JudgeOptions): NextPurchaseMetrics {
  const { plan, choice, testModels, test, lastDay, predictions } = options;
  const models = testModels.map((model) => judge(model, options));
  const baselines = models.filter(({ kind }) => kind === 'baseline');
  const bestBaseline = baselines.reduce((best, model) => (model.test!.mae < best.test!.mae ? model : best)).name;
  const chosenDays = predictions.get(choice.chosen)!.days;
  return {
    horizonDays: plan.horizon,
    origins: {
      train: plan.trainForTest.map(isoDay),
      validation: plan.validation.map(isoDay),
      test: plan.test.map(isoDay),
    },
    chosen: choice.chosen,
    distribution: choice.distribution,
    chosenBy: choice.chosenBy,
    missing: null,
    models,
    bestBaseline,
    paired: pairedScoresOf(pairsOf(models), predictions, { judged: test, horizon: plan.horizon, seed: options.seed }),
    predictedVsActual: predictedVsActual(chosenDays, test.restricted),
    errorDays: errorHistogram(chosenDays, test.restricted),
    gapTable: gapTableOf(testModels, test.rows, lastDay),
    notReturned: notReturnedAfter(test.rows, lastDay),
  };
}

/** What each model predicts of the rows, by its name. */
export function predictionsOf(models: readonly DateModel[], { rows }: JudgedRows): Map<string, DayPrediction> {
  return new Map(models.map((model) => [model.name, model.predict(rows)]));
}

function judge(model: DateModel, options: JudgeOptions): DateModelMetrics {
  const { plan, seed, train, validation, test, choice, predictions, choicePredictions } = options;
  const prediction = predictions.get(model.name)!;
  const intervals = intervalsOf(model.name, options);
  const absolute = prediction.days.map((value, row) => Math.abs(value - test.restricted[row]!));
  return {
    name: model.name,
    kind: model.kind,
    chosen: model.name === choice.chosen,
    train: errorsOf(model.predict(train.rows), train),
    validation: errorsOf(choicePredictions.get(model.name)!, validation),
    test: errorsOf(prediction, test),
    testMae: bootstrapMean(absolute, test.rows.customer, { seed }),
    interval: intervals && {
      coverage: bootstrapMean(covered(intervals, test.restricted), test.rows.customer, { seed }),
      meanWidth: meanWidth(intervals),
    },
    ...dateQuality(prediction, { judged: test, horizon: plan.horizon, seed, intervals }),
  };
}

function errorsOf({ days, mean }: DayPrediction, { rows, restricted }: JudgedRows) {
  return dayErrors({ days, mean, actual: restricted, customers: rows.customer });
}

/** 80 % intervals as predictions state them; a chosen date without a distribution of its own stands in another's. */
function intervalsOf(name: string, options: JudgeOptions): DayBounds | null {
  const { plan, choice, predictions, choicePredictions, validation, test } = options;
  const source = predictions.get(name)!.chances === undefined && name === choice.chosen ? choice.distribution : name;
  const answered = (judged: JudgedRows, by: ReadonlyMap<string, DayPrediction>) =>
    answeredDays(judged, by.get(name)!, by.get(source)!);
  const [stated, earlier] = [answered(test, predictions), answered(validation, choicePredictions)];
  return stated === null || earlier === null ? null : rollingIntervals(stated, earlier, plan.horizon);
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
