import type { DayChances } from './day-chances';
import { cumulativeChances } from './day-chances';

/**
 * Brier score of "a purchase within `day` days" per row: (F(day) − 1{purchase by then})² (Brier 1950). In the test
 * every answer is known to the horizon, so no weights for censoring are needed (with them it is Graf et al. 1999).
 *
 * @param daysToNext days from origin to next purchase; NaN where none came within the horizon
 * @param day 1 … horizon
 */
export function brierScores(forecast: DayChances, daysToNext: ArrayLike<number>, day: number): Float64Array {
  const { chances, horizon } = forecast;
  return Float64Array.from({ length: daysToNext.length }, (_, row) => {
    let within = 0;
    for (let d = 0; d < day; d++) within += chances[row * horizon + d]!;
    return (Math.min(1, within) - (daysToNext[row]! <= day ? 1 : 0)) ** 2;
  });
}

/**
 * Integrated Brier score per row: the mean of its Brier scores at days 1 … horizon, the last of which asks whether the
 * purchase came within the horizon at all. On whole days the integral of Graf et al. (1999) is this sum.
 */
export function integratedBrierScores(forecast: DayChances, daysToNext: ArrayLike<number>): Float64Array {
  const { horizon } = forecast;
  return squaredDistances(forecast, daysToNext, horizon).map((sum) => sum / horizon);
}

/**
 * Continuous ranked probability score per row, in days, of the distribution restricted to the horizon:
 * Σ (F(d) − 1{y ≤ d})² over d = 1 … horizon − 1, for F(horizon) = 1 by restriction (Matheson & Winkler 1976; Gneiting
 * & Raftery 2007, eq. 20). For all mass on one day it is the absolute error.
 */
export function crpsOfDays(forecast: DayChances, daysToNext: ArrayLike<number>): Float64Array {
  return squaredDistances(forecast, daysToNext, forecast.horizon - 1);
}

/** A date without chances puts all its mass on one day: its CRPS is the absolute error in restricted days. */
export function crpsOfPoints(days: ArrayLike<number>, daysToNext: ArrayLike<number>, horizon: number): Float64Array {
  return Float64Array.from({ length: daysToNext.length }, (_, row) =>
    Math.abs(Math.min(days[row]!, horizon) - restricted(daysToNext[row]!, horizon)),
  );
}

/** Σ (F(d) − 1{daysToNext ≤ d})² over d = 1 … `lastDay`, per row. */
function squaredDistances(forecast: DayChances, daysToNext: ArrayLike<number>, lastDay: number): Float64Array {
  const cumulative = cumulativeChances(forecast);
  return Float64Array.from({ length: daysToNext.length }, (_, row) => {
    const start = row * forecast.horizon;
    let sum = 0;
    for (let d = 1; d <= lastDay; d++) sum += (cumulative[start + d - 1]! - (daysToNext[row]! <= d ? 1 : 0)) ** 2;
    return sum;
  });
}

function restricted(days: number, horizon: number): number {
  return Number.isNaN(days) ? horizon : Math.min(days, horizon);
}
