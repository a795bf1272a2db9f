import type { ListOutcomes } from '../evaluation/ranking';

/** Days after an origin in which predictions are judged, where the lines reach so far. */
export const WINDOW_DAYS = 28;

/** Days at which "a purchase within so many days" was predicted. */
export const CHANCE_DAYS = [7, 14, 28] as const;

/** Earlier predictions beside what came: one entry a customer and origin. Days count from the origin. */
export interface ReviewRows {
  length: number;
  /** Index of the predictions it belongs to. */
  run: Int32Array;
  /** The same number for the same customer in all predictions. */
  customer: Int32Array;
  /** Days that the lines reach beyond the origin, ≥ 1. */
  watched: Int32Array;
  /** First purchase after the origin; NaN where none came as far as the lines reach. */
  day: Float64Array;
  predicted: Float64Array;
  /** 80 % interval, both ends included; NaN where there is none, high is Infinity where it has no end. */
  low: Float64Array;
  high: Float64Array;
  /** Chance of a purchase within so many days, in the order of CHANCE_DAYS; NaN where none was stated. */
  chances: readonly [Float64Array, Float64Array, Float64Array];
  /** Purchases up to the origin, days since the last and the usual gap (NaN where there is none). */
  purchases: Float64Array;
  elapsed: Float64Array;
  gap: Float64Array;
  state: string[];
  /** How the list of products did against the purchase that came; `truth` is 0 where none did. */
  outcomes: ListOutcomes;
  /** Products in the list. */
  listed: Int32Array;
}

/** The chosen rows, in their order. */
export function pickRows(rows: ReviewRows, indices: readonly number[]): ReviewRows {
  const ints = (column: Int32Array) => Int32Array.from(indices, (row) => column[row]!);
  const floats = (column: Float64Array) => Float64Array.from(indices, (row) => column[row]!);
  const bits = (column: Uint16Array) => Uint16Array.from(indices, (row) => column[row]!);
  const { outcomes, chances } = rows;
  return {
    length: indices.length,
    run: ints(rows.run),
    customer: ints(rows.customer),
    watched: ints(rows.watched),
    day: floats(rows.day),
    predicted: floats(rows.predicted),
    low: floats(rows.low),
    high: floats(rows.high),
    chances: [floats(chances[0]), floats(chances[1]), floats(chances[2])],
    purchases: floats(rows.purchases),
    elapsed: floats(rows.elapsed),
    gap: floats(rows.gap),
    state: indices.map((row) => rows.state[row]!),
    outcomes: {
      length: indices.length,
      hits: bits(outcomes.hits),
      known: bits(outcomes.known),
      truth: ints(outcomes.truth),
      truthKnown: ints(outcomes.truthKnown),
    },
    listed: ints(rows.listed),
  };
}

/** Indices of the rows for which a condition holds. */
export function rowsWhere(rows: ReviewRows, condition: (row: number) => boolean): number[] {
  const found: number[] = [];
  for (let row = 0; row < rows.length; row++) if (condition(row)) found.push(row);
  return found;
}
