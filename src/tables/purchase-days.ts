import type { Relation } from '../engine/relation';
import { column, relation } from '../engine/relation';

/** What all features stand on: the counted days with their place in the customer's history. */
export function purchaseDays({ counted, items }: { counted: Relation; items: Relation }): Relation {
  return relation({
    name: 'purchase_days',
    row: 'a day with a purchase of a customer',
    of: { counted, items },
    columns: {
      cliente: column('INTEGER', 'number of the customer'),
      dia: column('INTEGER', 'the day', 'epoch day'),
      n: column('INTEGER', "its place among the customer's days, from 1", 'days'),
      gap: column('INTEGER', 'days since the day before, NULL at the first', 'days'),
      units: column('BIGINT', 'sum of cantidad', 'units'),
      spend_milli: column('BIGINT', 'what was spent; 0 where the lines have no price', 'thousandths'),
      new_products: column('INTEGER', 'products the customer had never bought before', 'products'),
    },
    select: (_, t) => `
    WITH first_bought AS (
      -- a row: a product a customer has bought, on the first counted day
      SELECT i.cliente, i.product, min(i.dia) AS dia FROM ${t.items} AS i GROUP BY i.cliente, i.product
    ), novelties AS (
      -- a row: a customer's day with products never bought before
      SELECT cliente, dia, CAST(count(*) AS INTEGER) AS new_products FROM first_bought GROUP BY cliente, dia
    ), days AS (
      SELECT d.cliente, d.dia, d.units, d.spend_milli, coalesce(v.new_products, 0) AS new_products
      FROM ${t.counted} AS d
      LEFT JOIN novelties AS v ON v.cliente = d.cliente AND v.dia = d.dia
    )
    SELECT cliente, dia,
           CAST(row_number() OVER (PARTITION BY cliente ORDER BY dia) AS INTEGER) AS n,
           dia - lag(dia) OVER (PARTITION BY cliente ORDER BY dia) AS gap,
           units, spend_milli, new_products
    FROM days
    ORDER BY cliente, dia`,
  });
}
