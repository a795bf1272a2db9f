import type { Relation } from '../engine/relation';
import { relation } from '../engine/relation';

/** Customers by number, `from` … `to`. */
export interface CustomerRange {
  from: number;
  to: number;
}

/** All of them. */
export const WHOLE_RANGE: CustomerRange = { from: 0, to: 2 ** 31 - 1 };

/** The rows of a table with a column `cliente` that are of customers in a range. */
export function ofRange(rows: Relation, { from, to }: CustomerRange): Relation {
  return relation({
    name: `some_${rows.name}`,
    row: rows.row,
    kind: 'view',
    of: { rows },
    columns: rows.columns,
    select: (_, t) => `SELECT r.* FROM ${t.rows} AS r WHERE r.cliente BETWEEN ${from} AND ${to}`,
  });
}

/** The purchase days of drawn customers. */
export function drawnDays(days: Relation, drawn: Relation): Relation {
  return relation({
    name: 'drawn_days',
    row: days.row,
    of: { days, drawn },
    columns: days.columns,
    select: (_, t) => `
    SELECT d.* FROM ${t.days} AS d WHERE d.cliente IN (SELECT c.cliente FROM ${t.drawn} AS c) ORDER BY d.cliente, d.dia`,
  });
}

interface DrawnTables {
  purchases: Relation;
  customers: Relation;
  /** Like `drawn_customers`. */
  drawn: Relation;
}

/** The purchases of drawn customers. */
export function drawnPurchases({ purchases, customers, drawn }: DrawnTables): Relation {
  return relation({
    name: 'drawn_purchases',
    row: purchases.row,
    of: { purchases, customers, drawn },
    columns: purchases.columns,
    select: (_, t) => `
    SELECT p.* FROM ${t.purchases} AS p
    WHERE p.usuario IN (SELECT c.usuario FROM ${t.customers} AS c JOIN ${t.drawn} AS d ON d.cliente = c.cliente)`,
  });
}
