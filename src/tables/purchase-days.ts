import { isoDay } from '../config/calendar';
import type { RecurrenceRule } from '../config/settings';
import type { Dialect } from '../engine/dialect';
import type { Columns, Relation } from '../engine/relation';
import { column, relation } from '../engine/relation';

const COLUMNS: Columns = {
  cliente: column('INTEGER', 'number of the customer'),
  dia: column('INTEGER', 'the day', 'epoch day'),
  n: column('INTEGER', "its place among the customer's days, from 1", 'days'),
  gap: column('INTEGER', 'days since the day before, NULL at the first', 'days'),
  units: column('BIGINT', 'sum of cantidad', 'units'),
  spend_milli: column('BIGINT', 'what was spent; 0 where the lines have no price', 'thousandths'),
  new_products: column('INTEGER', 'products the customer had never bought before', 'products'),
};

export interface PurchaseTables {
  lines: Relation;
  purchases: Relation;
  customers: Relation;
}

/**
 * What all features stand on: the days with a purchase. Under `nextPurchase: qualifying` only qualifying purchases are
 * history.
 *
 * @param lastDay as-of date (epoch day): what was bought later is as if it had not happened yet
 */
export function purchaseDays(
  { lines, purchases, customers }: PurchaseTables,
  { nextPurchase }: Pick<RecurrenceRule, 'nextPurchase'>,
  lastDay: number,
): Relation {
  return relation({
    name: 'purchase_days',
    row: 'a day with a purchase of a customer',
    of: { lines, purchases, customers },
    columns: COLUMNS,
    select: (dialect, t) => purchaseDaysSql(dialect, t, countedSql(dialect, nextPurchase, lastDay)),
  });
}

function countedSql(dialect: Dialect, nextPurchase: RecurrenceRule['nextPurchase'], lastDay: number): string {
  return `fecha <= ${dialect.date(isoDay(lastDay))}${nextPurchase === 'qualifying' ? ' AND qualifies' : ''}`;
}

function purchaseDaysSql(dialect: Dialect, t: Record<keyof PurchaseTables, string>, counted: string): string {
  return `
    WITH days AS (
      -- a row: a customer's day
      SELECT usuario, fecha, CAST(sum(units) AS BIGINT) AS units, coalesce(CAST(sum(spend_milli) AS BIGINT), 0) AS spend_milli
      FROM ${t.purchases} AS p
      WHERE ${counted}
      GROUP BY usuario, fecha
    ), first_bought AS (
      -- a row: a product a customer has bought, on the first counted day
      SELECT l.usuario, l.producto, min(l.fecha) AS fecha
      FROM ${t.lines} AS l JOIN days AS d ON d.usuario = l.usuario AND d.fecha = l.fecha
      GROUP BY l.usuario, l.producto
    ), novelties AS (
      -- a row: a customer's day with products never bought before
      SELECT usuario, fecha, CAST(count(*) AS INTEGER) AS new_products FROM first_bought GROUP BY usuario, fecha
    ), numbered AS (
      SELECT c.cliente, ${dialect.epochDay('d.fecha')} AS dia, d.units, d.spend_milli,
             coalesce(v.new_products, 0) AS new_products
      FROM days AS d
      JOIN ${t.customers} AS c ON c.usuario = d.usuario
      LEFT JOIN novelties AS v ON v.usuario = d.usuario AND v.fecha = d.fecha
    )
    SELECT cliente, dia,
           CAST(row_number() OVER (PARTITION BY cliente ORDER BY dia) AS INTEGER) AS n,
           dia - lag(dia) OVER (PARTITION BY cliente ORDER BY dia) AS gap,
           units, spend_milli, new_products
    FROM numbered
    ORDER BY cliente, dia`;
}
