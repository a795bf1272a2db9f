import type { Query, Relation } from '../engine/relation';
import { column, query, relation } from '../engine/relation';

export interface DrawnFrom {
  customers: Relation;
  /** Like `purchase_days`. */
  days: Relation;
}

/** How many are drawn at most. */
export interface DrawLimits {
  /** Customers who came back. */
  returned: number;
  /** Customers in all: of those who came once there may be any number. */
  all?: number;
  /** Rows, by a table like `customer_rows`. */
  rows?: { of: Relation; most: number };
}

/**
 * Customers drawn by a hash of their names, so that who is among them depends on nothing else: the first ones in the
 * order of the hash, until one of the limits is met; all where none is. Those who came once are drawn with the others:
 * who is learned from must not depend on what is to be learned. A draw with a limit more is always among that without.
 */
export function drawnCustomers({ customers, days }: DrawnFrom, { returned, all, rows }: DrawLimits): Relation {
  const within = [
    `(earlier_returned < ${returned} OR all_returned <= ${returned})`,
    ...(all === undefined ? [] : [`place <= ${all}`]),
    ...(rows === undefined ? [] : [`(earlier_rows < ${rows.most} OR all_rows <= ${rows.most})`]),
  ];
  return relation({
    name: 'drawn_customers',
    row: 'a customer who is learned from',
    of: { customers, days, ...(rows && { rows: rows.of }) },
    columns: { cliente: column('INTEGER', 'number of the customer') },
    select: (_, t) => `
    WITH marked AS (
      -- a row: a customer, with the place that the hash gives
      SELECT c.cliente, md5(c.usuario) AS mark, CASE WHEN s.cliente IS NULL THEN 0 ELSE 1 END AS returned${rows === undefined ? '' : ', coalesce(w.n, 0) AS rows_of'}
      FROM ${t.customers} AS c
      LEFT JOIN ${t.days} AS s ON s.cliente = c.cliente AND s.n = 2${rows === undefined ? '' : `\n      LEFT JOIN ${t.rows} AS w ON w.cliente = c.cliente`}
    ), placed AS (
      SELECT cliente, row_number() OVER (ORDER BY mark, cliente) AS place,
             ${['returned', ...(rows === undefined ? [] : ['rows'])].map(sums).join(',\n             ')}
      FROM marked
    )
    SELECT cliente FROM placed WHERE ${within.join(' AND ')} ORDER BY cliente`,
  });
}

/** The sum over all customers, and over those earlier in the order of the hash. */
function sums(what: string): string {
  const value = what === 'rows' ? 'rows_of' : what;
  const upTo = 'ORDER BY mark, cliente ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW';
  return `sum(${value}) OVER () AS all_${what}, sum(${value}) OVER (${upTo}) - ${value} AS earlier_${what}`;
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
