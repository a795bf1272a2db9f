import { isoDay } from '../config/calendar';
import { RecompraError } from '../config/errors';
import type { Engine } from '../engine/engine';
import type { Relation } from '../engine/relation';
import { query } from '../engine/relation';
import type { PredictionMetrics } from '../evaluation/metrics-schema';
import type { TrainedModel } from '../models/trained-model';
import type { SampledBaskets } from '../products/baskets/shop-baskets';
import { loadPopularity } from '../products/baskets/shop-baskets';
import type { PredictedTables, PurchaseHistory } from '../tables/shop';
import { predictedRows } from '../tables/shop';
import type { CustomerRange } from '../tables/some-customers';
import { Expectations } from './expectations';
import { FechaPredictor } from './fecha-predictor';
import { predictRows } from './predict-rows';
import type { PredictionTables } from './predicted-tables';
import { appendPredictions, openPredictions } from './predicted-tables';
import { ProductoPredictor } from './producto-predictor';

/** Customers that are predicted at once: memory depends on them, and not on how many there are. */
const CHUNK_CUSTOMERS = 16_384;

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
 * and leaves the tables `predicciones` and `top_productos` in the engine of this machine. Uses the feature code that training used.
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
      into: await openPredictions(engine.local),
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

/** A model that has seen what came after the day it is to predict on is no use, and refused with kind `model`. */
export function refuseNewerModel({ trainedThrough }: TrainedModel, asOf: number): void {
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
  into: PredictionTables;
}

class ChunkPredictor {
  private readonly expectations = new Expectations();

  constructor(
    private readonly engine: Engine,
    private readonly options: ChunkOptions,
  ) {}

  async predictAll(): Promise<PredictionMetrics> {
    const { asOf, tables } = this.options;
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
    const { into, onStep, history } = this.options;
    const wanted = { featureRows, named: history.customers, range };
    for await (const predicted of predictRows(engine, this.options, wanted)) {
      this.expectations.add(predicted.dates);
      await appendPredictions(engine.local, into, predicted);
      onStep?.(predicted.rows.length);
    }
  }
}
