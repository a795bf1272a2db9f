import { brierScores, crpsOfDays, crpsOfPoints, integratedBrierScores } from './brier';
import { checkDayChances, cumulativeChances } from './day-chances';
import { average } from './day-errors';
import { interpolatedMedian } from './interpolated-median';
import type { DateModelMetrics } from './metrics-schema';
import { reliability } from './reliability';
import { bootstrapMean } from './statistics/bootstrap';
import { concordance } from './statistics/concordance';

/** What a method says of each row's next purchase day, in days after the origin. */
export interface DateForecast {
  days: Float64Array;
  mean: Float64Array;
  /** [n × horizon], see DayChances; absent where the method gives a date alone. */
  chances?: Float64Array;
}

/** Answers that are all known to the horizon. */
export interface KnownAnswers {
  /** Days from origin to next purchase; NaN where none came within the horizon. */
  daysToNext: ArrayLike<number>;
  customers: ArrayLike<number>;
  horizon: number;
}

/** Scores that are averaged over rows, one a row: lower is better. What needs chances is null without them. */
export interface DateScores {
  mae: Float64Array;
  crps: Float64Array;
  ibs: Float64Array | null;
}

/** Days at which "a purchase within so many days" is judged, where the horizon reaches so far. */
const JUDGED_DAYS = [7, 14, 28];

/** Per-row scores, for tables and for paired comparisons. */
export function dateScores(forecast: DateForecast, { daysToNext, horizon }: KnownAnswers): DateScores {
  const mae = crpsOfPoints(forecast.days, daysToNext, horizon);
  if (forecast.chances === undefined) return { mae, crps: mae, ibs: null };
  const distribution = { chances: forecast.chances, horizon };
  checkDayChances(distribution, daysToNext.length);
  return { mae, crps: crpsOfDays(distribution, daysToNext), ibs: integratedBrierScores(distribution, daysToNext) };
}

/** Order of the dates: by interpolated median where there are chances, else by the expected days. */
export function dateConcordance(forecast: DateForecast, { daysToNext, horizon }: KnownAnswers): number | null {
  const ranks =
    forecast.chances === undefined ? forecast.mean : interpolatedMedian({ chances: forecast.chances, horizon });
  const restricted = Float64Array.from({ length: daysToNext.length }, (_, row) =>
    Math.min(horizon, daysToNext[row]! || horizon),
  );
  return concordance(ranks, restricted);
}

/** Everything that judges chances; of a date alone only the CRPS, which is its absolute error. */
export function judgeProbabilities(
  forecast: DateForecast,
  answers: KnownAnswers,
  seed: number,
): DateModelMetrics['probabilities'] {
  const { crps, ibs } = dateScores(forecast, answers);
  const estimate = bootstrapMean(crps, answers.customers, { seed });
  if (forecast.chances === undefined) return { crps: estimate, ibs: null, brier: [], reliability: [] };
  const distribution = { chances: forecast.chances, horizon: answers.horizon };
  const judged = JUDGED_DAYS.filter((days) => days <= answers.horizon);
  return {
    crps: estimate,
    ibs: average(ibs!),
    brier: judged.map((days) => ({ days, value: average(brierScores(distribution, answers.daysToNext, days)) })),
    reliability: judged.map((days) => ({ days, bins: reliabilityAt(forecast.chances!, answers, days) })),
  };
}

function reliabilityAt(chances: Float64Array, { daysToNext, horizon }: KnownAnswers, days: number) {
  const cumulative = cumulativeChances({ chances, horizon });
  const rows = daysToNext.length;
  return reliability(
    Float64Array.from({ length: rows }, (_, row) => cumulative[row * horizon + days - 1]!),
    Float64Array.from({ length: rows }, (_, row) => (daysToNext[row]! <= days ? 1 : 0)),
  );
}
