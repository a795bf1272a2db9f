import type { Engine } from '../engine/engine';
import type { Source } from '../engine/relation';
import { column, source } from '../engine/relation';
import type { TableColumn } from '../engine/table-column';
import type { FeatureRows } from '../features/dataset';
import { featureColumn } from '../features/dataset';
import type { DatePredictions } from './fecha-predictor';
import type { ProductSuggestion } from './producto-predictor';

/** What is predicted of some customers, one entry each. */
export interface PredictedRows {
  rows: FeatureRows;
  dates: DatePredictions;
  suggestions: ProductSuggestion[][];
  /** Their names. */
  customers: string[];
  /** Epoch day. */
  asOf: number;
}

/** One row a customer. */
function predicciones(): Source {
  return source({
    name: 'predicciones',
    row: 'a predicted customer',
    columns: {
      cliente_id: column('VARCHAR', 'the customer'),
      fecha_estimada: column('DATE', 'median day of the next purchase'),
      fecha_min: column('DATE', 'first day of the interval'),
      fecha_max: column('DATE', 'its last day, NULL where it has no end'),
      prob_7d: column('DOUBLE', 'chance of a purchase within 7 days'),
      prob_14d: column('DOUBLE', 'the same within 14 days'),
      prob_28d: column('DOUBLE', 'the same within 28 days'),
      prob_vuelve: column('DOUBLE', 'the same within 364 days'),
      estado: column('VARCHAR', 'vigente, vencida or perdida'),
      ultima_compra: column('DATE', 'day of the last purchase'),
      n_compras: column('BIGINT', 'purchases so far', 'purchases'),
      dias_mediana: column('DOUBLE', 'median gap, NULL of a single purchase', 'days'),
      top_productos: column('VARCHAR[]', 'recommended products, the best first'),
      scores: column('DOUBLE[]', 'their scores'),
      motivo: column('VARCHAR', 'why the date, in a sentence'),
      fecha_corte: column('DATE', 'as-of date'),
      modelo: column('VARCHAR', 'name of the date model'),
      probs_acierto: column('DOUBLE[]', 'chances that the next purchase holds the products'),
    },
  });
}

function predictedColumns({ rows, dates, suggestions, customers, asOf }: PredictedRows): Record<string, TableColumn> {
  // An open interval has no last day.
  const day = (offset: Float64Array) => offset.map((days) => (Number.isFinite(days) ? asOf + days : Number.NaN));
  const elapsed = featureColumn(rows, 'days_since_last');
  const purchases = featureColumn(rows, 'n_purchases');
  const median = featureColumn(rows, 'gap_median').map((gap, row) => (purchases[row] === 1 ? Number.NaN : gap));
  return {
    cliente_id: { type: 'VARCHAR', values: customers },
    fecha_estimada: { type: 'DATE', values: day(dates.days) },
    fecha_min: { type: 'DATE', values: day(dates.low) },
    fecha_max: { type: 'DATE', values: day(dates.high) },
    prob_7d: { type: 'DOUBLE', values: dates.within7 },
    prob_14d: { type: 'DOUBLE', values: dates.within14 },
    prob_28d: { type: 'DOUBLE', values: dates.within28 },
    prob_vuelve: { type: 'DOUBLE', values: dates.returns },
    estado: { type: 'VARCHAR', values: dates.state },
    ultima_compra: { type: 'DATE', values: elapsed.map((days) => asOf - days) },
    n_compras: { type: 'BIGINT', values: purchases },
    dias_mediana: { type: 'DOUBLE', values: median },
    top_productos: { type: 'VARCHAR[]', values: suggestions.map((list) => list.map(({ product }) => product)) },
    scores: { type: 'DOUBLE[]', values: suggestions.map((list) => list.map(({ score }) => score)) },
    motivo: { type: 'VARCHAR', values: dates.reason },
    fecha_corte: { type: 'DATE', values: new Float64Array(rows.length).fill(asOf) },
    modelo: { type: 'VARCHAR', values: customers.map(() => dates.model) },
    probs_acierto: { type: 'DOUBLE[]', values: suggestions.map((list) => list.map(({ chance }) => chance)) },
  };
}

/** One row a customer and rank. */
function topProductos(): Source {
  return source({
    name: 'top_productos',
    row: 'a product recommended to a customer',
    columns: {
      cliente_id: column('VARCHAR', 'the customer'),
      rango: column('INTEGER', 'place in the list, from 1'),
      producto: column('VARCHAR', 'the product'),
      score: column('DOUBLE', 'its score by the method that recommends'),
      motivo: column('VARCHAR', 'why, in a sentence'),
      prob_acierto: column('DOUBLE', 'chance that the next purchase holds it'),
    },
  });
}

function suggestedColumns({
  suggestions,
  customers,
}: Pick<PredictedRows, 'suggestions' | 'customers'>): Record<string, TableColumn> {
  const flat = suggestions.flatMap((list, row) =>
    list.map((suggestion, rank) => ({ ...suggestion, customer: customers[row]!, rank: rank + 1 })),
  );
  return {
    cliente_id: { type: 'VARCHAR', values: flat.map(({ customer }) => customer) },
    rango: { type: 'INTEGER', values: flat.map(({ rank }) => rank) },
    producto: { type: 'VARCHAR', values: flat.map(({ product }) => product) },
    score: { type: 'DOUBLE', values: flat.map(({ score }) => score) },
    motivo: { type: 'VARCHAR', values: flat.map(({ reason }) => reason) },
    prob_acierto: { type: 'DOUBLE', values: Float64Array.from(flat, ({ chance }) => chance) },
  };
}

/** The two tables of predictions in an engine. */
export interface PredictionTables {
  customers: Source;
  products: Source;
}

/** Makes both, empty; earlier ones go. */
export async function openPredictions(engine: Engine): Promise<PredictionTables> {
  const opened = { customers: predicciones(), products: topProductos() };
  await engine.tables.open(opened.customers);
  await engine.tables.open(opened.products);
  return opened;
}

export async function appendPredictions(engine: Engine, into: PredictionTables, rows: PredictedRows): Promise<void> {
  await engine.tables.append(into.customers, predictedColumns(rows));
  await engine.tables.append(into.products, suggestedColumns(rows));
}
