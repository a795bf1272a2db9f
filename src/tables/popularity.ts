import type { Query, Relation } from '../engine/relation';
import { query } from '../engine/relation';

/** `product` and `baskets`: in how many baskets up to `day` (epoch day) each product is, for those that are in any. */
export function basketsWithProduct(items: Relation, day: number): Query {
  return query(
    { items },
    (_, t) => `
    SELECT i.product, CAST(count(*) AS INTEGER) AS baskets
    FROM ${t.items} AS i WHERE i.dia <= ${day} GROUP BY i.product ORDER BY i.product`,
  );
}

/** One row: `baskets`, the purchase days up to `day`. */
export function allBaskets(days: Relation, day: number): Query {
  return query({ days }, (_, t) => `SELECT count(*) AS baskets FROM ${t.days} AS d WHERE d.dia <= ${day}`);
}
