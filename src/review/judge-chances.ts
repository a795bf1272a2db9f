import { reliability } from '../evaluation/reliability';
import type { RevisionChances } from '../evaluation/revision-schema';
import { countRange } from '../evaluation/statistics/poisson-binomial';
import { figureOf, ratioOf } from './figure';
import type { ReviewRows } from './review-rows';
import { CHANCE_DAYS, rowsWhere } from './review-rows';

/** Between its ends lies the number of buyers in four of five cases, if the chances are right. */
const RANGE_SHARE = 0.8;
/** Of fewer expected buyers no ratio is worth a figure. */
const LEAST_EXPECTED = 1;

/** Stated chances of a purchase within `days`, and whether it came, of the rows watched so long. */
export interface ChanceOutcomes {
  chances: Float64Array;
  came: Float64Array;
  customers: Int32Array;
}

/** A row that was watched for less says nothing, also where its purchase came early: those alone would be a choice. */
export function chanceOutcomes(rows: ReviewRows, days: (typeof CHANCE_DAYS)[number]): ChanceOutcomes {
  const stated = rows.chances[CHANCE_DAYS.indexOf(days)]!;
  const judged = rowsWhere(rows, (row) => rows.watched[row]! >= days && !Number.isNaN(stated[row]!));
  return {
    chances: Float64Array.from(judged, (row) => Math.min(1, Math.max(0, stated[row]!))),
    came: Float64Array.from(judged, (row) => (rows.day[row]! <= days ? 1 : 0)),
    customers: Int32Array.from(judged, (row) => rows.customer[row]!),
  };
}

/** Brier score, reliability, and expected against actual buyers at each of the stated days that can be judged. */
export function judgeChances(rows: ReviewRows, seed: number): RevisionChances[] {
  return CHANCE_DAYS.flatMap((days) => {
    const outcomes = chanceOutcomes(rows, days);
    return outcomes.chances.length === 0 ? [] : [judgeAt(outcomes, days, seed)];
  });
}

/** Brier scores of the rows. */
export function brierOf({ chances, came }: ChanceOutcomes): Float64Array {
  return chances.map((chance, row) => (chance - came[row]!) ** 2);
}

function judgeAt(outcomes: ChanceOutcomes, days: number, seed: number): RevisionChances {
  const { chances, came, customers } = outcomes;
  const { expected, low, high } = countRange(chances, RANGE_SHARE);
  // A customer seen at several origins is not independent of themselves.
  const independent = new Set(customers).size === customers.length;
  return {
    days,
    brier: figureOf(brierOf(outcomes), customers, seed)!,
    expected,
    actual: came.reduce((sum, value) => sum + value, 0),
    range: independent ? { low, high } : null,
    ratio: expected < LEAST_EXPECTED ? null : finite(ratioOf(came, chances, customers, seed)),
    reliability: reliability(chances, came),
  };
}

function finite<T extends { value: number; low: number; high: number }>(estimate: T): T | null {
  return [estimate.value, estimate.low, estimate.high].every(Number.isFinite) ? estimate : null;
}
