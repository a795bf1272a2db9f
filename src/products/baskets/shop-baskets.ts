import type { Engine } from '../../engine/engine';
import type { Query, Relation } from '../../engine/relation';
import { query } from '../../engine/relation';
import { shopSample } from '../../features/samples';
import { levelItems } from '../../tables/basket-items';
import { allBaskets, basketsWithProduct } from '../../tables/popularity';
import type { PurchaseHistory } from '../../tables/shop';
import type { CustomerRange } from '../../tables/some-customers';
import type { BasketHistory } from './basket-history';
import { buildBasketHistory } from './basket-history';
import type { Popularity } from './popularity';
import { popularityOf } from './popularity';

/** The baskets of all customers of a shop: they are in the engine, and read as far as they are needed. */
export interface ShopBaskets {
  /** Product names by id, at the level that is recommended; ids follow the order of the names. */
  products: string[];
  /** Number of customers, those without a line included. */
  customers: number;
  /** Like `basket_items`, of these products. */
  items: Relation;
  /** Like `purchase_days`. */
  days: Relation;
}

export async function openBaskets(
  engine: Engine,
  { customers, products, items, days }: Pick<PurchaseHistory, 'customers' | 'products' | 'items' | 'days'>,
): Promise<ShopBaskets> {
  const names = await engine.columns(
    query({ products }, (_, t) => `SELECT producto FROM ${t.products} AS p ORDER BY product`),
  );
  const [counted] = await engine.rows<{ customers: number }>(
    query({ customers }, (_, t) => `SELECT count(*) AS customers FROM ${t.customers} AS c`),
  );
  return { products: names.strings('producto'), customers: counted!.customers, items, days };
}

/** The same baskets with products replaced by their levels; a product without a level stays itself. */
export function atLevels(baskets: ShopBaskets, levels: ReadonlyMap<string, string>): ShopBaskets {
  const nameOf = baskets.products.map((name) => levels.get(name) ?? name);
  const products = [...new Set(nameOf)].sort();
  const idOf = new Map(products.map((name, id) => [name, id]));
  const target = Int32Array.from(nameOf, (name) => idOf.get(name)!);
  return { ...baskets, products, items: levelItems(baskets.items, target) };
}

/** The same, with those of some customers at hand: what is known of the shop is learned from them. */
export interface SampledBaskets extends ShopBaskets {
  sample: BasketHistory;
  /** Who they are: like `drawn_customers`. */
  drawn: Relation;
}

/** @param drawn like `drawn_customers` */
export async function withSample(engine: Engine, baskets: ShopBaskets, drawn: Relation): Promise<SampledBaskets> {
  return { ...baskets, drawn, sample: await loadDrawnBaskets(engine, baskets, drawn) };
}

/** The baskets of a history with those that a run learns from, no list of products applied. */
export async function sampledBaskets(engine: Engine, history: PurchaseHistory): Promise<SampledBaskets> {
  return withSample(engine, await openBaskets(engine, history), shopSample(history));
}

async function loadDrawnBaskets(engine: Engine, baskets: ShopBaskets, drawn: Relation): Promise<BasketHistory> {
  const { items } = baskets;
  const members = await engine.columns(
    query({ drawn }, (_, t) => `SELECT cliente FROM ${t.drawn} AS d ORDER BY cliente`),
  );
  return readBaskets(engine, baskets, { of: itemsOf(items, drawn), members: members.ints('cliente') });
}

/** The items of some customers, ascending. @param drawn like `drawn_customers` */
export function itemsOf(items: Relation, drawn: Relation): Query {
  return query(
    { items, drawn },
    (_, t) => `
    SELECT i.cliente, i.dia, i.product FROM ${t.items} AS i WHERE i.cliente IN (SELECT d.cliente FROM ${t.drawn} AS d)
    ORDER BY i.cliente, i.dia, i.product`,
  );
}

/**
 * The baskets of those of a range of customers who are in a table with a column `cliente`.
 *
 * @param members their numbers, ascending
 */
export function loadBasketsOf(
  engine: Engine,
  baskets: ShopBaskets,
  { rows, range: { from, to }, members }: { rows: Relation; range: CustomerRange; members: Int32Array },
): Promise<BasketHistory> {
  const { items } = baskets;
  const of = query(
    { items, rows },
    (_, t) => `
    SELECT i.cliente, i.dia, i.product FROM ${t.items} AS i
    WHERE i.cliente BETWEEN ${from} AND ${to} AND i.cliente IN (SELECT r.cliente FROM ${t.rows} AS r)
    ORDER BY i.cliente, i.dia, i.product`,
  );
  return readBaskets(engine, baskets, { of, members });
}

async function readBaskets(
  engine: Engine,
  { products, customers }: ShopBaskets,
  { of, members }: { of: Query; members: Int32Array },
): Promise<BasketHistory> {
  const items = await engine.columns(of);
  return buildBasketHistory({
    products,
    customers,
    members,
    customer: items.ints('cliente'),
    day: items.ints('dia'),
    product: items.ints('product'),
  });
}

/** How many baskets of all customers held each product up to `day` (epoch day). */
export async function loadPopularity(
  engine: Engine,
  { products, items, days }: ShopBaskets,
  day: number,
  excluded?: Uint8Array,
): Promise<Popularity> {
  const counts = await engine.columns(basketsWithProduct(items, day));
  const [all] = await engine.rows<{ baskets: number }>(allBaskets(days, day));
  const baskets = new Int32Array(products.length);
  const held = counts.ints('baskets');
  counts.ints('product').forEach((product, i) => {
    baskets[product] = held[i]!;
  });
  return popularityOf(baskets, all!.baskets, excluded);
}
