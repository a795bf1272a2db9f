import { epochDay, isoDay } from '../../src/config/calendar';
import { openDuckdb } from '../../src/engine/duckdb/duckdb';
import { literal } from '../../src/engine/duckdb/duckdb-quoting';
import type { Engine } from '../../src/engine/engine';
import type { Cut } from './cuts';
import { WINDOW } from './cuts';

/** Days that the newer lines begin before the origin and go on after the window: a shop is not open on all days. */
const MARGIN = 7;

/** All lines of a data set: its first and last day (epoch days), and the engine that holds them in `shop`. */
export interface ShopLines {
  engine: Engine;
  firstDay: number;
  lastDay: number;
}

/** Opens purchase lines in the input schema, `.csv`, `.csv.gz` or `.parquet`. The caller closes the engine. */
export async function openShop(path: string): Promise<ShopLines> {
  const engine = await openDuckdb({ threads: 2 });
  const source = path.endsWith('.parquet')
    ? `read_parquet(${literal(path)})`
    : `read_csv(${literal(path)}, all_varchar = true)`;
  await engine.run(`
    CREATE TABLE shop AS
    SELECT CAST(fecha_compra AS DATE) AS fecha_compra, CAST(usuario AS VARCHAR) AS usuario,
           CAST(producto AS VARCHAR) AS producto, CAST(cantidad AS VARCHAR) AS cantidad, CAST(precio AS VARCHAR) AS precio
    FROM ${source}`);
  const [range] = await engine.rows<{ first: string; last: string }>(
    'SELECT min(fecha_compra) AS first, max(fecha_compra) AS last FROM shop',
  );
  return { engine, firstDay: epochDay(range!.first), lastDay: epochDay(range!.last) };
}

/** Writes the lines up to the cut, and those that came since, as two CSV files. */
export async function writeCut(
  { engine }: ShopLines,
  { asOf }: Cut,
  files: { past: string; newer: string },
): Promise<void> {
  const between = (from: string, to: number) =>
    `SELECT * FROM shop WHERE fecha_compra >= DATE ${literal(from)} AND fecha_compra <= DATE ${literal(isoDay(to))}
     ORDER BY fecha_compra, usuario, producto, cantidad, precio`;
  await engine.writeText(between('0001-01-01', asOf), files.past, 'csv');
  await engine.writeText(between(isoDay(asOf - MARGIN), asOf + WINDOW + MARGIN), files.newer, 'csv');
}

/** Purchase days of some customers: those up to the cut, and how long after it the first one came. */
export interface PurchaseDays {
  customers: string[];
  /** Epoch days, ascending, one array a customer. */
  days: number[][];
  /** Units bought on each of these days. */
  units: number[][];
  /** Days from the cut to the next purchase; NaN where none came within the window. */
  next: Float64Array;
}

/** The purchase days of these customers; a product line on a day is a purchase. */
export async function purchaseDays(
  { engine }: ShopLines,
  asOf: number,
  customers: readonly string[],
): Promise<PurchaseDays> {
  await engine.createTable('wanted', { usuario: { type: 'VARCHAR', values: [...customers] } });
  const rows = await engine.columns(`
    SELECT usuario, ${engine.dialect.epochDay('fecha_compra')} AS dia, sum(CAST(cantidad AS DOUBLE)) AS units
    FROM shop WHERE usuario IN (SELECT usuario FROM wanted)
    GROUP BY usuario, fecha_compra ORDER BY usuario, fecha_compra`);
  const index = new Map(customers.map((name, i) => [name, i]));
  const result: PurchaseDays = {
    customers: [...customers],
    days: customers.map(() => []),
    units: customers.map(() => []),
    next: new Float64Array(customers.length).fill(Number.NaN),
  };
  const [names, dias, units] = [rows.strings('usuario'), rows.ints('dia'), rows.floats('units')];
  for (let i = 0; i < rows.length; i++) {
    const customer = index.get(names[i]!)!;
    const after = dias[i]! - asOf;
    if (after <= 0) {
      result.days[customer]!.push(dias[i]!);
      result.units[customer]!.push(units[i]!);
    } else if (after <= WINDOW && Number.isNaN(result.next[customer]!)) result.next[customer] = after;
  }
  return result;
}

/** Each customer's three most bought products by purchase days up to the cut; ties by days in the shop, then by name. */
export async function mostBought({ engine }: ShopLines, asOf: number): Promise<Map<string, string[]>> {
  const rows = await engine.columns(`
    WITH baskets AS (
      SELECT DISTINCT usuario, fecha_compra, producto FROM shop WHERE fecha_compra <= DATE ${literal(isoDay(asOf))}
    ), popular AS (
      SELECT producto, count(*) AS baskets FROM baskets GROUP BY producto
    ), own AS (
      SELECT usuario, producto, count(*) AS days FROM baskets WHERE usuario IN (SELECT usuario FROM wanted)
      GROUP BY usuario, producto
    )
    SELECT usuario, producto FROM own JOIN popular USING (producto)
    QUALIFY row_number() OVER (PARTITION BY usuario ORDER BY days DESC, baskets DESC, producto) <= 3
    ORDER BY usuario, days DESC, baskets DESC, producto`);
  const lists = new Map<string, string[]>();
  const [names, products] = [rows.strings('usuario'), rows.strings('producto')];
  for (let i = 0; i < rows.length; i++) lists.set(names[i]!, [...(lists.get(names[i]!) ?? []), products[i]!]);
  return lists;
}
