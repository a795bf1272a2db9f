import { breathe } from '../config/breath';
import { isoDay } from '../config/calendar';
import type { DateModelName } from '../config/model-names';
import { dayErrors } from '../evaluation/day-errors';
import { covered, meanWidth } from '../evaluation/interval-coverage';
import type { DateModelMetrics, NextPurchaseMetrics } from '../evaluation/metrics-schema';
import { errorHistogram, predictedVsActual } from '../evaluation/predicted-vs-actual';
import { bootstrapMean } from '../evaluation/statistics/bootstrap';
import type { OriginPlan } from '../features/origins';
import type { DateModel, DayPrediction } from '../models/dates/forecast/date-model';
import type { DayBounds } from '../models/dates/forecast/day-intervals';
import type { ShopDays } from '../models/dates/forecast/shop-days';
import { unusualDays } from '../models/dates/forecast/shop-days';
import type { DateChoice } from './choose-date-model';
import { dateQuality, gapTableOf, notReturnedAfter, pairedScoresOf } from './date-quality';
import { rollingIntervals } from './interval-rules';
import type { JudgedForecasts } from './judged-forecasts';
import { nearDays } from './judged-forecasts';
import type { JudgedRows } from './judged-rows';

export interface JudgeOptions {
  plan: OriginPlan;
  choice: DateChoice;
  /** Last day of the data, epoch day. */
  lastDay: number;
  seed: number;
  /** Fitted before the test origins; judged on train and test. */
  testModels: readonly DateModel[];
  /** Theirs of the test rows. */
  forecasts: JudgedForecasts;
  /** Of the validation rows, by the same models fitted before the validation origins. */
  choiceForecasts: JudgedForecasts;
  /** The shop's unusual days as they could be known on an epoch day. */
  shopBy: (day: number) => ShopDays;
  train: JudgedRows;
  validation: JudgedRows;
  test: JudgedRows;
}

/** All figures of the next purchase date: every candidate on train, validation and test, and the pairs. */
export async function judgeDateModels(options: JudgeOptions): Promise<NextPurchaseMetrics> {
  const { plan, choice, testModels, test, lastDay, forecasts } = options;
  const models: DateModelMetrics[] = [];
  for (const model of testModels) {
    models.push(judge(model, options));
    await breathe();
  }
  const baselines = models.filter(({ kind }) => kind === 'baseline');
  const bestBaseline = baselines.reduce((best, model) => (model.test!.mae < best.test!.mae ? model : best)).name;
  const chosenDays = forecasts.get(choice.chosen)!.prediction.days;
  const predictions = new Map([...forecasts].map(([name, { prediction }]) => [name, prediction]));
  return {
    horizonDays: plan.horizon,
    origins: {
      train: plan.trainForTest.map(isoDay),
      validation: plan.validation.map(isoDay),
      test: plan.test.map(isoDay),
    },
    chosen: choice.chosen,
    chosenBy: 'shrunken-merit',
    choice: choice.metrics,
    missing: null,
    models,
    bestBaseline,
    paired: pairedScoresOf(pairsOf(models), predictions, { judged: test, horizon: plan.horizon, seed: options.seed }),
    predictedVsActual: predictedVsActual(chosenDays, test.restricted),
    errorDays: errorHistogram(chosenDays, test.restricted),
    gapTable: gapTableOf(testModels, test.rows, { lastDay, horizon: plan.horizon }),
    notReturned: notReturnedAfter(test.rows, lastDay),
    unusualDays: unusualDays(options.shopBy(lastDay)),
  };
}

function judge(model: DateModel, options: JudgeOptions): DateModelMetrics {
  const { plan, seed, train, validation, test, choice, forecasts, choiceForecasts } = options;
  const { prediction } = forecasts.get(model.name)!;
  const intervals = intervalsOf(model.name, options);
  const absolute = prediction.days.map((value, row) => Math.abs(value - test.restricted[row]!));
  const earlier = choiceForecasts.get(model.name);
  return {
    name: model.name,
    kind: model.kind,
    chosen: model.name === choice.chosen,
    train: errorsOf(nearDays(model, train.rows, plan.horizon), train),
    validation: earlier ? errorsOf(earlier.prediction, validation) : null,
    test: errorsOf(prediction, test),
    testMae: bootstrapMean(absolute, test.rows.customer, { seed }),
    interval: intervals && {
      coverage: bootstrapMean(covered(intervals, test.restricted), test.rows.customer, { seed }),
      meanWidth: meanWidth(intervals),
    },
    ...dateQuality(prediction, { judged: test, horizon: plan.horizon, seed, intervals }),
  };
}

function errorsOf({ days, mean }: Pick<DayPrediction, 'days' | 'mean'>, { rows, restricted }: JudgedRows) {
  return rows.length === 0 ? null : dayErrors({ days, mean, actual: restricted, customers: rows.customer });
}

/** 80 % intervals as predictions state them, as far as the horizon shows of them; null of a model of dates alone. */
function intervalsOf(
  name: DateModelName,
  { plan, forecasts, choiceForecasts, validation, test, shopBy }: JudgeOptions,
): DayBounds | null {
  const stated = forecasts.get(name)!.stated;
  if (stated === null) return null;
  const known = choiceForecasts.get(name)?.stated;
  const earlier = known ? [{ rows: validation.rows, stated: known }] : [];
  const { low, high } = rollingIntervals({ rows: test.rows, stated }, earlier, shopBy);
  const within = (bounds: Float64Array) => bounds.map((day) => Math.min(day, plan.horizon));
  return { low: within(low), high: within(high) };
}

/** The chosen model against every other, and every network against every model that is none. */
function pairsOf(models: readonly DateModelMetrics[]): [model: DateModelName, against: DateModelName][] {
  return models.flatMap((model) =>
    models
      .filter((other) => other !== model)
      .filter((other) => model.chosen || (model.kind === 'network' && other.kind !== 'network'))
      .map((other): [DateModelName, DateModelName] => [model.name, other.name]),
  );
}
