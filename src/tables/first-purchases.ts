import type { Query, Relation } from '../engine/relation';
import { query } from '../engine/relation';

/** `first_day` and `next_day` (NULL where the data end first), epoch days, of each customer in the order of the numbers. */
export function firstPurchases(days: Relation): Query {
  return query(
    { days },
    (_, t) => `
    -- a row: a customer
    SELECT a.dia AS first_day, CAST(b.dia AS DOUBLE) AS next_day
    FROM ${t.days} AS a
    LEFT JOIN ${t.days} AS b ON b.cliente = a.cliente AND b.n = 2
    WHERE a.n = 1
    ORDER BY a.cliente`,
  );
}
