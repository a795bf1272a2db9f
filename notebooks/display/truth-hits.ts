import type { Engine } from '../../src/engine/engine';
import type { BasketHistory } from '../../src/products/baskets/basket-history';
import { basketItems, basketsUntil } from '../../src/products/baskets/basket-history';
import { popularityOn } from '../../src/products/baskets/popularity';
import type { AnsweredCases } from '../../src/products/methods/answered-cases';
import { shopDays, sliceCases } from '../../src/products/methods/answered-cases';
import { listOf } from '../../src/products/methods/ranked-lists';
import type { RecommendationContext } from '../../src/products/methods/recommender';
import { findRecommender } from '../../src/products/recommenders';
import type { ProductTest } from '../../src/training/choose-products';

export interface TruthHitOptions {
  /** Names of the methods that are looked at. */
  methods: readonly string[];
  /** Length of the lists. */
  length: number;
}

/**
 * Builds `truth_hits(caso, metodo, cliente, compras, comprados, producto, conocido, popularidad, puesto)`: a row per
 * test case, method and product of the purchase that came. `compras` are the customer's purchases before, `comprados`
 * the products of this one, `conocido` 1 where the customer had bought the product before, `popularidad` the share of
 * all baskets until then that hold it, `puesto` its place in the recommended list, 0 where it is not in it.
 */
export async function buildTruthHits(
  engine: Engine,
  history: BasketHistory,
  { cases, ranker }: ProductTest,
  { methods, length }: TruthHitOptions,
): Promise<void> {
  const rows: TruthRow[] = [];
  for (const { day, from, to } of shopDays(cases)) {
    const context = { history, day, popularity: popularityOn(history, day) };
    for (const method of methods) {
      const lists = findRecommender(method, ranker).on(context)(sliceCases(cases, from, to), length);
      for (let row = from; row < to; row++) {
        rows.push(...truthRows(context, cases, { row, method, list: listOf(lists, row - from) }));
      }
    }
  }
  await writeRows(engine, rows);
}

interface TruthRow {
  caso: number;
  metodo: string;
  cliente: number;
  compras: number;
  comprados: number;
  producto: string;
  conocido: number;
  popularidad: number;
  puesto: number;
}

interface ListOfCase {
  row: number;
  method: string;
  list: Int32Array;
}

function truthRows(
  { history, popularity }: RecommendationContext,
  { customer, origin, next }: AnsweredCases,
  { row, method, list }: ListOfCase,
): TruthRow[] {
  const past = basketsUntil(history, customer[row] as number, origin[row] as number);
  const known = new Set(history.items.subarray(history.basketStart[past.from], history.basketStart[past.to]));
  const truth = basketItems(history, next[row] as number);
  return Array.from(truth, (product) => ({
    caso: row,
    metodo: method,
    cliente: customer[row] as number,
    compras: past.to - past.from,
    comprados: truth.length,
    producto: history.products[product] as string,
    conocido: known.has(product) ? 1 : 0,
    popularidad: (popularity.baskets[product] as number) / popularity.total,
    puesto: list.indexOf(product) + 1,
  }));
}

function writeRows(engine: Engine, rows: readonly TruthRow[]): Promise<void> {
  const ints = (name: 'caso' | 'cliente' | 'compras' | 'comprados' | 'conocido' | 'puesto') => ({
    type: 'INTEGER' as const,
    values: rows.map((row) => row[name]),
  });
  return engine.createTable('truth_hits', {
    caso: ints('caso'),
    metodo: { type: 'VARCHAR', values: rows.map(({ metodo }) => metodo) },
    cliente: ints('cliente'),
    compras: ints('compras'),
    comprados: ints('comprados'),
    producto: { type: 'VARCHAR', values: rows.map(({ producto }) => producto) },
    conocido: ints('conocido'),
    popularidad: { type: 'DOUBLE', values: rows.map(({ popularidad }) => popularidad) },
    puesto: ints('puesto'),
  });
}
