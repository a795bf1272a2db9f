import type { Query, Relation } from '../engine/relation';
import { query } from '../engine/relation';

export interface LineTables {
  lines: Relation;
  purchases: Relation;
  /** Customers of a single origin. */
  recurrent: Relation;
}

/**
 * The rows of `clientes_recurrentes.parquet`, with the ticket where the lines have one: the kept lines, up to `asOf`
 * (ISO day), of the recurrent customers, in the order in which they came in: the same rows in the same order on any
 * number of threads.
 */
export function recurrentLines(of: LineTables, asOf: string, { ticket = false }: { ticket?: boolean } = {}): Query {
  const { lines, purchases, recurrent } = of;
  return query(
    { lines, purchases, recurrent },
    (dialect, t) => `
    WITH own AS (
      -- a row: a purchase of a recurrent customer
      SELECT usuario, fecha, ticket, spend_milli, distinct_products
      FROM ${t.purchases} AS p
      WHERE fecha <= ${dialect.date(asOf)} AND usuario IN (SELECT usuario FROM ${t.recurrent} AS r)
    )
    SELECT l.fecha AS fecha_compra, l.usuario, l.producto, l.cantidad, l.medida, l.precio,
           ${dialect.monthStart('l.fecha')} AS mes,
           CAST(own.spend_milli AS DOUBLE) / 1000 AS total_gastado,
           own.distinct_products AS n_productos_distintos${ticket ? ', l.ticket' : ''}
    FROM ${t.lines} AS l
    JOIN own ON own.usuario = l.usuario AND own.fecha = l.fecha AND own.ticket = coalesce(l.ticket, '')
    ORDER BY l.n`,
  );
}
