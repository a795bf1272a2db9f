import type { Relation } from '../engine/relation';
import { column, relation } from '../engine/relation';

/** The recurrent customers of each origin by number, in the order of both. */
export function recurrentMembers({ customers, recurrent }: { customers: Relation; recurrent: Relation }): Relation {
  return relation({
    name: 'recurrent_members',
    row: 'a customer who is recurrent on an origin',
    of: { customers, recurrent },
    columns: {
      cliente: column('INTEGER', 'number of the customer'),
      origen: column('DATE', 'the origin'),
    },
    select: (_, t) => `
    SELECT c.cliente, r.origen
    FROM ${t.recurrent} AS r JOIN ${t.customers} AS c ON c.usuario = r.usuario
    ORDER BY r.origen, c.cliente`,
  });
}
