import type { Relation } from '../engine/relation';
import { column, relation } from '../engine/relation';
import { KEPT } from './staged-lines';

/**
 * The kept lines of all customers. It is a view: the rejected records beside them are few, and a copy would be large.
 *
 * @param records like `stagedLines`
 */
export function lines(records: Relation): Relation {
  return relation({
    name: 'lines',
    row: 'a line: a product in a purchase',
    kind: 'view',
    of: { records },
    columns: {
      fecha: column('DATE', 'day of the purchase'),
      usuario: column('VARCHAR', 'the customer'),
      producto: column('VARCHAR', 'the product'),
      cantidad: column('BIGINT', 'how many; 1 for measured goods', 'units'),
      medida: column('DOUBLE', 'weight or length of measured goods, else NULL', 'kg, m'),
      precio_milli: column('BIGINT', 'the price, rounded half away from zero', 'thousandths'),
      precio: column('DOUBLE', 'the price; the setting priceIs says of what', 'currency'),
      ticket: column('VARCHAR', 'the ticket, NULL where there is none'),
      n: column('BIGINT', 'its place among all records, with gaps', 'records'),
    },
    select: (_, t) => `
    SELECT fecha, usuario, producto, cantidad, medida, CAST(round(precio * 1000) AS BIGINT) AS precio_milli, precio, ticket, n
    FROM ${t.records} AS r
    WHERE ${KEPT}`,
  });
}
