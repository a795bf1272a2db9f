import type { CustomersTexts } from '../../texts/customers-texts-es';
import type { Days } from './calendar-days';
import { datesPerDay, firstDay } from './calendar-days';
import type { Customers } from './customers';
import { isoAfter } from './customers';
import { byId, element } from './element';

/** Weeks drawn, from the one that holds the first day after the as-of date. */
const WEEKS = 5;

export interface CalendarView {
  customers: Customers;
  /** Rows that pass every filter but that of the date. */
  rows: Uint32Array;
  chosen: Days | null;
  t: CustomersTexts;
  choose(days: Days): void;
}

/** Who is expected when: a week a line, each day a button that shows its customers. */
export function drawCalendar({ customers, rows, chosen, t, choose }: CalendarView): void {
  const counts = datesPerDay(customers, rows);
  const from = firstDay(customers);
  const ends = from + 7 * WEEKS;
  const most = counts.slice(1, ends).reduce((largest, count) => Math.max(largest, count), 1);
  const sum = (first: number, end: number) =>
    counts.slice(Math.max(0, first), Math.max(0, end)).reduce((total, count) => total + count, 0);
  const button = (days: Days, attributes: Record<string, string>, ...content: (Node | string)[]) => {
    const pressed = chosen !== null && chosen.from === days.from && chosen.to === days.to;
    const made = element('button', { type: 'button', 'aria-pressed': String(pressed), ...attributes }, ...content);
    made.addEventListener('click', () => choose(days));
    return made;
  };
  const day = (at: number) => {
    const iso = isoAfter(customers, at);
    const number = element('span', { class: 'number' }, dayAndMonth(iso, at === 1 || at === from, t));
    if (at < 1) return element('div', { class: 'day past' }, number);
    const count = counts[at] ?? 0;
    const tint = count === 0 ? 'tint-0' : `tint-${Math.ceil((4 * count) / most)}`;
    const label = t.dayLabel(iso, count);
    const shown = element('span', { class: 'count' }, count === 0 ? '·' : t.number.count(count));
    return button({ from: at, to: at }, { class: `day ${tint}`, 'aria-label': label, title: label }, number, shown);
  };
  const heads = [1, 2, 3, 4, 5, 6, 0].map((weekday) =>
    element('div', { class: 'weekday' }, t.calendar.shortDays[weekday]!),
  );
  const weeks = Array.from({ length: WEEKS }, (_, week) => {
    const monday = from + 7 * week;
    const days = { from: Math.max(1, monday), to: monday + 6 };
    return [
      ...Array.from({ length: 7 }, (_, weekday) => day(monday + weekday)),
      button(days, { class: 'week-sum' }, t.weekSum(sum(days.from, days.to + 1))),
    ];
  });
  byId('calendar').replaceChildren(...heads, element('div', { class: 'weekday' }), ...weeks.flat());
  const later = sum(ends, counts.length);
  const after = later === 0 ? [] : [button({ from: ends, to: counts.length }, {}, t.later(later))];
  byId('calendar-later').replaceChildren(...after);
}

/** The month stands where it begins. */
function dayAndMonth(iso: string, first: boolean, t: CustomersTexts): string {
  const [, month, day] = iso.split('-').map(Number);
  return day === 1 || first ? `${day} ${t.calendar.shortMonths[month! - 1]}` : String(day);
}
