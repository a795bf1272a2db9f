import type { Relation } from '../engine/relation';
import { column, relation } from '../engine/relation';

/**
 * Whose rows are built on an origin: those recurrent by then, who are predicted and judged, or besides them everybody
 * with two purchase days or more, whose habits teach as well.
 */
export type Population = 'recurrent' | 'everyone';

export interface EligibleTables {
  days: Relation;
  origins: Relation;
  /** Like `recurrent_members`. */
  members: Relation;
}

/** Customers and the origins on which they have a feature row. */
export function eligible({ days, origins, members }: EligibleTables, population: Population): Relation {
  return relation({
    name: 'eligible',
    row:
      population === 'everyone'
        ? 'a customer of two purchase days or recurrent, on an origin'
        : 'a recurrent customer on an origin',
    of: { days, origins, members },
    columns: {
      cliente: column('INTEGER', 'number of the customer'),
      corte: column('INTEGER', 'the origin', 'epoch day'),
      weekday: column('INTEGER', 'of the origin: Monday 0 … Sunday 6'),
      month: column('INTEGER', 'of the origin: January 1 … December 12'),
      recurrent: column('INTEGER', '1 where the customer was recurrent on it, else 0'),
    },
    select: (dialect, t) => `
    SELECT d.cliente, ${dialect.epochDay('o.origen')} AS corte,
           ${dialect.weekday('o.origen')} AS weekday,
           CAST(extract(month FROM o.origen) AS INTEGER) AS month,
           CASE WHEN r.cliente IS NULL THEN 0 ELSE 1 END AS recurrent
    FROM ${t.origins} AS o
    JOIN ${t.days} AS d ON d.n = 1 AND d.dia <= ${dialect.epochDay('o.origen')}
    LEFT JOIN ${t.members} AS r ON r.cliente = d.cliente AND r.origen = o.origen
    LEFT JOIN ${t.days} AS s ON s.n = 2 AND s.cliente = d.cliente AND s.dia <= ${dialect.epochDay('o.origen')}
    WHERE r.cliente IS NOT NULL${population === 'everyone' ? ' OR s.cliente IS NOT NULL' : ''}`,
  });
}
