import { isoDay } from '../config/calendar';
import type { RecurrenceRule } from '../config/settings';
import type { Columns, Relation, Source } from '../engine/relation';
import { column, relation, source, values } from '../engine/relation';
import { qualifyingSql } from '../tables/recurrence-rule';

/** Columns of predicciones_detalle that a review needs; what is missing in old files is not read. */
export const EARLIER_COLUMNS: Columns = {
  cliente_id: column('VARCHAR', 'the customer'),
  fecha_estimada: column('DATE', 'the day they were expected'),
  fecha_min: column('DATE', 'first day of the interval'),
  fecha_max: column('DATE', 'its last day, NULL where it has none'),
  prob_7d: column('DOUBLE', 'stated chance of a purchase within 7 days'),
  prob_14d: column('DOUBLE', 'within 14 days'),
  prob_28d: column('DOUBLE', 'within 28 days'),
  estado: column('VARCHAR', 'vigente, vencida or perdida'),
  ultima_compra: column('DATE', 'their last purchase then'),
  n_compras: column('BIGINT', 'purchase days they had then', 'days'),
  dias_mediana: column('DOUBLE', 'their median gap then', 'days'),
  fecha_corte: column('DATE', 'the day the prediction was made on'),
  modelo: column('VARCHAR', 'the model that made it'),
};

const RUN = column('INTEGER', 'the run, from 0');

/** Predictions of earlier runs, as they are read from their files. */
export interface EarlierTables {
  earlier: Source;
  lists: Source;
}

export function earlierTables(): EarlierTables {
  return {
    earlier: source({ name: 'earlier', row: 'a prediction of a run', columns: { run: RUN, ...EARLIER_COLUMNS } }),
    lists: source({
      name: 'earlier_lists',
      row: 'a product recommended to a customer by a run',
      columns: {
        run: RUN,
        cliente_id: column('VARCHAR', 'the customer'),
        rango: column('INTEGER', 'its place, from 1'),
        producto: column('VARCHAR', 'the product'),
      },
    }),
  };
}

export interface ReviewOptions {
  /** What counts as a purchase. */
  rule: Pick<RecurrenceRule, 'nextPurchase' | 'productCount' | 'minProducts'>;
  /** Day up to which purchases are known, epoch day. */
  until: number;
}

/** Predictions whose day lies before `until`, with what came after. */
export function reviewedPredictions(
  { earlier, purchases }: { earlier: Relation; purchases: Relation },
  { rule, until }: ReviewOptions,
): Relation {
  const counted = rule.nextPurchase === 'qualifying' ? `AND ${qualifyingSql(rule)}` : '';
  return relation({
    name: 'reviewed',
    row: 'a prediction and the first purchase after its day',
    of: { earlier, purchases },
    columns: {
      row: column('INTEGER', 'its number from 0, by run and customer'),
      customer: column('INTEGER', 'number of the customer from 0, by name'),
      ...earlier.columns,
      next: column('DATE', 'first purchase after its day, NULL where none is known'),
    },
    select: (dialect, t) => {
      const end = dialect.date(isoDay(until));
      return `
    SELECT CAST(row_number() OVER (ORDER BY e.run, e.cliente_id) - 1 AS INTEGER) AS row,
           CAST(dense_rank() OVER (ORDER BY e.cliente_id) - 1 AS INTEGER) AS customer,
           e.*, n.next
    FROM ${t.earlier} AS e
    LEFT JOIN (
      SELECT o.run, o.cliente_id, min(p.fecha) AS next
      FROM ${t.earlier} AS o JOIN ${t.purchases} AS p ON p.usuario = o.cliente_id
      WHERE p.fecha > o.fecha_corte AND p.fecha <= ${end} ${counted}
      GROUP BY o.run, o.cliente_id
    ) AS n ON n.run = e.run AND n.cliente_id = e.cliente_id
    WHERE e.fecha_corte < ${end}`;
    },
  });
}

/** Level of each mapped product; empty without a map. */
export function productLevels(levels: ReadonlyMap<string, string> | null): Relation {
  const columns = { producto: column('VARCHAR', 'the product'), nivel: column('VARCHAR', 'its level') };
  return values(
    { name: 'levels', row: 'a mapped product', columns },
    {
      producto: { type: 'VARCHAR', values: [...(levels?.keys() ?? [])] },
      nivel: { type: 'VARCHAR', values: [...(levels?.values() ?? [])] },
    },
  );
}

/** What was bought where a purchase came within `window` days. */
export function boughtProducts(
  { reviewed, lines, levels }: { reviewed: Relation; lines: Relation; levels: Relation },
  window: number,
): Relation {
  return relation({
    name: 'bought',
    row: 'a product, or its level, of the purchase that a prediction was about',
    of: { reviewed, lines, levels },
    columns: {
      row: column('INTEGER', 'number of the prediction'),
      producto: column('VARCHAR', 'the product or its level'),
    },
    select: (dialect, t) => `
    SELECT DISTINCT r.row, coalesce(v.nivel, l.producto) AS producto
    FROM ${t.reviewed} AS r
    JOIN ${t.lines} AS l ON l.usuario = r.cliente_id AND l.fecha = r.next
    LEFT JOIN ${t.levels} AS v ON v.producto = l.producto
    WHERE r.next <= ${dialect.addDays('r.fecha_corte', String(window))}`,
  });
}
