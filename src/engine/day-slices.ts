import { epochDay } from '../config/calendar';
import type { Dialect } from './dialect';
import type { Slices } from './relation';

/** What is asked of an engine to cut a table. */
interface Cutter {
  readonly dialect: Dialect;
  rows(sql: string): Promise<Record<string, unknown>[]>;
}

/** Conditions, one a slice of days, that together hold for all rows of a FROM item; days without any are skipped. */
export async function daySlices(
  cutter: Cutter,
  from: string,
  { day, days }: Pick<Slices, 'day' | 'days'>,
): Promise<string[]> {
  const { dialect } = cutter;
  const found = await cutter.rows(`SELECT DISTINCT ${day} AS day FROM ${from} ORDER BY day`);
  const slices = new Map<number, [first: string, last: string]>();
  for (const iso of found.map((row) => String(row['day']))) {
    const slice = Math.floor(epochDay(iso) / days);
    slices.set(slice, [slices.get(slice)?.[0] ?? iso, iso]);
  }
  return [...slices.values()].map(([first, last]) => `${day} BETWEEN ${dialect.date(first)} AND ${dialect.date(last)}`);
}
