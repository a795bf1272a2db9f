import type { Relation } from '../engine/relation';
import { column, relation } from '../engine/relation';

/** Products by number: 0 … n − 1 in the order of their names. */
export function products(lines: Relation): Relation {
  return relation({
    name: 'products',
    row: 'a product that was ever bought',
    of: { lines },
    columns: {
      product: column('INTEGER', 'number from 0, in the order of the names'),
      producto: column('VARCHAR', 'name in the input'),
    },
    select: (_, t) => `
    SELECT CAST(row_number() OVER (ORDER BY producto) - 1 AS INTEGER) AS product, producto
    FROM (SELECT DISTINCT producto FROM ${t.lines} AS l) AS names`,
  });
}
