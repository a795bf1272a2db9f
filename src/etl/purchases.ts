import type { CsvSettings, Settings } from '../config/settings';
import type { Engine } from '../engine/engine';
import { qualifyingSql } from './recurrence';

/**
 * Days of one slice: each purchase lies within one day, so slices can be counted one after the other, and the memory
 * of the distinct products is that of a slice.
 */
const SLICE_DAYS = 14;

/** What a purchase cost, in thousandths, by what `precio` is; a total repeated on the lines of a ticket is spent once. */
const SPEND: Record<CsvSettings['priceIs'], string> = {
  ticket: 'sum(DISTINCT precio_milli)',
  line: 'sum(precio_milli)',
  unit: 'sum(CASE WHEN medida IS NULL THEN cantidad * precio_milli ELSE CAST(round(medida * precio_milli) AS BIGINT) END)',
};

/**
 * Builds `purchases`, one row per customer and day (and ticket, where there is a ticket column), from `lines`.
 * `spend_milli` is in thousandths of the currency unit; `qualifying_lines` counts lines with more than
 * `minProducts` units, the events of the `line-units` reading.
 */
export async function buildPurchases(engine: Engine, settings: Settings): Promise<void> {
  await engine.run(`
    CREATE OR REPLACE TEMP TABLE purchases (
      usuario VARCHAR, fecha DATE, ticket VARCHAR, units BIGINT, distinct_products BIGINT, lines BIGINT,
      max_line_units BIGINT, spend_milli BIGINT, qualifies BOOLEAN, qualifying_lines BIGINT)`);
  for (const slice of await daySlices(engine)) {
    await engine.run(`INSERT INTO purchases ${purchasesSql(settings, slice)}`);
  }
}

/** Ranges [from, to] of days that cover all lines, skipping those without any. */
async function daySlices(engine: Engine): Promise<string[]> {
  const slice = `CAST(floor(${engine.dialect.epochDay('fecha')} / ${SLICE_DAYS}) AS INTEGER)`;
  const rows = await engine.rows<{ first: string; last: string }>(`
    SELECT min(fecha) AS first, max(fecha) AS last FROM lines GROUP BY ${slice} ORDER BY first`);
  return rows.map(({ first, last }) => `fecha BETWEEN DATE '${first}' AND DATE '${last}'`);
}

function purchasesSql({ csv, recurrence }: Settings, slice: string): string {
  const key = csv.columns.ticket === undefined ? 'usuario, fecha' : 'usuario, fecha, ticket';
  const ticket = csv.columns.ticket === undefined ? "''" : 'ticket';
  const spend = SPEND[csv.priceIs];
  return `
    WITH counted AS (
      -- a row: a purchase
      SELECT ${key},
             CAST(sum(cantidad) AS BIGINT) AS units,
             count(DISTINCT producto) AS distinct_products,
             count(*) AS lines,
             max(cantidad) AS max_line_units,
             CAST(sum(CASE WHEN cantidad > ${recurrence.minProducts} THEN 1 ELSE 0 END) AS BIGINT) AS qualifying_lines,
             CAST(${spend} AS BIGINT) AS spend_milli
      FROM lines
      WHERE ${slice}
      GROUP BY ${key}
    )
    SELECT usuario, fecha, ${ticket} AS ticket, units, distinct_products, lines, max_line_units, spend_milli,
           ${qualifyingSql(recurrence)} AS qualifies, qualifying_lines
    FROM counted`;
}
