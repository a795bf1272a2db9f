import { isoDay } from '../config/calendar';
import type { Query, Relation } from '../engine/relation';
import { query } from '../engine/relation';

/**
 * Gaps of recurrent customers up to `asOf` (ISO day): `n` gaps of `bin` days, the longest bin holding all longer ones
 * too; lengths that do not occur have no row.
 */
export function gapDays(
  { purchases, recurrent }: { purchases: Relation; recurrent: Relation },
  asOf: string,
  longest: number,
): Query {
  return query({ purchases, recurrent }, (dialect, t) => {
    const gap = dialect.daysBetween('previous', 'fecha');
    return `
    WITH days AS (
      -- a row: a recurrent customer's purchase day
      SELECT DISTINCT usuario, fecha FROM ${t.purchases} AS p
      WHERE fecha <= ${dialect.date(asOf)} AND usuario IN (SELECT usuario FROM ${t.recurrent} AS r)
    ), gaps AS (
      -- a row: a purchase day and the one before it
      SELECT fecha, lag(fecha) OVER (PARTITION BY usuario ORDER BY fecha) AS previous FROM days
    )
    SELECT CASE WHEN ${gap} < ${longest} THEN ${gap} ELSE ${longest} END AS bin,
           CAST(count(*) AS INTEGER) AS n
    FROM gaps WHERE previous IS NOT NULL GROUP BY 1`;
  });
}

/** One row: how many customers, products and purchases there are. */
export function sizes({ lines, purchases, recurrent }: Record<'lines' | 'purchases' | 'recurrent', Relation>): Query {
  return query(
    { lines, purchases, recurrent },
    (_, t) => `
    SELECT (SELECT count(DISTINCT usuario) FROM ${t.purchases} AS p) AS customers,
           (SELECT count(DISTINCT producto) FROM ${t.lines} AS l) AS products,
           (SELECT count(*) FROM ${t.purchases} AS p) AS purchases,
           (SELECT count(*) FROM ${t.recurrent} AS r) AS recurrent`,
  );
}

/** One row: on how many days (`days`) after `first`, up to `last`, there are lines; both epoch days. */
export function daysWithLines(lines: Relation, first: number, last: number): Query {
  return query(
    { lines },
    (dialect, t) => `
    SELECT count(DISTINCT fecha) AS days FROM ${t.lines} AS l
    WHERE fecha > ${dialect.date(isoDay(first))} AND fecha <= ${dialect.date(isoDay(last))}`,
  );
}
