import type { DayPrediction } from '../models/date-model';
import type { DayBounds, IntervalRule, StatedDays } from '../models/day-intervals';
import { intervalsAround, tuneIntervals } from '../models/day-intervals';
import type { JudgedRows } from './judged-rows';

/** Share of the answers the stated interval is to cover. */
export const NOMINAL_COVERAGE = 0.8;
/** Origins that rules are tuned on: new ones, for coverage moves with the season, and enough of them to be sure of it. */
const LATEST_ORIGINS = 6;

/** What was stated of some rows, and what came. */
export interface AnsweredDays {
  judged: JudgedRows;
  stated: StatedDays;
}

/** What is stated of some rows: a model's dates, in the distribution of another where it has none. */
export function answeredDays(
  judged: JudgedRows,
  { days, chances: own }: DayPrediction,
  distribution: DayPrediction,
): AnsweredDays | null {
  const chances = own ?? distribution.chances;
  return chances === undefined ? null : { judged, stated: { days, chances } };
}

/**
 * The rule that could be known on `day` (epoch day): its intervals covered 80 % at the LATEST_ORIGINS newest origins
 * whose answers had all come by then.
 */
export function ruleKnownOn(day: number, answered: readonly AnsweredDays[], horizon: number): IntervalRule {
  const known = new Set(answered.flatMap(({ judged }) => [...judged.rows.origin].filter((o) => o + horizon <= day)));
  const newest = new Set([...known].sort((a, b) => b - a).slice(0, LATEST_ORIGINS));
  const parts = answered.map((part) => atOrigins(part, newest, horizon));
  const customers = new Set(parts.flatMap(({ customers }) => customers)).size;
  return tuneIntervals(
    { days: joined(parts.map(({ days }) => days)), chances: joined(parts.map(({ chances }) => chances)) },
    joined(parts.map(({ actual }) => actual)),
    // Split conformal prediction's correction for a finite sample, customers being what is exchangeable.
    { horizon, nominal: Math.min(1, NOMINAL_COVERAGE * (1 + 1 / Math.max(1, customers))) },
  );
}

/** Intervals of the test rows, those of each origin by the rule that could be known on it. */
export function rollingIntervals(test: AnsweredDays, earlier: AnsweredDays, horizon: number): DayBounds {
  const { rows } = test.judged;
  const bounds = { low: new Int32Array(rows.length), high: new Int32Array(rows.length) };
  const rules = new Map<number, IntervalRule>();
  for (const origin of new Set(rows.origin)) {
    const answeredOrigins = [...rows.origin].filter((other) => other + horizon <= origin).length;
    const rule = rules.get(answeredOrigins) ?? ruleKnownOn(origin, [earlier, test], horizon);
    rules.set(answeredOrigins, rule);
    const { places, days, chances } = atOrigins(test, new Set([origin]), horizon);
    const { low, high } = intervalsAround({ days, chances }, horizon, rule);
    places.forEach((row, place) => {
      bounds.low[row] = low[place]!;
      bounds.high[row] = high[place]!;
    });
  }
  return bounds;
}

function atOrigins({ judged, stated }: AnsweredDays, origins: ReadonlySet<number>, horizon: number) {
  const { rows, restricted } = judged;
  const places = [...rows.origin.keys()].filter((row) => origins.has(rows.origin[row]!));
  return {
    places,
    customers: places.map((row) => rows.customer[row]!),
    days: Float64Array.from(places, (row) => stated.days[row]!),
    chances: joined(places.map((row) => stated.chances.subarray(row * horizon, (row + 1) * horizon))),
    actual: Float64Array.from(places, (row) => restricted[row]!),
  };
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
