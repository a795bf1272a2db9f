import type { DayPrediction } from './date-model';

/** Inclusive bounds in days after the origin, [length] each. */
export interface DayBounds {
  low: Int32Array;
  high: Int32Array;
}

/** Median day and restricted mean of a distribution over days 1 … horizon (see DayPrediction.chances). */
export function distributionPrediction(chances: Float64Array, horizon: number): DayPrediction {
  const length = chances.length / horizon;
  const days = new Float64Array(length);
  const mean = new Float64Array(length);
  for (let row = 0; row < length; row++) {
    const start = row * horizon;
    let before = 0;
    let expected = 0;
    let median = horizon;
    for (let d = 1; d <= horizon; d++) {
      const chance = chances[start + d - 1]!;
      if (before < 0.5 && before + chance >= 0.5) median = d;
      before += chance;
      expected += chance * d;
    }
    days[row] = median;
    mean[row] = expected + (1 - before) * horizon;
  }
  return { days, mean, chances };
}

/** Chance of a purchase within `days` days, per row; NaN where the distribution does not reach so far. */
export function chanceWithin(chances: Float64Array, horizon: number, days: number): Float64Array {
  return Float64Array.from({ length: chances.length / horizon }, (_, row) => {
    if (days > horizon) return Number.NaN;
    let sum = 0;
    for (let d = 0; d < days; d++) sum += chances[row * horizon + d]!;
    return sum;
  });
}

/**
 * Shortest run of consecutive days that holds at least `mass` of the restricted distribution, in which everything
 * after the horizon counts as its last day; the earliest of equally short ones. Bounds are inclusive.
 */
export function shortestIntervals(chances: Float64Array, horizon: number, mass: number): DayBounds {
  const length = chances.length / horizon;
  const low = new Int32Array(length);
  const high = new Int32Array(length);
  const cumulative = new Float64Array(horizon + 1);
  for (let row = 0; row < length; row++) {
    for (let d = 1; d <= horizon; d++) cumulative[d] = cumulative[d - 1]! + chances[row * horizon + d - 1]!;
    cumulative[horizon] = 1;
    [low[row], high[row]] = shortestRun(cumulative, Math.min(mass, 1));
  }
  return { low, high };
}

/** `cumulative[d]` is the chance of day d or before; both pointers only move on, so a row costs O(horizon). */
function shortestRun(cumulative: Float64Array, mass: number): [number, number] {
  const horizon = cumulative.length - 1;
  let best: [number, number] = [1, horizon];
  let end = 1;
  for (let start = 1; start <= horizon; start++) {
    while (end < horizon && cumulative[end]! - cumulative[start - 1]! < mass - 1e-12) end++;
    if (cumulative[end]! - cumulative[start - 1]! < mass - 1e-12) break;
    if (end - start < best[1] - best[0]) best = [start, end];
  }
  return best;
}

/** The shortest intervals of a distribution, widened where the date given lies outside: what a customer's row states. */
export function intervalsAround(
  { days, chances }: { days: Float64Array; chances: Float64Array },
  horizon: number,
  mass: number,
): DayBounds {
  const { low, high } = shortestIntervals(chances, horizon, mass);
  return {
    low: low.map((bound, row) => Math.min(bound, days[row]!)),
    high: high.map((bound, row) => Math.max(bound, days[row]!)),
  };
}

/**
 * The mass that makes the stated intervals cover `nominal` of the actual restricted days: found by bisection on
 * validation rows, because days are discrete and a stated mass covers more than it says.
 */
export function tuneIntervalMass(
  forecast: { days: Float64Array; chances: Float64Array },
  actual: ArrayLike<number>,
  horizon: number,
  nominal: number,
): number {
  let low = 0;
  let high = 1;
  for (let step = 0; step < 20; step++) {
    const middle = (low + high) / 2;
    if (coverage(intervalsAround(forecast, horizon, middle), actual) >= nominal) high = middle;
    else low = middle;
  }
  return high;
}

function coverage({ low, high }: DayBounds, actual: ArrayLike<number>): number {
  let inside = 0;
  for (let i = 0; i < actual.length; i++) if (actual[i]! >= low[i]! && actual[i]! <= high[i]!) inside++;
  return inside / actual.length;
}
