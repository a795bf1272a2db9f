import type { Relation } from '../engine/relation';
import { column, relation } from '../engine/relation';

/** Customers by number: 0 … n − 1 in the order of their names. */
export function customers(purchases: Relation): Relation {
  return relation({
    name: 'customers',
    row: 'a customer with a purchase',
    of: { purchases },
    columns: {
      cliente: column('INTEGER', 'number from 0, in the order of the names'),
      usuario: column('VARCHAR', 'name in the input'),
    },
    select: (_, t) => `
    SELECT CAST(row_number() OVER (ORDER BY usuario) - 1 AS INTEGER) AS cliente, usuario
    FROM (SELECT DISTINCT usuario FROM ${t.purchases} AS p) AS names`,
  });
}
