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
  const slice = `CAST(floor(${dialect.epochDay(day)} / ${days}) AS INTEGER)`;
  const ranges = await cutter.rows(`
    SELECT min(${day}) AS first, max(${day}) AS last FROM ${from} GROUP BY ${slice} ORDER BY first`);
  return ranges.map(
    ({ first, last }) => `${day} BETWEEN ${dialect.date(String(first))} AND ${dialect.date(String(last))}`,
  );
}
