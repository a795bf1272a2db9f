import { hitAt } from '../evaluation/ranking';
import type { Promised, Verdict, VerdictTest } from '../evaluation/revision-schema';
import { holm } from '../evaluation/statistics/holm';
import { moments } from '../evaluation/statistics/poisson-binomial';
import type { Comparison } from './comparison';
import { compare, pValueOf, standardErrorOf } from './comparison';
import { figureOf } from './figure';
import { chanceOutcomes } from './judge-chances';
import { absoluteErrors, judgeInterval } from './judge-dates';
import { answeredLists } from './judge-products';
import type { ReviewRows } from './review-rows';
import { CHANCE_DAYS, pickRows, rowsWhere } from './review-rows';
import { LEAST_CUSTOMERS } from './segments';

/** Chance that anything is called better or worse where all is as promised. */
const ERROR_RATE = 0.05;
/** Weather and holidays move all customers together: so much of the expected number is not held against the chances. */
const BUYERS_TOLERANCE = 0.05;

/**
 * Compares what the runs promised with what came, each figure on the rows that were watched as long as the promise
 * speaks of, and says better or worse where the difference is beyond chance in the whole family of figures.
 *
 * @param promised of each run, in the order of `rows.run`
 */
export function judgePromises(rows: ReviewRows, promised: readonly (Promised | null)[], seed: number): Verdict {
  const comparisons = [
    ...dateComparisons(rows, promised, seed),
    ...chanceComparisons(rows, promised, seed),
    ...hitComparisons(rows, promised, seed),
  ];
  const judged = comparisons.filter(({ test }) => test.pValue !== null);
  const significant = holm(
    judged.map(({ test }) => test.pValue!),
    ERROR_RATE,
  );
  const tests = comparisons.map((comparison): VerdictTest => {
    const { test } = comparison;
    if (test.pValue === null) return { ...test, outcome: test.realised === null ? 'not-yet' : 'too-few' };
    return { ...test, outcome: outcomeOf(comparison, significant[judged.indexOf(comparison)]!) };
  });
  return {
    errorRate: ERROR_RATE,
    correction: 'holm',
    buyersTolerance: BUYERS_TOLERANCE,
    leastCustomers: LEAST_CUSTOMERS,
    tests,
    outcome: overall(tests),
  };
}

function outcomeOf({ test, good }: Comparison, significant: boolean): VerdictTest['outcome'] {
  if (!significant) return 'as-promised';
  if (good === 'equal') return 'worse';
  const lower = test.realised!.value < test.promised;
  return lower === (good === 'lower') ? 'better' : 'worse';
}

function overall(tests: readonly VerdictTest[]): Verdict['outcome'] {
  const found = new Set(tests.map(({ outcome }) => outcome));
  for (const outcome of ['worse', 'better', 'as-promised'] as const) if (found.has(outcome)) return outcome;
  return 'no-verdict';
}

/** Mean error and coverage, at the horizon that each run judged itself on. */
function dateComparisons(rows: ReviewRows, promised: readonly (Promised | null)[], seed: number): Comparison[] {
  const horizons = [...new Set(promised.flatMap((of) => (of === null ? [] : [of.horizonDays])))].sort((a, b) => a - b);
  return horizons.flatMap((horizon) => {
    const at = (run: number) => (promised[run]?.horizonDays === horizon ? promised[run]! : null);
    const watched = (row: number) => rows.watched[row]! >= horizon;
    const errors = absoluteErrors(rows, () => horizon);
    const mae = compare(
      { figure: 'mae', at: horizon, good: 'lower', promiseOf: (run) => at(run)?.mae ?? null },
      { rows, promised, seed, judged: watched, value: (row) => errors[row]! },
    );
    const coverage = compare(
      { figure: 'coverage', at: horizon, good: 'higher', promiseOf: (run) => at(run)?.coverage ?? null },
      {
        rows,
        promised,
        seed,
        judged: (row) => watched(row) && !Number.isNaN(rows.low[row]!),
        value: (row) => (judgeInterval(rows, row, horizon).covered ? 1 : 0),
      },
    );
    return [...mae, ...coverage];
  });
}

function chanceComparisons(rows: ReviewRows, promised: readonly (Promised | null)[], seed: number): Comparison[] {
  return CHANCE_DAYS.flatMap((days) => {
    const stated = rows.chances[CHANCE_DAYS.indexOf(days)]!;
    const brier = compare(
      {
        figure: 'brier',
        at: days,
        good: 'lower',
        promiseOf: (run) => {
          const found = promised[run]?.brier.find((score) => score.days === days);
          return found === undefined ? null : { value: found.value, low: null, high: null };
        },
      },
      {
        rows,
        promised,
        seed,
        judged: (row) => rows.watched[row]! >= days && !Number.isNaN(stated[row]!),
        value: (row) => (stated[row]! - (rows.day[row]! <= days ? 1 : 0)) ** 2,
      },
    );
    return [...brier, buyersComparison(rows, days, seed)];
  });
}

/** The chances are their own promise: their sum against the number that came. */
function buyersComparison(rows: ReviewRows, days: (typeof CHANCE_DAYS)[number], seed: number): Comparison {
  const outcomes = chanceOutcomes(rows, days);
  const n = outcomes.chances.length;
  const frame = { figure: 'buyers' as const, at: days, rows: n };
  const realised = figureOf(outcomes.came, outcomes.customers, seed);
  const { expected, deviation } = moments(outcomes.chances);
  if (realised === null || realised.customers < LEAST_CUSTOMERS) {
    const promise = n === 0 ? 0 : expected / n;
    return { test: { ...frame, promised: promise, realised, standardError: null, pValue: null }, good: 'equal' };
  }
  const excess = outcomes.came.map((came, row) => came - outcomes.chances[row]!);
  const standardError = Math.max(deviation / n, standardErrorOf(figureOf(excess, outcomes.customers, seed)!));
  const beyond = Math.max(0, Math.abs(realised.value - expected / n) - (BUYERS_TOLERANCE * expected) / n);
  return {
    test: { ...frame, promised: expected / n, realised, standardError, pValue: pValueOf(beyond, standardError) },
    good: 'equal',
  };
}

function hitComparisons(rows: ReviewRows, promised: readonly (Promised | null)[], seed: number): Comparison[] {
  const { top } = answeredLists(rows);
  const answered = rowsWhere(rows, (row) => rows.outcomes.truth[row]! > 0 && rows.listed[row]! > 0);
  const hits = new Map<number, number>();
  hitAt(pickRows(rows, answered).outcomes, top).forEach((hit, index) => {
    hits.set(answered[index]!, hit);
  });
  return compare(
    {
      figure: 'hit',
      at: top,
      good: 'higher',
      promiseOf: (run) => (promised[run]?.top === top ? promised[run]!.hit : null),
    },
    { rows, promised, seed, judged: (row) => hits.has(row), value: (row) => hits.get(row)! },
  );
}
