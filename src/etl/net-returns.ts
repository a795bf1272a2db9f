import type { Settings } from '../config/settings';
import type { Engine } from '../engine/engine';
import { KEPT } from '../tables/staged-lines';

/**
 * Takes returns (quantities below zero) off the latest earlier lines of the same customer and product, those of the
 * same day included, units off units and measures off measures. A return that took something off is set apart, and so
 * is a line of which nothing is left; a return that finds nothing stays rejected. Under `--price-is line` the price of
 * what is left is its part of the line's. What came after an as-of date takes nothing off what was known on it.
 */
export async function netReturns(engine: Engine, { csv, asOf }: Settings): Promise<void> {
  const rows = await engine.columns(returnedSql(asOf));
  const [lines, groups, amounts] = [rows.floats('line'), rows.ints('product'), rows.floats('milli')];
  const left = Float64Array.from(amounts);
  let earlier: number[] = [];
  for (let row = 0; row < rows.length; row++) {
    if (row > 0 && groups[row] !== groups[row - 1]) earlier = [];
    if (amounts[row]! >= 0) earlier.push(row);
    else left[row] = takeOff(earlier, left, -amounts[row]!);
  }
  const changed = Array.from(left.keys()).filter((row) => left[row] !== amounts[row]);
  await engine.createTable('netted', {
    line: { type: 'BIGINT', values: changed.map((row) => lines[row]!) },
    was: { type: 'BIGINT', values: changed.map((row) => amounts[row]!) },
    milli: { type: 'BIGINT', values: changed.map((row) => Math.max(0, left[row]!)) },
  });
  await engine.run(nettedSql(csv.priceIs === 'line'));
}

/** Takes an amount off the latest lines; returns what is left of the return, zero or below. */
function takeOff(earlier: number[], left: Float64Array, amount: number): number {
  let open = amount;
  while (open > 0 && earlier.length > 0) {
    const latest = earlier[earlier.length - 1]!;
    const taken = Math.min(open, left[latest]!);
    left[latest]! -= taken;
    open -= taken;
    if (left[latest] === 0) earlier.pop();
  }
  return open === 0 ? 0 : -open;
}

/** Lines of customers and products with returns, in thousandths of a unit or measure, a purchase before a return of its day. */
function returnedSql(asOf: string | undefined): string {
  const later = asOf === undefined ? 'FALSE' : `fecha > DATE '${asOf}'`;
  return `
    WITH returned AS (
      SELECT DISTINCT usuario, producto FROM staged_lines WHERE motivo = 'devolucion'
    ), own AS (
      SELECT s.rowid AS line, s.fecha, s.usuario, s.producto, medida IS NOT NULL AS measured, ${later} AS later,
             CAST(round(coalesce(medida, cantidad) * 1000) AS BIGINT) AS milli
      FROM staged_lines AS s JOIN returned AS r ON r.usuario = s.usuario AND r.producto = s.producto
      WHERE (${KEPT}) OR motivo = 'devolucion'
    )
    SELECT CAST(line AS BIGINT) AS line, milli,
           CAST(dense_rank() OVER (ORDER BY usuario, producto, measured, later) AS INTEGER) AS product
    FROM own
    ORDER BY product, fecha, CASE WHEN milli < 0 THEN 1 ELSE 0 END, line`;
}

function nettedSql(priceOfLine: boolean): string {
  const price = priceOfLine ? 'round(precio * 1000 * netted.milli / netted.was) / 1000' : 'precio';
  return `
    UPDATE staged_lines
    SET cantidad = CASE WHEN netted.milli = 0 OR medida IS NOT NULL THEN cantidad ELSE netted.milli // 1000 END,
        medida = CASE WHEN netted.milli = 0 OR medida IS NULL THEN medida ELSE netted.milli / CAST(1000 AS DOUBLE) END,
        precio = CASE WHEN netted.milli = 0 THEN precio ELSE ${price} END,
        aparte = CASE WHEN netted.milli = 0 THEN 'devuelta' END,
        motivo = NULL, valor = NULL
    FROM netted WHERE staged_lines.rowid = netted.line`;
}
