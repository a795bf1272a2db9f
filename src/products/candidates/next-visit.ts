import { weekdayOf } from '../../config/calendar';

/** Days of a gap that every customer is taken to have known, and how many such gaps: the shop's usual week. */
const PRIOR_GAP_DAYS = 7;
const PRIOR_GAPS = 3;

/** When a customer is expected next, by a rule that every basket history allows. */
export interface NextVisit {
  /** Shrunk mean gap between baskets, days. */
  meanGap: number;
  /** Days from the as-of date, ≥ 1. */
  days: number;
  /** Monday 0 … Sunday 6. */
  weekday: number;
}

/**
 * What is bought depends on when: the mean gap, shrunk towards a week, after the latest basket; where it has passed,
 * half a gap from the as-of date on.
 *
 * @param firstAge days from the first basket to the as-of date
 * @param lastAge days from the latest basket to the as-of date
 */
export function nextVisit(
  baskets: number,
  { firstAge, lastAge, day }: { firstAge: number; lastAge: number; day: number },
): NextVisit {
  const meanGap = (firstAge - lastAge + PRIOR_GAPS * PRIOR_GAP_DAYS) / (baskets - 1 + PRIOR_GAPS);
  const days = Math.max(1, lastAge < meanGap ? meanGap - lastAge : meanGap / 2);
  return { meanGap, days, weekday: weekdayOf(Math.round(day + days)) };
}
