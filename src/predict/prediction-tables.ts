import { isoDay } from '../config/calendar';
import { RecompraError } from '../config/errors';
import type { Engine } from '../engine/engine';
import { query } from '../engine/relation';
import type { PredictionMetrics } from '../evaluation/metrics-schema';
import { countRange } from '../evaluation/statistics/poisson-binomial';
import type { Dataset } from '../features/dataset';
import { featureColumn, loadDataset } from '../features/dataset';
import type { TrainedModel } from '../models/trained-model';
import type { BasketHistory } from '../products/baskets/basket-history';
import type { PurchaseHistory } from '../tables/shop';
import type { DatePredictions } from './fecha-predictor';
import { FechaPredictor } from './fecha-predictor';
import type { ProductSuggestion } from './producto-predictor';
import { ProductoPredictor } from './producto-predictor';
import type { PurchaseState } from './purchase-state';

/** Share of the distribution of the number of buyers between the bounds that are told. */
const EXPECTED_RANGE = 0.8;

export interface PredictOptions {
  /** What is known of those to be predicted on the as-of date, under the rule that training used. */
  history: PurchaseHistory;
  /** As-of date, epoch day: every predicted date lies after it. */
  asOf: number;
  top: number;
  /** 1 for products never to be recommended, by product id (excludeProducts). */
  excluded?: Uint8Array | undefined;
}

/** Queries over the tables that `predict` leaves in the engine, in the order of rows and columns of the files. */
export const PREDICTION_QUERIES = {
  'predicciones_clientes.parquet':
    'SELECT cliente_id, fecha_estimada, top_productos FROM predicciones ORDER BY cliente_id',
  'predicciones_detalle.parquet': `
    SELECT cliente_id, fecha_estimada, fecha_min, fecha_max, prob_7d, prob_14d, prob_28d, prob_vuelve, estado,
           ultima_compra, n_compras, dias_mediana, top_productos, scores, motivo, fecha_corte, modelo, probs_acierto
    FROM predicciones ORDER BY cliente_id`,
  'top_productos.parquet':
    'SELECT cliente_id, rango, producto, score, motivo, prob_acierto FROM top_productos ORDER BY cliente_id, rango',
} as const;

/**
 * Predicts date and products for every recurrent customer of the history on the as-of date and leaves the tables
 * `predicciones` and `top_productos`. Uses the feature code that training used.
 */
export async function predict(
  engine: Engine,
  trained: TrainedModel,
  baskets: BasketHistory,
  options: PredictOptions,
): Promise<PredictionMetrics> {
  refuseNewerModel(trained, options.asOf);
  const rows = await loadDataset(engine, options.history, [options.asOf]);
  const { customers: named } = options.history;
  const table = await engine.columns(
    query({ named }, (_, t) => `SELECT usuario FROM ${t.named} AS c ORDER BY cliente`),
  );
  const names = table.strings('usuario');
  const dates = new FechaPredictor(trained).predict(rows);
  const products = new ProductoPredictor({
    method: trained.chosenRecommender,
    ranker: trained.ranker,
    hitChances: trained.hitChances,
    history: baskets,
    day: options.asOf,
    excluded: options.excluded,
  });
  const suggestions = products.predict(rows.customer, options.top);
  const customers = Array.from(rows.customer, (customer) => names[customer]!);
  await createPredictions(engine, { rows, dates, suggestions, customers, asOf: options.asOf });
  await createTopProducts(engine, customers, suggestions);
  return expectations(dates, options.asOf);
}

function refuseNewerModel({ trainedThrough }: TrainedModel, asOf: number): void {
  if (trainedThrough <= asOf) return;
  const logged = `the model was trained on purchases up to ${isoDay(trainedThrough)}, after the as-of date ${isoDay(asOf)}: it has seen the answers`;
  throw new RecompraError('model', logged, {
    logged,
    remedy: `predict with --as-of ${isoDay(trainedThrough)} or later, or train a model with --as-of ${isoDay(asOf)}`,
  });
}

interface PredictionRows {
  rows: Dataset;
  dates: DatePredictions;
  suggestions: ProductSuggestion[][];
  customers: string[];
  asOf: number;
}

async function createPredictions(
  engine: Engine,
  { rows, dates, suggestions, customers, asOf }: PredictionRows,
): Promise<void> {
  // An open interval has no last day.
  const day = (offset: Float64Array) => offset.map((days) => (Number.isFinite(days) ? asOf + days : Number.NaN));
  const elapsed = featureColumn(rows, 'days_since_last');
  const purchases = featureColumn(rows, 'n_purchases');
  const median = featureColumn(rows, 'gap_median').map((gap, row) => (purchases[row] === 1 ? Number.NaN : gap));
  await engine.createTable('predicciones', {
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
  });
}

async function createTopProducts(
  engine: Engine,
  customers: string[],
  suggestions: ProductSuggestion[][],
): Promise<void> {
  const flat = suggestions.flatMap((list, row) =>
    list.map((suggestion, rank) => ({ ...suggestion, customer: customers[row]!, rank: rank + 1 })),
  );
  await engine.createTable('top_productos', {
    cliente_id: { type: 'VARCHAR', values: flat.map(({ customer }) => customer) },
    rango: { type: 'INTEGER', values: flat.map(({ rank }) => rank) },
    producto: { type: 'VARCHAR', values: flat.map(({ product }) => product) },
    score: { type: 'DOUBLE', values: flat.map(({ score }) => score) },
    motivo: { type: 'VARCHAR', values: flat.map(({ reason }) => reason) },
    prob_acierto: { type: 'DOUBLE', values: Float64Array.from(flat, ({ chance }) => chance) },
  });
}

/** Whom to expect: sums of chances, for dates say nothing of who stays away. */
function expectations({ within7, within14, within28, state }: DatePredictions, asOf: number): PredictionMetrics {
  const inState = (wanted: PurchaseState) => state.filter((value) => value === wanted).length;
  const buyers = (days: number, chances: Float64Array) => {
    const { expected, low, high } = countRange(chances, EXPECTED_RANGE);
    return { days, buyers: expected, low, high };
  };
  return {
    asOf: isoDay(asOf),
    customers: state.length,
    overdue: inState('vencida'),
    lost: inState('perdida'),
    expected: [buyers(7, within7), buyers(14, within14), buyers(28, within28)],
  };
}
