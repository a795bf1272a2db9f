import { breathe } from '../config/breath';
import { isoDay } from '../config/calendar';
import { RecompraError } from '../config/errors';
import type { Engine } from '../engine/engine';
import type { Relation, Source } from '../engine/relation';
import { query } from '../engine/relation';
import type { PredictionMetrics } from '../evaluation/metrics-schema';
import { loadRows, rowsBetween } from '../features/dataset';
import type { TrainedModel } from '../models/trained-model';
import type { BasketHistory } from '../products/baskets/basket-history';
import type { SampledBaskets } from '../products/baskets/shop-baskets';
import { loadBasketsOf, loadPopularity } from '../products/baskets/shop-baskets';
import type { PredictedTables, PurchaseHistory } from '../tables/shop';
import { predictedRows } from '../tables/shop';
import type { CustomerRange } from '../tables/some-customers';
import { ofRange } from '../tables/some-customers';
import { Expectations } from './expectations';
import { FechaPredictor } from './fecha-predictor';
import { predicciones, predictedColumns, suggestedColumns, topProductos } from './predicted-tables';
import type { ProductSuggestion } from './producto-predictor';
import { ProductoPredictor } from './producto-predictor';

/** Customers that are predicted at once: memory depends on them, and not on how many there are. */
const CHUNK_CUSTOMERS = 16_384;
/** Of these, as many are written at once. */
const BLOCK_ROWS = 4096;
/** Customers whose products are worked out without a breath: some tenths of a second. */
const SUGGESTED_AT_ONCE = 512;

export interface PredictOptions {
  /** What is known of those to be predicted on the as-of date, under the rule that training used. */
  history: PurchaseHistory;
  /** As-of date, epoch day: every predicted date lies after it. */
  asOf: number;
  top: number;
  /** 1 for products never to be recommended, by product id (excludeProducts). */
  excluded?: Uint8Array | undefined;
  /** Customers that are predicted at once; any number gives the same. */
  chunk?: number;
  /** Called again and again with how many more customers are done. */
  onStep?: ((customers: number) => void) | undefined;
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
 * Predicts date and products for every recurrent customer of the history on the as-of date, some customers after others,
 * and leaves the tables `predicciones` and `top_productos`. Uses the feature code that training used.
 */
export async function predict(
  engine: Engine,
  trained: TrainedModel,
  baskets: SampledBaskets,
  options: PredictOptions,
): Promise<PredictionMetrics> {
  const { history, asOf } = options;
  refuseNewerModel(trained, asOf);
  const tables = predictedRows(history, asOf);
  return keeping(engine, [baskets.items, history.days, history.customers, tables.members], async () => {
    const predictor = new ChunkPredictor(engine, {
      ...options,
      baskets,
      tables,
      dates: new FechaPredictor(trained),
      products: await productPredictor(engine, trained, baskets, options),
      into: { customers: predicciones(), products: topProductos() },
    });
    return predictor.predictAll();
  });
}

/** Works while these tables stay. */
async function keeping<T>(engine: Engine, tables: readonly Relation[], work: () => Promise<T>): Promise<T> {
  const [first, ...others] = tables;
  if (first === undefined) return work();
  await engine.tables.keep(first);
  try {
    return await keeping(engine, others, work);
  } finally {
    await engine.tables.release(first);
  }
}

async function productPredictor(
  engine: Engine,
  { chosenRecommender, ranker, hitChances }: TrainedModel,
  baskets: SampledBaskets,
  { asOf, excluded }: PredictOptions,
): Promise<ProductoPredictor> {
  const popularity = await loadPopularity(engine, baskets, asOf, excluded);
  const context = { history: baskets.sample, day: asOf, popularity };
  return new ProductoPredictor({ method: chosenRecommender, ranker, hitChances, context });
}

function refuseNewerModel({ trainedThrough }: TrainedModel, asOf: number): void {
  if (trainedThrough <= asOf) return;
  const logged = `the model was trained on purchases up to ${isoDay(trainedThrough)}, after the as-of date ${isoDay(asOf)}: it has seen the answers`;
  throw new RecompraError('model', logged, {
    logged,
    remedy: `predict with --as-of ${isoDay(trainedThrough)} or later, or train a model with --as-of ${isoDay(asOf)}`,
  });
}

interface ChunkOptions extends PredictOptions {
  baskets: SampledBaskets;
  tables: PredictedTables;
  dates: FechaPredictor;
  products: ProductoPredictor;
  /** The tables that are filled. */
  into: { customers: Source; products: Source };
}

class ChunkPredictor {
  private readonly expectations = new Expectations();

