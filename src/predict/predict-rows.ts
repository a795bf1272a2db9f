import type { Engine } from '../engine/engine';
import type { Relation } from '../engine/relation';
import { query } from '../engine/relation';
import { loadRows } from '../features/dataset';
import type { ShopBaskets } from '../products/baskets/shop-baskets';
import { loadBasketsOf } from '../products/baskets/shop-baskets';
import type { CustomerRange } from '../tables/some-customers';
import { ofRange } from '../tables/some-customers';
import type { FechaPredictor } from './fecha-predictor';
import type { PredictedRows } from './predicted-tables';
import type { ProductoPredictor } from './producto-predictor';

/** What predicts, on one as-of date. */
export interface Predictors {
  dates: FechaPredictor;
  products: ProductoPredictor;
  baskets: ShopBaskets;
  /** Epoch day. */
  asOf: number;
  top: number;
}

/** Who is predicted. */
export interface RowsToPredict {
  /** Like `feature_rows`, of one origin. */
  featureRows: Relation;
  /** Names of these customers, and of others, by number. */
  named: Relation;
  /** They are all within it. */
  range: CustomerRange;
}

/** Predicts some customers from their rows and baskets, in the order of their numbers. */
export async function predictRows(
  engine: Engine,
  { dates, products, baskets, asOf, top }: Predictors,
  { featureRows, named, range }: RowsToPredict,
): Promise<PredictedRows> {
  const rows = await loadRows(engine, featureRows);
  const own = await loadBasketsOf(engine, baskets, { rows: featureRows, range, members: rows.customer });
  return {
    rows,
    dates: dates.predict(rows),
    suggestions: products.predict(rows.customer, top, own),
    customers: await namesOf(engine, ofRange(named, range), featureRows),
    asOf,
  };
}

/** Names of the customers of some rows, in their order. */
async function namesOf(engine: Engine, named: Relation, rows: Relation): Promise<string[]> {
  const table = await engine.columns(
    query(
      { named, rows },
      (_, t) => `SELECT c.usuario FROM ${t.named} AS c JOIN ${t.rows} AS r ON r.cliente = c.cliente ORDER BY c.cliente`,
    ),
  );
  return table.strings('usuario');
}
