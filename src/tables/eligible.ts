import type { Relation } from '../engine/relation';
import { column, relation } from '../engine/relation';

/**
 * Whose rows are built on an origin: those recurrent by then, who are predicted and judged, or besides them everybody
 * with two purchase days or more, whose habits teach as well.
 */
export type Population = 'recurrent' | 'everyone';

/** Who has feature rows. */
export interface Membership {
  /** `recurrent` unless given. */
  population?: Population;
  /** Of more rows, those of every n-th customer: what is learned and judged needs no more. All unless given. */
  mostRows?: number;
}

export interface EligibleTables {
  customers: Relation;
  days: Relation;
  origins: Relation;
  recurrent: Relation;
}

/** Customers and the origins on which they have a feature row. */
export function eligible(of: EligibleTables, { population = 'recurrent', mostRows }: Membership): Relation {
  const all = allEligible(of, population);
  return mostRows === undefined ? all : drawn(all, mostRows);
}

/** All rows of every n-th customer, with the smallest n that leaves about `mostRows`. */
function drawn(all: Relation, mostRows: number): Relation {
  return relation({
    name: 'drawn_eligible',
    row: `${all.row}, of whole customers drawn`,
    of: { all },
    columns: all.columns,
    select: (_, t) => `
    WITH counted AS (
      SELECT CAST(greatest(1, ceil(count(*) / CAST(${mostRows} AS DOUBLE))) AS INTEGER) AS step FROM ${t.all} AS a
    )
    SELECT e.* FROM ${t.all} AS e WHERE e.cliente % (SELECT step FROM counted) = 0`,
  });
}

function allEligible({ customers, days, origins, recurrent }: EligibleTables, population: Population): Relation {
  return relation({
    name: 'eligible',
    row:
      population === 'everyone'
        ? 'a customer of two purchase days or recurrent, on an origin'
        : 'a recurrent customer on an origin',
    of: { customers, days, origins, recurrent },
    columns: {
      cliente: column('INTEGER', 'number of the customer'),
      corte: column('INTEGER', 'the origin', 'epoch day'),
      weekday: column('INTEGER', 'of the origin: Monday 0 … Sunday 6'),
      month: column('INTEGER', 'of the origin: January 1 … December 12'),
      recurrent: column('INTEGER', '1 where the customer was recurrent on it, else 0'),
    },
    select: (dialect, t) => `
    WITH recurrent_customers AS (
      -- a row: a customer who is recurrent on an origin
      SELECT c.cliente, r.origen FROM ${t.recurrent} AS r JOIN ${t.customers} AS c ON c.usuario = r.usuario
    )
    SELECT d.cliente, ${dialect.epochDay('o.origen')} AS corte,
           ${dialect.weekday('o.origen')} AS weekday,
           CAST(extract(month FROM o.origen) AS INTEGER) AS month,
           CASE WHEN r.cliente IS NULL THEN 0 ELSE 1 END AS recurrent
    FROM ${t.origins} AS o
    JOIN ${t.days} AS d ON d.n = 1 AND d.dia <= ${dialect.epochDay('o.origen')}
    LEFT JOIN recurrent_customers AS r ON r.cliente = d.cliente AND r.origen = o.origen
    LEFT JOIN ${t.days} AS s ON s.n = 2 AND s.cliente = d.cliente AND s.dia <= ${dialect.epochDay('o.origen')}
    WHERE r.cliente IS NOT NULL${population === 'everyone' ? ' OR s.cliente IS NOT NULL' : ''}`,
  });
}
