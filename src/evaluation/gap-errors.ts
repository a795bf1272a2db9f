import { average } from './day-errors';

export interface GapErrors {
  /** Customers with a gap to judge. */
  rows: number;
  /** Customers left out because they had not returned when the data ended, as a share of all. */
  censoredShare: number;
  mae: number;
  rmse: number;
  /** 1 − SSE/SST; null where the gaps do not vary. */
  r2: number | null;
}

/**
 * The classical question: how long is the gap after a customer's last known purchase? One row a customer under a
 * chronological split, unrestricted days, and only gaps that were seen to end. Those who had not returned are left
 * out, which flatters every model that says "soon": stated beside the rolling origins, never instead of them.
 *
 * @param predicted gap in days, [customers]
 * @param actual gap in days, NaN where the data ended first
 * @returns null where nobody returned
 */
export function gapErrors(predicted: ArrayLike<number>, actual: ArrayLike<number>): GapErrors | null {
  const ended = Array.from({ length: actual.length }, (_, i) => i).filter((i) => !Number.isNaN(actual[i]!));
  if (ended.length === 0) return null;
  const gaps = ended.map((i) => actual[i]!);
  const errors = ended.map((i) => predicted[i]! - actual[i]!);
  const mse = average(errors.map((error) => error * error));
  const mean = average(gaps);
  const variance = average(gaps.map((gap) => (gap - mean) ** 2));
  return {
    rows: ended.length,
    censoredShare: 1 - ended.length / actual.length,
    mae: average(errors.map(Math.abs)),
    rmse: Math.sqrt(mse),
    r2: variance === 0 ? null : 1 - mse / variance,
  };
}
