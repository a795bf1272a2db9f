import type { Promised, PromisedFigure, RevisionFigure, VerdictTest } from '../evaluation/revision-schema';
import { twoSidedNormal } from '../evaluation/statistics/poisson-binomial';
import { figureOf } from './figure';
import type { ReviewRows } from './review-rows';
import { rowsWhere } from './review-rows';
import { LEAST_CUSTOMERS } from './segments';

/** Half the width of a 95 % interval, in standard errors. */
const HALF_WIDTH = 1.96;

/** A promise kept or not, before it is known how many others are tested beside it. */
export interface Comparison {
  test: Omit<VerdictTest, 'outcome'>;
  /** Realised − promised is good news, bad news, or bad on either side. */
  good: 'lower' | 'higher' | 'equal';
}

export interface ComparedFigure {
  figure: VerdictTest['figure'];
  at: number;
  good: Comparison['good'];
  promiseOf: (run: number) => PromisedFigure | null;
}

export interface ComparedRows {
  rows: ReviewRows;
  promised: readonly (Promised | null)[];
  seed: number;
  /** Whether a row can be judged, and what it counts. */
  judged: (row: number) => boolean;
  value: (row: number) => number;
}

/** No comparison where no run promised the figure; a promise for several runs is their mean, by judged rows. */
export function compare(of: ComparedFigure, { rows, promised, seed, judged, value }: ComparedRows): Comparison[] {
  const { figure, at, good, promiseOf } = of;
  const promises = promised.map((_, run) => promiseOf(run));
  const stated = promises.filter((promise) => promise !== null);
  if (stated.length === 0) return [];
  const chosen = rowsWhere(rows, (row) => promises[rows.run[row]!] !== null && judged(row));
  const realised = figureOf(
    chosen.map(value),
    chosen.map((row) => rows.customer[row]!),
    seed,
  );
  const frame = { figure, at, rows: chosen.length };
  if (realised === null || realised.customers < LEAST_CUSTOMERS) {
    return [{ test: { ...frame, promised: stated[0]!.value, realised, standardError: null, pValue: null }, good }];
  }
  const judgedOf = promises.map((_, run) => chosen.filter((row) => rows.run[row] === run).length);
  const mean = (part: (run: number) => number) =>
    judgedOf.reduce((sum, n, run) => (n === 0 ? sum : sum + n * part(run)), 0) / chosen.length;
  const promise = mean((run) => promises[run]!.value);
  // Promises of runs of one shop rest on much the same customers: their errors are added, not averaged away.
  const uncertain = mean((run) => promiseError(promises[run]!, promised[run]!.customers, realised));
  const standardError = Math.hypot(uncertain, standardErrorOf(realised));
  const pValue = pValueOf(Math.abs(realised.value - promise), standardError);
  return [{ test: { ...frame, promised: promise, realised, standardError, pValue }, good }];
}

/** Where the promise has no interval, its error is the realised figure's, at as many customers as it rests on. */
function promiseError({ low, high }: PromisedFigure, customers: number | null, realised: RevisionFigure): number {
  if (low !== null && high !== null) return (high - low) / (2 * HALF_WIDTH);
  return standardErrorOf(realised) * Math.sqrt(realised.customers / (customers ?? realised.customers));
}

export function standardErrorOf({ low, high }: RevisionFigure): number {
  return (high - low) / (2 * HALF_WIDTH);
}

export function pValueOf(distance: number, standardError: number): number {
  if (distance < 1e-12) return 1;
  return standardError === 0 ? 0 : twoSidedNormal(distance / standardError);
}
