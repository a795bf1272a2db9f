import type { Relation } from '../engine/relation';
import { column, relation, values } from '../engine/relation';
import type { Population } from './eligible';

export interface CustomerRowTables {
  /** Like `purchase_days`. */
  days: Relation;
  /** Like `recurrent_members`, of one origin. */
  members: Relation;
}

/**
 * How many feature rows each customer will have on some origins, about: one on each from the second purchase day on, or
 * from the first of a member who has no second. Who is recurrent on a day is taken for recurrent before: to know it of
 * all customers on all origins takes as long as the rows themselves.
 *
 * @param origins epoch days, ascending; not empty
 */
export function customerRows(
  { days, members }: CustomerRowTables,
  origins: readonly number[],
  population: Population,
): Relation {
  const [first, last] = [origins[0]!, origins.at(-1)!];
  const whose =
    population === 'recurrent' ? 'm.cliente IS NOT NULL' : '(m.cliente IS NOT NULL OR s.cliente IS NOT NULL)';
  return relation({
    name: 'customer_rows',
    row: 'a customer with a feature row on some origin',
    of: { days, members, later: laterOrigins(origins) },
    columns: {
      cliente: column('INTEGER', 'number of the customer'),
      n: column('INTEGER', 'origins on which there is a row, about', 'rows'),
    },
    select: (_, t) => `
    SELECT f.cliente, l.n
    FROM ${t.days} AS f
    LEFT JOIN ${t.days} AS s ON s.cliente = f.cliente AND s.n = 2 AND s.dia <= ${last}
    LEFT JOIN ${t.members} AS m ON m.cliente = f.cliente
    JOIN ${t.later} AS l ON l.dia = greatest(coalesce(s.dia, f.dia), ${first})
    WHERE f.n = 1 AND ${whose}`,
  });
}

/** How many of the origins lie on a day or after it, of each day from the first to the last. */
function laterOrigins(origins: readonly number[]): Relation {
  const [first, last] = [origins[0]!, origins.at(-1)!];
  const dia = Array.from({ length: last - first + 1 }, (_, place) => first + place);
  return values(
    {
      name: 'later_origins',
      row: 'a day between the first origin and the last',
      columns: {
        dia: column('INTEGER', 'the day', 'epoch day'),
        n: column('INTEGER', 'origins from it on', 'origins'),
      },
    },
    {
      dia: { type: 'INTEGER', values: dia },
      n: { type: 'INTEGER', values: dia.map((day) => origins.filter((origin) => origin >= day).length) },
    },
  );
}
