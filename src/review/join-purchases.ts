import { isoDay } from '../config/calendar';
import type { RecurrenceRule } from '../config/settings';
import { literal } from '../engine/dialect';
import type { Engine } from '../engine/engine';
import { qualifyingSql } from '../etl/recurrence';
import { DEPTH, emptyOutcomes } from '../evaluation/ranking';
import type { ReviewRows } from './review-rows';
import { WINDOW_DAYS } from './review-rows';

export interface JoinOptions {
  /** What counts as a purchase. */
  rule: Pick<RecurrenceRule, 'nextPurchase' | 'productCount' | 'minProducts'>;
  /** Day up to which purchases are known, epoch day. */
  until: number;
  /** Level of each mapped product; products count as themselves without a map. */
  levels?: ReadonlyMap<string, string> | null | undefined;
}

/**
 * Joins the tables `earlier` and `earlier_lists` (loadEarlierPredictions) with `lines` and `purchases` of the ETL:
 * each prediction with the first purchase after its day, as far as the lines reach.
 */
export async function joinPurchases(engine: Engine, { rule, until, levels }: JoinOptions): Promise<ReviewRows> {
  const epoch = (date: string) => engine.dialect.epochDay(date);
  const counted = rule.nextPurchase === 'qualifying' ? `AND ${qualifyingSql(rule)}` : '';
  const end = `DATE ${literal(isoDay(until))}`;
  await engine.run(`
    CREATE OR REPLACE TABLE reviewed AS
    -- a row: a prediction and the first purchase after its day
    SELECT CAST(row_number() OVER (ORDER BY e.run, e.cliente_id) - 1 AS INTEGER) AS row,
           CAST(dense_rank() OVER (ORDER BY e.cliente_id) - 1 AS INTEGER) AS customer,
           e.*, n.next
    FROM earlier AS e
    LEFT JOIN (
      SELECT o.run, o.cliente_id, min(p.fecha) AS next
      FROM earlier AS o JOIN purchases AS p ON p.usuario = o.cliente_id
      WHERE p.fecha > o.fecha_corte AND p.fecha <= ${end} ${counted}
      GROUP BY o.run, o.cliente_id
    ) AS n ON n.run = e.run AND n.cliente_id = e.cliente_id
    WHERE e.fecha_corte < ${end}`);
  const after = (date: string) => `CAST(${epoch(date)} - ${epoch('fecha_corte')} AS DOUBLE)`;
  const table = await engine.columns(`
    SELECT run, customer, ${until} - ${epoch('fecha_corte')} AS watched, ${after('next')} AS day,
           ${after('fecha_estimada')} AS predicted, ${after('fecha_min')} AS low,
           CASE WHEN fecha_min IS NOT NULL AND fecha_max IS NULL THEN CAST('Infinity' AS DOUBLE)
                ELSE ${after('fecha_max')} END AS high,
           prob_7d, prob_14d, prob_28d, CAST(n_compras AS DOUBLE) AS purchases,
           -${after('ultima_compra')} AS elapsed, dias_mediana AS gap, estado AS state
    FROM reviewed ORDER BY row`);
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
    ...(await judgeLists(engine, table.length, levels ?? null)),
  };
}

/** The lists against the products of the purchase that came within the window. */
async function judgeLists(
  engine: Engine,
  length: number,
  levels: ReadonlyMap<string, string> | null,
): Promise<Pick<ReviewRows, 'outcomes' | 'listed'>> {
  await engine.createTable('levels', {
    producto: { type: 'VARCHAR', values: [...(levels?.keys() ?? [])] },
    nivel: { type: 'VARCHAR', values: [...(levels?.values() ?? [])] },
  });
  const limit = engine.dialect.addDays('r.fecha_corte', String(WINDOW_DAYS));
  await engine.run(`
    CREATE OR REPLACE TABLE bought AS
    -- a row: a product, or its level, of the purchase that a prediction was about
    SELECT DISTINCT r.row, coalesce(v.nivel, l.producto) AS producto
    FROM reviewed AS r
    JOIN lines AS l ON l.usuario = r.cliente_id AND l.fecha = r.next
    LEFT JOIN levels AS v ON v.producto = l.producto
    WHERE r.next <= ${limit}`);
  const outcomes = emptyOutcomes(length);
  const sizes = await engine.columns('SELECT row, CAST(count(*) AS INTEGER) AS n FROM bought GROUP BY row');
  for (let i = 0; i < sizes.length; i++) outcomes.truth[sizes.ints('row')[i]!] = sizes.ints('n')[i]!;
  const listed = new Int32Array(length);
  const places = await engine.columns(`
    SELECT r.row, e.rango, CASE WHEN b.row IS NULL THEN 0 ELSE 1 END AS hit
    FROM reviewed AS r
    JOIN earlier_lists AS e ON e.run = r.run AND e.cliente_id = r.cliente_id
    LEFT JOIN bought AS b ON b.row = r.row AND b.producto = e.producto`);
  const [row, place, hit] = [places.ints('row'), places.ints('rango'), places.ints('hit')];
  for (let i = 0; i < places.length; i++) {
    listed[row[i]!] = Math.max(listed[row[i]!]!, place[i]!);
    if (hit[i] === 1 && place[i]! <= DEPTH) outcomes.hits[row[i]!]! |= 1 << (place[i]! - 1);
  }
  return { outcomes, listed };
}
