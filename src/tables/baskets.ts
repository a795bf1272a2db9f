import type { Query, Relation } from '../engine/relation';
import { query } from '../engine/relation';

export interface BasketTables {
  lines: Relation;
  customers: Relation;
  products: Relation;
  days: Relation;
}

/**
 * `cliente`, `dia` (epoch day) and `product` of each product in a customer's basket of a purchase day, ascending. A
 * product bought on several lines of a day counts once.
 */
export function baskets({ lines, customers, products, days }: BasketTables): Query {
  return query(
    { lines, customers, products, days },
    (dialect, t) => `
    -- a row: a product in a customer's basket of a day
    SELECT DISTINCT c.cliente, d.dia, p.product
    FROM ${t.lines} AS l
    JOIN ${t.customers} AS c ON c.usuario = l.usuario
    JOIN ${t.days} AS d ON d.cliente = c.cliente AND d.dia = ${dialect.epochDay('l.fecha')}
    JOIN ${t.products} AS p ON p.producto = l.producto
    ORDER BY c.cliente, d.dia, p.product`,
  );
}
