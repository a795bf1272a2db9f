import { breathe } from '../config/breath';
import type { Engine } from '../engine/engine';
import type { Relation } from '../engine/relation';
import { query } from '../engine/relation';
import { loadRows, rowsBetween } from '../features/dataset';
import type { BasketHistory } from '../products/baskets/basket-history';
import type { ShopBaskets } from '../products/baskets/shop-baskets';
import { loadBasketsOf } from '../products/baskets/shop-baskets';
import type { CustomerRange } from '../tables/some-customers';
import { ofRange } from '../tables/some-customers';
import type { FechaPredictor } from './fecha-predictor';
import type { PredictedRows } from './predicted-tables';
import type { ProductoPredictor, ProductSuggestion } from './producto-predictor';

/** Rows that are predicted, and handed on, at once. */
const BLOCK_ROWS = 4096;
/** Customers whose products are worked out without a breath: some tenths of a second. */
const SUGGESTED_AT_ONCE = 512;

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

/**
 * Predicts some customers from their rows and baskets, in the order of their numbers, a block at a time, with a breath now
 * and then.
 */
export async function* predictRows(
  engine: Engine,
  { dates, products, baskets, asOf, top }: Predictors,
  { featureRows, named, range }: RowsToPredict,
): AsyncGenerator<PredictedRows> {
  const rows = await loadRows(engine, featureRows);
  const own = await loadBasketsOf(engine, baskets, { rows: featureRows, range, members: rows.customer });
  const names = await namesOf(engine, ofRange(named, range), featureRows);
  for (let start = 0; start < rows.length; start += BLOCK_ROWS) {
    const end = Math.min(rows.length, start + BLOCK_ROWS);
    const block = rowsBetween(rows, start, end);
    yield {
      rows: block,
      dates: dates.predict(block),
      suggestions: await suggest({ products, top, own }, rows.customer.subarray(start, end)),
      customers: names.slice(start, end),
      asOf,
    };
  }
}

interface Suggesting {
  products: ProductoPredictor;
  top: number;
  own: BasketHistory;
}

async function suggest({ products, top, own }: Suggesting, customers: Int32Array): Promise<ProductSuggestion[][]> {
  const suggestions: ProductSuggestion[][] = [];
  for (let start = 0; start < customers.length; start += SUGGESTED_AT_ONCE) {
    await breathe();
    suggestions.push(...products.predict(customers.subarray(start, start + SUGGESTED_AT_ONCE), top, own));
  }
  return suggestions;
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
