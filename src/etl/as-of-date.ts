import { epochDay, isoDay } from '../config/calendar';
import { RecompraError } from '../config/errors';
import type { DayLines } from './read/day-lines';

/** First and last day with a kept line, ISO. */
export interface DayRange {
  firstDay: string;
  lastDay: string;
}

/** @param days with kept lines, in their order, at least one */
export function dayRange(days: readonly DayLines[]): DayRange {
  return { firstDay: days[0]!.iso, lastDay: days[days.length - 1]!.iso };
}

/** Days that an as-of date may lie after the last line: the shop was closed, or the file is of Friday. */
const MOST_QUIET_DAYS = 28;

/**
 * The as-of date of a run: the one asked for, or the last day of the data. Days between that and the as-of date count
 * as days without a purchase.
 *
 * @throws RecompraError (usage) for a day before the data begin, or more than MOST_QUIET_DAYS after they end
 */
export function checkedAsOf(asked: string | undefined, { firstDay, lastDay }: DayRange): string {
  const asOf = asked ?? lastDay;
  const latest = isoDay(epochDay(lastDay) + MOST_QUIET_DAYS);
  if (asOf >= firstDay && asOf <= latest) return asOf;
  const logged = `the as-of date ${asOf} lies outside the data, which go from ${firstDay} to ${lastDay}`;
  throw new RecompraError('usage', logged, {
    logged,
    remedy: `choose a day from ${firstDay} to ${latest} (at most ${MOST_QUIET_DAYS} days after the last line), or leave --as-of out for ${lastDay}`,
  });
}

/** What a run says where its as-of date lies after the last line; null where it does not. */
export function quietDaysNote({ lastDay }: DayRange, asOf: string): string | null {
  const quiet = epochDay(asOf) - epochDay(lastDay);
  if (quiet <= 0) return null;
  const days = quiet === 1 ? '1 day' : `${quiet} days`;
  return `the last line is of ${lastDay}: the ${days} up to ${asOf} count as days without a purchase`;
}
