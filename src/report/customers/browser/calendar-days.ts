import type { Customers } from './customers';
import { KINDS, lastDate } from './customers';

/** Days after the as-of date, both included. */
export interface Days {
  from: number;
  to: number;
}

/** First day of the calendar, counted from the as-of date: the Monday on or before the day after it. */
export function firstDay({ asOf }: Pick<Customers, 'asOf'>): number {
  // Epoch day 4 was a Monday.
  return 1 - ((((asOf + 1 - 4) % 7) + 7) % 7);
}

/** Dates on each day after the as-of date, from 0 to the last there is; lost customers do not count. */
export function datesPerDay(customers: Customers, rows: ArrayLike<number>): Uint32Array {
  const { numbers, kind } = customers;
  const lost = KINDS.indexOf('lost');
  const counts = new Uint32Array(lastDate(customers) + 1);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    if (kind[row] !== lost) counts[numbers.date[row]!]!++;
  }
  return counts;
}
