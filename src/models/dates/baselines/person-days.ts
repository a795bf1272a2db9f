import type { Answers } from '../../../features/dataset';

/**
 * Days on which a row was at risk of a purchase: every day after the origin that it was watched, up to its purchase
 * and at most `horizon`. Censored rows give their quiet days; days to next beyond the horizon likewise.
 */
export function daysAtRisk({ daysToNext, watched }: Answers, row: number, horizon: number): number {
  const days = daysToNext[row]!;
  return Math.max(0, Math.min(horizon, Number.isNaN(days) ? watched[row]! : days));
}
