/** Names of months and weekdays as Plotly's locales spell them; weekdays start on Sunday. */
export interface CalendarTexts {
  months: string[];
  shortMonths: string[];
  days: string[];
  shortDays: string[];
}

/** `2017-12-31` as `31 dic 2017`. */
export function formatDay(iso: string, { shortMonths }: CalendarTexts): string {
  const [year, month, day] = iso.split('-').map(Number);
  return `${day} ${shortMonths[month! - 1]} ${year}`;
}
