import type { Dialect } from '../engine/dialect';
import type { Engine } from '../engine/engine';
import type { Relation } from '../engine/relation';
import { query } from '../engine/relation';
import { DEPTH, emptyOutcomes } from '../evaluation/ranking';
import type { ReviewRows } from './review-rows';
import { WINDOW_DAYS } from './review-rows';
import type { EarlierTables, ReviewOptions } from './reviewed-tables';
import { boughtProducts, productLevels, reviewedPredictions } from './reviewed-tables';

/** What is judged, and what it is judged by. */
export interface JoinedTables {
  reviewed: Relation;
  lists: Relation;
  lines: Relation;
  levels: Relation;
}

/**
 * Earlier predictions beside lines and purchases of the ETL. @param levels of mapped products; products count as
 * themselves without a map
 */
export function joinedTables(
  { earlier, lists, lines, purchases }: EarlierTables & { lines: Relation; purchases: Relation },
  options: ReviewOptions,
  levels: ReadonlyMap<string, string> | null = null,
): JoinedTables {
  return {
    reviewed: reviewedPredictions({ earlier, purchases }, options),
    lists,
    lines,
    levels: productLevels(levels),
  };
}

/**
 * Each prediction with the first purchase after its day, as far as the lines reach: up to `until` (epoch day). Keeps
 * `reviewed`.
 */
export async function joinPurchases(engine: Engine, tables: JoinedTables, until: number): Promise<ReviewRows> {
  await engine.tables.keep(tables.reviewed);
  const table = await engine.columns(
    query({ reviewed: tables.reviewed }, (dialect, t) => rowsSql(dialect, t.reviewed, until)),
  );
  const [floats, ints] = [(name: string) => table.floats(name), (name: string) => table.ints(name)];
  return {
    length: table.length,
    run: ints('run'),
    customer: ints('customer'),
    watched: ints('watched'),
    day: floats('day'),
    predicted: floats('predicted'),
    low: floats('low'),
    high: floats('high'),
    chances: [floats('prob_7d'), floats('prob_14d'), floats('prob_28d')],
    purchases: floats('purchases'),
    elapsed: floats('elapsed'),
    gap: floats('gap'),
    state: table.strings('state'),
    ...(await judgeLists(engine, table.length, tables)),
  };
}

function rowsSql(dialect: Dialect, reviewed: string, until: number): string {
  const epoch = (date: string) => dialect.epochDay(date);
  const after = (date: string) => `CAST(${epoch(date)} - ${epoch('fecha_corte')} AS DOUBLE)`;
  return `
    SELECT run, customer, ${until} - ${epoch('fecha_corte')} AS watched, ${after('next')} AS day,
           ${after('fecha_estimada')} AS predicted, ${after('fecha_min')} AS low,
           CASE WHEN fecha_min IS NOT NULL AND fecha_max IS NULL THEN CAST('Infinity' AS DOUBLE)
                ELSE ${after('fecha_max')} END AS high,
           prob_7d, prob_14d, prob_28d, CAST(n_compras AS DOUBLE) AS purchases,
           -${after('ultima_compra')} AS elapsed, dias_mediana AS gap, estado AS state
    FROM ${reviewed} AS r ORDER BY row`;
}

/** The lists against the products of the purchase that came within the window. */
async function judgeLists(
  engine: Engine,
  length: number,
  { reviewed, lists, lines, levels }: JoinedTables,
): Promise<Pick<ReviewRows, 'outcomes' | 'listed'>> {
  const bought = boughtProducts({ reviewed, lines, levels }, WINDOW_DAYS);
  const outcomes = emptyOutcomes(length);
  await engine.tables.keep(bought);
  const sizes = await engine.columns(
    query({ bought }, (_, t) => `SELECT row, CAST(count(*) AS INTEGER) AS n FROM ${t.bought} AS b GROUP BY row`),
  );
  for (let i = 0; i < sizes.length; i++) outcomes.truth[sizes.ints('row')[i]!] = sizes.ints('n')[i]!;
  const listed = new Int32Array(length);
  const places = await engine.columns(
    query(
      { reviewed, lists, bought },
      (_, t) => `
    SELECT r.row, e.rango, CASE WHEN b.row IS NULL THEN 0 ELSE 1 END AS hit
    FROM ${t.reviewed} AS r
    JOIN ${t.lists} AS e ON e.run = r.run AND e.cliente_id = r.cliente_id
    LEFT JOIN ${t.bought} AS b ON b.row = r.row AND b.producto = e.producto`,
    ),
  );
  await engine.tables.release(bought);
  const [row, place, hit] = [places.ints('row'), places.ints('rango'), places.ints('hit')];
  for (let i = 0; i < places.length; i++) {
    listed[row[i]!] = Math.max(listed[row[i]!]!, place[i]!);
    if (hit[i] === 1 && place[i]! <= DEPTH) outcomes.hits[row[i]!]! |= 1 << (place[i]! - 1);
  }
  return { outcomes, listed };
}
