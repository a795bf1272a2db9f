import type { CsvSettings, RecurrenceRule } from '../config/settings';
import type { Relation } from '../engine/relation';
import { column, relation } from '../engine/relation';
import { qualifyingSql } from './recurrence-rule';

/** Days counted at once: the memory of the distinct products is that of so many days. */
const SLICE_DAYS = 14;

/** What a purchase cost, in thousandths, by what `precio` is; a total repeated on the lines of a ticket is spent once. */
const SPEND: Record<CsvSettings['priceIs'], string> = {
  ticket: 'sum(DISTINCT precio_milli)',
  line: 'sum(precio_milli)',
  unit: 'sum(CASE WHEN medida IS NULL THEN cantidad * precio_milli ELSE CAST(round(medida * precio_milli) AS BIGINT) END)',
};

/** What of the settings says what a purchase is. */
export interface PurchaseRule {
  /** Whether lines have a ticket, and its lines are a purchase; else those of a day are. */
  byTicket: boolean;
  priceIs: CsvSettings['priceIs'];
  qualifying: Pick<RecurrenceRule, 'productCount' | 'minProducts'>;
}

/** Purchases: all lines of a customer on a day, or of a ticket. */
export function purchases(lines: Relation, { byTicket, priceIs, qualifying }: PurchaseRule): Relation {
  const key = byTicket ? 'usuario, fecha, ticket' : 'usuario, fecha';
  return relation({
    name: 'purchases',
    row: byTicket ? 'a purchase: a ticket of a customer on a day' : 'a purchase: a day of a customer',
    of: { lines },
    slices: { of: 'lines', day: 'fecha', days: SLICE_DAYS },
    columns: {
      usuario: column('VARCHAR', 'the customer'),
      fecha: column('DATE', 'its day'),
      ticket: column('VARCHAR', "the ticket, '' where lines have none"),
      units: column('BIGINT', 'sum of cantidad', 'units'),
      distinct_products: column('BIGINT', 'different products', 'products'),
      lines: column('BIGINT', 'lines', 'lines'),
      max_line_units: column('BIGINT', 'most units of a line', 'units'),
      spend_milli: column('BIGINT', 'what it cost, NULL where no line has a price', 'thousandths'),
      qualifies: column('BOOLEAN', 'whether it has more than minProducts products'),
      qualifying_lines: column('BIGINT', 'lines above minProducts units: events of the line-units reading', 'lines'),
    },
    select: (_, t) => `
    WITH counted AS (
      -- a row: a purchase
      SELECT ${key},
             CAST(sum(cantidad) AS BIGINT) AS units,
             count(DISTINCT producto) AS distinct_products,
             count(*) AS lines,
             max(cantidad) AS max_line_units,
             CAST(sum(CASE WHEN cantidad > ${qualifying.minProducts} THEN 1 ELSE 0 END) AS BIGINT) AS qualifying_lines,
             CAST(${SPEND[priceIs]} AS BIGINT) AS spend_milli
      FROM ${t.lines} AS l
      GROUP BY ${key}
    )
    SELECT usuario, fecha, ${byTicket ? 'ticket' : "''"} AS ticket, units, distinct_products, lines, max_line_units,
           spend_milli, ${qualifyingSql(qualifying)} AS qualifies, qualifying_lines
    FROM counted`,
  });
}
