import { epochDay, isoDay } from '../../config/calendar';

/** Consecutive calendar days without a line. */
export interface DayGap {
  /** First and last of them. */
  from: string;
  to: string;
  days: number;
}

/** Runs of zeros in a count per day. */
export function findGaps({ firstDay, lines }: { firstDay: string; lines: readonly number[] }): DayGap[] {
  const start = epochDay(firstDay);
  const gaps: DayGap[] = [];
  let length = 0;
  for (let day = 0; day <= lines.length; day++) {
    if (lines[day] === 0) {
      length++;
    } else if (length > 0) {
      gaps.push({ from: isoDay(start + day - length), to: isoDay(start + day - 1), days: length });
      length = 0;
    }
  }
  return gaps;
}

/** Weekday of an ISO day, Sunday = 0. */
export function weekday(iso: string): number {
  return (((epochDay(iso) + 4) % 7) + 7) % 7;
}

/** The weekday all gaps fall on when each is a single day, as in a shop that closes on Sundays; else null. */
export function closingWeekday(gaps: readonly DayGap[]): number | null {
  const weekdays = new Set(gaps.map(({ from, days }) => (days === 1 ? weekday(from) : -1)));
  const [only] = weekdays;
  return weekdays.size === 1 && only !== undefined && only >= 0 ? only : null;
}

/** Days of each calendar month from the first day on, with what was counted in it. */
export function monthsOf({ firstDay, lines }: { firstDay: string; lines: readonly number[] }) {
  const months = new Map<string, { days: number; lines: number; empty: number }>();
  const start = epochDay(firstDay);
  lines.forEach((count, day) => {
    const month = isoDay(start + day).slice(0, 7);
    const sum = months.get(month) ?? { days: 0, lines: 0, empty: 0 };
    months.set(month, { days: sum.days + 1, lines: sum.lines + count, empty: sum.empty + (count === 0 ? 1 : 0) });
  });
  return [...months].map(([month, sum]) => ({ month, ...sum }));
}
