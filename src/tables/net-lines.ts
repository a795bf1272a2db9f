import type { Query, Relation, Source } from '../engine/relation';
import { column, query, relation, source } from '../engine/relation';
import { KEPT, RECORD_COLUMNS, recordsWith } from './staged-lines';

/**
 * `line` (its place among all records), `milli` and `product` of the lines of customers and products with returns: in
 * thousandths of a unit or measure, a purchase before a return of its day.
 *
 * @param asOf ISO day; what came later is a product of its own
 */
export function returnedLines(records: Relation, asOf: string | undefined): Query {
  return query({ records }, (dialect, t) => {
    const later = asOf === undefined ? 'FALSE' : `s.fecha > ${dialect.date(asOf)}`;
    return `
    WITH returned AS (
      SELECT DISTINCT usuario, producto FROM ${t.records} AS d WHERE motivo = 'devolucion'
    ), own AS (
      SELECT s.n AS line, s.fecha, s.usuario, s.producto, s.medida IS NOT NULL AS measured, ${later} AS later,
             CAST(round(coalesce(s.medida, s.cantidad) * 1000) AS BIGINT) AS milli
      FROM ${t.records} AS s JOIN returned AS r ON r.usuario = s.usuario AND r.producto = s.producto
      WHERE (${KEPT}) OR motivo = 'devolucion'
    )
    SELECT CAST(line AS BIGINT) AS line, milli,
           CAST(dense_rank() OVER (ORDER BY usuario, producto, measured, later) AS INTEGER) AS product
    FROM own
    ORDER BY product, fecha, CASE WHEN milli < 0 THEN 1 ELSE 0 END, line`;
  });
}

/** What returns took off lines. */
export function takenOff(): Source {
  return source({
    name: 'taken_off',
    row: 'a line that returns took something off, or such a return',
    columns: {
      line: column('BIGINT', 'its place among all records', 'records'),
      was: column('BIGINT', 'what was bought', 'thousandths'),
      milli: column('BIGINT', 'what is left of it', 'thousandths'),
    },
  });
}

/**
 * Records with what returns took off them; lines of which nothing is left, and returns that took something off, are set
 * apart.
 *
 * @param priceOfLine whether the price of what is left is its part of the line's
 */
export function netLines(
  { records, taken }: { records: Relation; taken: Relation },
  { priceOfLine }: { priceOfLine: boolean },
): Relation {
  const price = priceOfLine ? 'round(r.precio * 1000 * t.milli / t.was) / 1000' : 'r.precio';
  const unless = (column: string) => `CASE WHEN t.line IS NULL THEN r.${column} END`;
  // NULL milli, of a line that nothing was taken off, is not 0 and not above it.
  const left = 'coalesce(t.milli, 0) > 0';
  return relation({
    name: 'net_lines',
    row: records.row,
    kind: 'view',
    of: { records, taken },
    columns: RECORD_COLUMNS,
    select: (_, t) => `
    SELECT ${recordsWith({
      cantidad: `CASE WHEN ${left} AND r.medida IS NULL THEN CAST(t.milli / 1000 AS BIGINT) ELSE r.cantidad END`,
      medida: `CASE WHEN ${left} AND r.medida IS NOT NULL THEN t.milli / CAST(1000 AS DOUBLE) ELSE r.medida END`,
      precio: `CASE WHEN ${left} THEN ${price} ELSE r.precio END`,
      motivo: unless('motivo'),
      valor: unless('valor'),
      aparte: "CASE WHEN t.milli = 0 THEN 'devuelta' WHEN t.line IS NULL THEN r.aparte END",
    })}
    FROM ${t.records} AS r LEFT JOIN ${t.taken} AS t ON t.line = r.n`,
  });
}
