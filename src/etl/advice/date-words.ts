import { MONTHS, WEEKDAYS } from '../../config/month-names';

/** The month, 1 … 12, that a plain word names, or null. */
export function monthOf(word: string): number | null {
  const at = MONTHS.findIndex((names) => names.includes(word));
  return at < 0 ? null : at + 1;
}

/** Whether a plain word names a weekday. */
export function weekdayNamed(word: string): boolean {
  return WEEKDAYS.includes(word);
}
