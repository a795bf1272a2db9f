import type { Query, Relation } from '../engine/relation';
import { column, query, relation } from '../engine/relation';

export interface DrawnFrom {
  customers: Relation;
  /** Like `purchase_days`. */
  days: Relation;
}

/**
 * Customers drawn by a hash of their names, so that who is among them depends on nothing else: the first ones in the
 * order of the hash, as many as hold `most` who came back, and all where there are no more. Those who came once are drawn
 * with the others: who is learned from must not depend on what is to be learned.
 */
export function drawnCustomers({ customers, days }: DrawnFrom, most: number): Relation {
  return relation({
    name: 'drawn_customers',
    row: 'a customer who is learned from',
    of: { customers, days },
    columns: { cliente: column('INTEGER', 'number of the customer') },
    select: (_, t) => `
    WITH marked AS (
      -- a row: a customer, with the place that the hash gives
      SELECT c.cliente, md5(c.usuario) AS mark, CASE WHEN s.cliente IS NULL THEN 0 ELSE 1 END AS returned
      FROM ${t.customers} AS c
      LEFT JOIN ${t.days} AS s ON s.cliente = c.cliente AND s.n = 2
    ), placed AS (
      SELECT cliente, sum(returned) OVER () AS all_returned,
             sum(returned) OVER (ORDER BY mark, cliente ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - returned AS earlier
      FROM marked
    )
    SELECT cliente FROM placed WHERE earlier < ${most} OR all_returned <= ${most} ORDER BY cliente`,
  });
}

/** `drawn` and `customers`: how many who came back are drawn, of how many. */
export function countDrawn(drawn: Relation, days: Relation): Query {
  return query(
    { drawn, days },
    (_, t) => `
    SELECT CAST(count(c.cliente) AS INTEGER) AS drawn, CAST(count(*) AS INTEGER) AS customers
    FROM ${t.days} AS d LEFT JOIN ${t.drawn} AS c ON c.cliente = d.cliente
    WHERE d.n = 2`,
  );
}
