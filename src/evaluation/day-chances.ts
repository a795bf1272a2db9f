/**
 * A forecast of the next purchase day as a distribution. Entry [row × horizon + d − 1] of `chances` is the chance that
 * the purchase comes on day d after the origin, 1 ≤ d ≤ horizon; what a row lacks to 1 comes after the horizon.
 */
export interface DayChances {
  /** [n × horizon], row-major. */
  chances: Float64Array;
  /** Days. */
  horizon: number;
}

/** Rounding that sums of float chances may carry. */
const SLACK = 1e-6;

/** Chance of a purchase on day d or before: [n × horizon], row-major, clipped to 1. */
export function cumulativeChances({ chances, horizon }: DayChances): Float64Array {
  const cumulative = new Float64Array(chances.length);
  for (let start = 0; start < chances.length; start += horizon) {
    let sum = 0;
    for (let d = 0; d < horizon; d++) {
      sum += chances[start + d]!;
      cumulative[start + d] = Math.min(1, sum);
    }
  }
  return cumulative;
}

/**
 * Refuses what is not a distribution over `rows` rows, so that no score is computed from it.
 *
 * @throws RangeError that names the row and the value
 */
export function checkDayChances({ chances, horizon }: DayChances, rows: number): void {
  if (!Number.isInteger(horizon) || horizon < 1) throw new RangeError(`the horizon is ${horizon}, expected days ≥ 1`);
  if (chances.length !== rows * horizon) {
    throw new RangeError(`${chances.length} chances for ${rows} rows × ${horizon} days, expected ${rows * horizon}`);
  }
  for (let row = 0; row < rows; row++) checkRow(chances.subarray(row * horizon, (row + 1) * horizon), row);
}

function checkRow(chances: Float64Array, row: number): void {
  let sum = 0;
  for (let d = 0; d < chances.length; d++) {
    const chance = chances[d]!;
    if (!(chance >= -SLACK && chance <= 1 + SLACK)) {
      throw new RangeError(`row ${row}, day ${d + 1}: the chance is ${chance}, expected 0 … 1`);
    }
    sum += chance;
  }
  if (sum > 1 + SLACK) throw new RangeError(`row ${row}: the chances sum to ${sum}, expected at most 1`);
}
