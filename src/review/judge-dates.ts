import type { RevisionFigures } from '../evaluation/revision-schema';
import { figureOf } from './figure';
import type { ReviewRows } from './review-rows';
import { rowsWhere, WINDOW_DAYS } from './review-rows';

/** What became of the rows within the window: each is in exactly one of the last three counts. */
export function outcomeOf({ length, customer, day, watched }: ReviewRows): RevisionFigures['outcome'] {
  const counts = { came: 0, stillOpen: 0, notCome: 0 };
  for (let row = 0; row < length; row++) {
    if (day[row]! <= WINDOW_DAYS) counts.came++;
    else if (watched[row]! < WINDOW_DAYS) counts.stillOpen++;
    else counts.notCome++;
  }
  return { rows: length, customers: new Set(customer).size, ...counts };
}

/** |prediction − answer| in days, both restricted to `limit` days, which may differ from row to row. */
export function absoluteErrors({ length, predicted, day }: ReviewRows, limit: (row: number) => number): Float64Array {
  return Float64Array.from({ length }, (_, row) =>
    Math.abs(restricted(predicted[row]!, limit(row)) - restricted(day[row]!, limit(row))),
  );
}

function restricted(days: number, limit: number): number {
  return Number.isNaN(days) ? limit : Math.min(days, limit);
}

/** Days to which a row can be judged: the window, or as far as the lines reach. */
export function reachOf({ watched }: ReviewRows): (row: number) => number {
  return (row) => Math.min(WINDOW_DAYS, watched[row]!);
}

/** Errors of the dates, each row restricted to its own reach. */
export function judgeDates(rows: ReviewRows, seed: number): RevisionFigures['dates'] {
  if (rows.length === 0) return null;
  const reach = reachOf(rows);
  const errors = absoluteErrors(rows, reach);
  const reaches = Array.from({ length: rows.length }, (_, row) => reach(row));
  const figure = (values: Float64Array) => figureOf(values, rows.customer, seed)!;
  const within = (days: number) => figure(errors.map((error) => (error <= days ? 1 : 0)));
  return {
    restrictedTo: { from: smallest(reaches), to: -smallest(reaches.map((value) => -value)) },
    mae: figure(errors),
    within1: within(1),
    within3: within(3),
    within7: within(7),
  };
}

function smallest(values: readonly number[]): number {
  return values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
}

/** An interval within the first `limit` days, and what came of it. */
export interface JudgedInterval {
  covered: boolean;
  /** Days, both ends counted. */
  width: number;
  /** Nothing came, and the interval goes on. */
  open: boolean;
}

/**
 * The interval of a row as far as `limit` days: the answer min(day, limit) against both ends restricted alike. So
 * where nothing came, an interval that reaches to the limit covers it.
 */
export function judgeInterval({ day, low, high }: ReviewRows, row: number, limit: number): JudgedInterval {
  const [from, to] = [Math.min(low[row]!, limit), Math.min(high[row]!, limit)];
  const answer = restricted(day[row]!, limit);
  const came = day[row]! <= limit;
  return { covered: answer >= from && answer <= to, width: to - from + 1, open: !came && high[row]! > limit };
}

/** Coverage and width of the 80 % intervals, each row within its own reach. */
export function judgeIntervals(rows: ReviewRows, seed: number): RevisionFigures['interval'] {
  const stated = rowsWhere(rows, (row) => !Number.isNaN(rows.low[row]!));
  if (stated.length === 0) return null;
  const reach = reachOf(rows);
  const judged = stated.map((row) => judgeInterval(rows, row, reach(row)));
  const customers = stated.map((row) => rows.customer[row]!);
  const count = (condition: (interval: JudgedInterval) => boolean) => judged.filter(condition).length;
  return {
    coverage: figureOf(
      judged.map(({ covered }) => (covered ? 1 : 0)),
      customers,
      seed,
    )!,
    meanWidth: judged.reduce((sum, { width }) => sum + width, 0) / judged.length,
    inside: count(({ covered, open }) => covered && !open),
    outside: count(({ covered }) => !covered),
    open: count(({ open, covered }) => open && covered),
    without: rows.length - stated.length,
  };
}
