import type { NextPurchaseMetrics } from '../evaluation/metrics-schema';
import type { Dataset } from '../features/dataset';
import { atOrigins } from '../features/dataset';
import type { OriginPlan } from '../features/origins';
import { findShopDays } from '../models/dates/baselines/find-shop-days';
import type { IntervalRule } from '../models/dates/forecast/day-intervals';
import { candidateModels, findModel } from '../models/trained-model';
import type { DateChoice } from './choose-date-model';
import { chooseDateModel } from './choose-date-model';
import type { JudgeOptions } from './date-metrics';
import { judgeDateModels } from './date-metrics';
import type { TrainingRows } from './fit-parts';
import type { StatedRows } from './interval-rules';
import { ruleKnownOn } from './interval-rules';
import type { JudgedForecasts } from './judged-forecasts';
import { forecastsOf, onShopDays } from './judged-forecasts';
import { judgedRows } from './judged-rows';
import type { PackedCandidates } from './packed-candidates';
import { unpackCandidates } from './packed-candidates';

/** The choice of a date model, and what the candidates it was made among say of the validation rows. */
export interface ChosenDates {
  choice: DateChoice;
  forecasts: JudgedForecasts;
}

/** @param candidates fitted before the validation origins */
export async function chooseDates(
  rows: TrainingRows,
  { plan, candidates }: { plan: OriginPlan; candidates: PackedCandidates },
): Promise<ChosenDates> {
  const { horizon } = plan;
  const validation = judgedRows(rows.planned, plan.validation, horizon);
  const forecasts = forecastsOf(candidateModels(await unpackCandidates(candidates)), validation, horizon);
  const told = onShopDays(forecasts, validation, findShopDays(rows.dense, plan.test[0]!));
  return { choice: chooseDateModel(told, validation, horizon), forecasts };
}

export interface DateJudging extends ChosenDates {
  plan: OriginPlan;
  /** Epoch day. */
  asOf: number;
  seed: number;
  /** Fitted before the test origins. */
  candidates: PackedCandidates;
}

/** Figures of all candidates, and the rule of the model that is kept. */
export interface JudgedDates {
  metrics: NextPurchaseMetrics;
  intervalRule: IntervalRule;
}

/** Judges all candidates once on the test rows. */
export async function judgeDates(rows: TrainingRows, judging: DateJudging): Promise<JudgedDates> {
  const { plan, asOf, seed, choice, forecasts: choiceForecasts, candidates } = judging;
  const judged = (origins: number[]) => judgedRows(rows.planned, origins, plan.horizon);
  const testModels = candidateModels(await unpackCandidates(candidates));
  const test = judged(plan.test);
  const options: JudgeOptions = {
    plan,
    choice,
    lastDay: asOf,
    seed,
    testModels,
    forecasts: forecastsOf(testModels, test, plan.horizon),
    choiceForecasts,
    shopBy: oncePerDay((day) => findShopDays(rows.dense, day)),
    train: judged(plan.trainForTest),
    validation: judged(plan.validation),
    test,
  };
  return { metrics: await judgeDateModels(options), intervalRule: keptRule(options, rows.planned) };
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
