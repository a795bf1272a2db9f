import { isoDay } from '../config/calendar';
import type { RecurrenceRule } from '../config/settings';
import { literal } from '../engine/dialect';
import type { Engine } from '../engine/engine';

/**
 * Builds what all features stand on, from `lines` and `purchases`:
 * `customers(cliente, usuario)`, ids 0 … n − 1 in the order of the names, and
 * `purchase_days(cliente, dia, n, gap, units, spend_milli, new_products)`, one row per customer and day with a
 * purchase: the day (epoch days), its ordinal from 1, days since the day before (NULL at the first), units, spend in
 * thousandths (0 where the lines have no price, so that no feature leans on it), and products the customer had never
 * bought before.
 * Under `nextPurchase: qualifying` only qualifying purchases are history.
 *
 * @param lastDay as-of date (epoch day): what was bought later is as if it had not happened yet
 */
export async function buildPurchaseDays(engine: Engine, rule: RecurrenceRule, lastDay: number): Promise<void> {
  await engine.run(`
    CREATE OR REPLACE TABLE customers AS
    SELECT CAST(row_number() OVER (ORDER BY usuario) - 1 AS INTEGER) AS cliente, usuario
    FROM (SELECT DISTINCT usuario FROM purchases) AS names`);
  await engine.run(purchaseDaysSql(engine, rule, lastDay));
}

function purchaseDaysSql(engine: Engine, rule: RecurrenceRule, lastDay: number): string {
  const counted = rule.nextPurchase === 'qualifying' ? 'AND qualifies' : '';
  return `
    CREATE OR REPLACE TABLE purchase_days AS
    WITH days AS (
      -- a row: a customer's day
      SELECT usuario, fecha, CAST(sum(units) AS BIGINT) AS units, coalesce(CAST(sum(spend_milli) AS BIGINT), 0) AS spend_milli
      FROM purchases
      WHERE fecha <= DATE ${literal(isoDay(lastDay))} ${counted}
      GROUP BY usuario, fecha
    ), first_bought AS (
      -- a row: a product a customer has bought, on the first counted day
      SELECT l.usuario, l.producto, min(l.fecha) AS fecha
      FROM lines AS l JOIN days AS d ON d.usuario = l.usuario AND d.fecha = l.fecha
      GROUP BY l.usuario, l.producto
    ), novelties AS (
      -- a row: a customer's day with products never bought before
      SELECT usuario, fecha, CAST(count(*) AS INTEGER) AS new_products FROM first_bought GROUP BY usuario, fecha
    ), numbered AS (
      SELECT c.cliente, ${engine.dialect.epochDay('d.fecha')} AS dia, d.units, d.spend_milli,
             coalesce(v.new_products, 0) AS new_products
      FROM days AS d
      JOIN customers AS c ON c.usuario = d.usuario
      LEFT JOIN novelties AS v ON v.usuario = d.usuario AND v.fecha = d.fecha
    )
    SELECT cliente, dia,
           CAST(row_number() OVER (PARTITION BY cliente ORDER BY dia) AS INTEGER) AS n,
           dia - lag(dia) OVER (PARTITION BY cliente ORDER BY dia) AS gap,
           units, spend_milli, new_products
    FROM numbered
    ORDER BY cliente, dia`;
}
