import { isoDay } from '../config/calendar';
import type { RecurrenceRule } from '../config/settings';
import type { Relation } from '../engine/relation';
import { column, relation } from '../engine/relation';

export interface PurchaseTables {
  purchases: Relation;
  customers: Relation;
}

/**
 * The days of customers that count as history: those with a purchase, or, under `nextPurchase: qualifying`, with a
 * qualifying one.
 *
 * @param lastDay as-of date (epoch day): what was bought later is as if it had not happened yet
 */
export function countedDays(
  { purchases, customers }: PurchaseTables,
  { nextPurchase }: Pick<RecurrenceRule, 'nextPurchase'>,
  lastDay: number,
): Relation {
  return relation({
    name: 'counted_days',
    row: 'a day with a purchase of a customer',
    of: { purchases, customers },
    columns: {
      cliente: column('INTEGER', 'number of the customer'),
      dia: column('INTEGER', 'the day', 'epoch day'),
      units: column('BIGINT', 'sum of cantidad', 'units'),
      spend_milli: column('BIGINT', 'what was spent; 0 where the lines have no price', 'thousandths'),
    },
    select: (dialect, t) => `
    WITH days AS (
      -- a row: a customer's day
      SELECT usuario, fecha, CAST(sum(units) AS BIGINT) AS units, coalesce(CAST(sum(spend_milli) AS BIGINT), 0) AS spend_milli
      FROM ${t.purchases} AS p
      WHERE fecha <= ${dialect.date(isoDay(lastDay))}${nextPurchase === 'qualifying' ? ' AND qualifies' : ''}
      GROUP BY usuario, fecha
    )
    SELECT c.cliente, ${dialect.epochDay('d.fecha')} AS dia, d.units, d.spend_milli
    FROM days AS d
    JOIN ${t.customers} AS c ON c.usuario = d.usuario`,
  });
}