  constructor(
    private readonly engine: Engine,
    private readonly options: ChunkOptions,
  ) {}

  async predictAll(): Promise<PredictionMetrics> {
    const { into, asOf, tables } = this.options;
    await this.engine.tables.open(into.customers);
    await this.engine.tables.open(into.products);
    for (const range of await this.ranges()) {
      const featureRows = tables.rowsOf(range);
      await keeping(this.engine, [featureRows], () => this.predictRange(range, featureRows));
    }
    return this.expectations.metrics(asOf);
  }

  /** Ranges of customers, each with as many of those to be predicted as go at once. */
  private async ranges(): Promise<CustomerRange[]> {
    const { tables, history, chunk = CHUNK_CUSTOMERS } = this.options;
    const { members } = tables;
    const { days } = history;
    const found = await this.engine.columns(
      query(
        { members, days },
        (_, t) => `
        SELECT m.cliente FROM ${t.members} AS m JOIN ${t.days} AS d ON d.cliente = m.cliente AND d.n = 1
        ORDER BY m.cliente`,
      ),
    );
    const numbers = found.ints('cliente');
    const ranges: CustomerRange[] = [];
    for (let start = 0; start < numbers.length; start += chunk) {
      ranges.push({ from: numbers[start]!, to: numbers[Math.min(numbers.length, start + chunk) - 1]! });
    }
    return ranges;
  }

  private async predictRange(range: CustomerRange, featureRows: Relation): Promise<void> {
    const { engine } = this;
    const { baskets, dates, into, asOf, onStep } = this.options;
    const rows = await loadRows(engine, featureRows);
    const own = await loadBasketsOf(engine, baskets, { rows: featureRows, range, members: rows.customer });
    const names = await this.namesOf(range, featureRows);
    for (let start = 0; start < rows.length; start += BLOCK_ROWS) {
      const end = Math.min(rows.length, start + BLOCK_ROWS);
      const block = rowsBetween(rows, start, end);
      const predicted = {
        rows: block,
        dates: dates.predict(block),
        suggestions: await this.suggest(rows.customer.subarray(start, end), own),
        customers: names.slice(start, end),
        asOf,
      };
      this.expectations.add(predicted.dates);
      await engine.tables.append(into.customers, predictedColumns(predicted));
      await engine.tables.append(into.products, suggestedColumns(predicted));
      onStep?.(block.length);
    }
  }

  /** Products of some customers, with a breath now and then. */
  private async suggest(customers: Int32Array, own: BasketHistory): Promise<ProductSuggestion[][]> {
    const { products, top } = this.options;
    const suggestions: ProductSuggestion[][] = [];
    for (let start = 0; start < customers.length; start += SUGGESTED_AT_ONCE) {
      await breathe();
      suggestions.push(...products.predict(customers.subarray(start, start + SUGGESTED_AT_ONCE), top, own));
    }
    return suggestions;
  }

  /** Names of the customers of some rows, in their order. */
  private async namesOf(range: CustomerRange, rows: Relation): Promise<string[]> {
    const named = ofRange(this.options.history.customers, range);
    const table = await this.engine.columns(
      query(
        { named, rows },
        (_, t) =>
          `SELECT c.usuario FROM ${t.named} AS c JOIN ${t.rows} AS r ON r.cliente = c.cliente ORDER BY c.cliente`,
      ),
    );
    return table.strings('usuario');
  }
}
