import { hitAt } from '../evaluation/ranking';
import type { RevisionSegments } from '../evaluation/revision-schema';
import { figureOf } from './figure';
import { brierOf, chanceOutcomes } from './judge-chances';
import { absoluteErrors, judgeIntervals, reachOf } from './judge-dates';
import { answeredLists } from './judge-products';
import type { ReviewRows } from './review-rows';
import { CHANCE_DAYS, pickRows, rowsWhere } from './review-rows';

type Group = RevisionSegments['groups'][number];

/** Figures of fewer customers say nothing. */
export const LEAST_CUSTOMERS = 20;

/** Lower bounds of the groups after the first. */
const PURCHASE_BOUNDS = [2, 4, 8, 16];
const ELAPSED_BOUNDS = [0.5, 1, 2, 4];

/** The figures by purchases so far, by time away in usual gaps, and by state; a group without a row is left out. */
export function judgeSegments(rows: ReviewRows, seed: number): RevisionSegments[] {
  const away = rows.elapsed.map((days, row) => days / rows.gap[row]!);
  return [
    { by: 'purchases', groups: byBounds(rows, rows.purchases, PURCHASE_BOUNDS, seed) },
    { by: 'elapsed-gaps', groups: byBounds(rows, away, ELAPSED_BOUNDS, seed) },
    { by: 'state', groups: byState(rows, seed) },
  ];
}

/** Rows without the quantity (no gap is known yet) are in no group. */
function byBounds(rows: ReviewRows, values: Float64Array, bounds: readonly number[], seed: number): Group[] {
  const edges = [Number.NEGATIVE_INFINITY, ...bounds, Number.POSITIVE_INFINITY];
  return edges.slice(1).flatMap((to, index) => {
    const from = edges[index]!;
    const chosen = rowsWhere(rows, (row) => values[row]! >= from && values[row]! < to);
    return groupOf(pickRows(rows, chosen), { from: bounds[index - 1] ?? null, to: bounds[index] ?? null }, seed);
  });
}

function byState(rows: ReviewRows, seed: number): Group[] {
  return [...new Set(rows.state)].sort().flatMap((state) => {
    const chosen = rowsWhere(rows, (row) => rows.state[row] === state);
    return groupOf(pickRows(rows, chosen), { from: null, to: null, state }, seed);
  });
}

function groupOf(
  rows: ReviewRows,
  { from, to, state = null }: { from: number | null; to: number | null; state?: string | null },
  seed: number,
): Group[] {
  const customers = new Set(rows.customer).size;
  if (customers === 0) return [];
  const frame = { from, to, state, rows: rows.length, customers };
  if (customers < LEAST_CUSTOMERS) {
    return [{ ...frame, mae: null, coverage: null, meanWidth: null, chances: null, hit: null }];
  }
  const interval = judgeIntervals(rows, seed);
  return [
    {
      ...frame,
      mae: figureOf(absoluteErrors(rows, reachOf(rows)), rows.customer, seed),
      coverage: interval?.coverage ?? null,
      meanWidth: interval?.meanWidth ?? null,
      chances: buyers(rows, seed),
      hit: hits(rows, seed),
    },
  ];
}

/** Expected and actual buyers within the longest time that every row was watched. */
function buyers(rows: ReviewRows, seed: number): Group['chances'] {
  const days = [...CHANCE_DAYS].reverse().find((limit) => rows.watched.every((watched) => watched >= limit));
  if (days === undefined) return null;
  const outcomes = chanceOutcomes(rows, days);
  if (outcomes.chances.length === 0) return null;
  const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
  return {
    days,
    expected: sum(outcomes.chances),
    actual: sum(outcomes.came),
    brier: figureOf(brierOf(outcomes), outcomes.customers, seed)!,
  };
}

function hits(rows: ReviewRows, seed: number): Group['hit'] {
  const { outcomes, customers, top } = answeredLists(rows);
  return new Set(customers).size < LEAST_CUSTOMERS ? null : figureOf(hitAt(outcomes, top), customers, seed);
}
