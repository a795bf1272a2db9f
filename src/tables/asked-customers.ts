import type { Query, Relation } from '../engine/relation';
import { column, query, relation, values } from '../engine/relation';

/** @param names as the input names them, each once */
export function askedCustomers(names: readonly string[]): Relation {
  return values(
    { name: 'asked', row: 'a customer who is asked for', columns: { usuario: column('VARCHAR', 'the customer') } },
    { usuario: { type: 'VARCHAR', values: names } },
  );
}

/** `known` and `recurrent` (1 or 0) of each asked customer (`usuario`), in the order of their names. */
export function foundAmongAll(
  asked: Relation,
  { customers, recurrent }: { customers: Relation; recurrent: Relation },
): Query {
  const among = (table: string) => `CASE WHEN usuario IN (SELECT usuario FROM ${table} AS t) THEN 1 ELSE 0 END`;
  return query(
    { asked, customers, recurrent },
    (_, t) => `
    SELECT usuario, ${among(t.customers)} AS known, ${among(t.recurrent)} AS recurrent
    FROM ${t.asked} AS a ORDER BY usuario`,
  );
}

/** Purchase days of the asked customers alone. */
export function askedDays(asked: Relation, { days, customers }: { days: Relation; customers: Relation }): Relation {
  return relation({
    name: 'asked_days',
    row: 'a day with a purchase of a customer who is asked for',
    of: { days, customers, asked },
    columns: days.columns,
    select: (_, t) => `
    SELECT d.* FROM ${t.days} AS d
    WHERE d.cliente IN (SELECT c.cliente FROM ${t.customers} AS c JOIN ${t.asked} AS a ON a.usuario = c.usuario)
    ORDER BY d.cliente, d.dia`,
  });
}
