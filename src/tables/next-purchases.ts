import type { Relation } from '../engine/relation';
import { column, relation } from '../engine/relation';

/** The first purchase day after the origin of each feature row. The only place that looks past an origin. */
export function nextPurchases({ rows, days }: { rows: Relation; days: Relation }): Relation {
  return relation({
    name: 'next_purchases',
    row: 'a customer on an origin: a feature row',
    of: { rows, days },
    columns: {
      cliente: column('INTEGER', 'number of the customer'),
      corte: column('INTEGER', 'the origin', 'epoch day'),
      next_day: column('DOUBLE', 'first purchase day after it, NULL where the data end first', 'epoch day'),
    },
    select: (_, t) => `
    -- the purchase after the n-th is the (n + 1)-th
    SELECT f.cliente, f.corte, CAST(d.dia AS DOUBLE) AS next_day
    FROM ${t.rows} AS f
    LEFT JOIN ${t.days} AS d ON d.cliente = f.cliente AND d.n = f.n_purchases + 1
    ORDER BY f.corte, f.cliente`,
  });
}
