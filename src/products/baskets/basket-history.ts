import type { Engine } from '../../engine/engine';
import { query } from '../../engine/relation';
import type { BasketTables } from '../../tables/baskets';
import { baskets } from '../../tables/baskets';

/**
 * All customers' baskets in typed arrays. Customer c has the baskets `customerStart[c] … customerStart[c + 1] − 1`,
 * ascending by day; basket b has the products `basketStart[b] … basketStart[b + 1] − 1`, each once, ascending by id.
 */
export interface BasketHistory {
  /** Product names by id; ids follow the order of the names. */
  products: string[];
  customerStart: Int32Array;
  /** Epoch day of each basket. */
  basketDay: Int32Array;
  basketStart: Int32Array;
  /** Product ids of all baskets. */
  items: Int32Array;
}

/** Reads the baskets of all customers on the days of a history. */
export async function loadBasketHistory(engine: Engine, history: BasketTables): Promise<BasketHistory> {
  const { customers, products } = history;
  const names = await engine.columns(
    query({ products }, (_, t) => `SELECT producto FROM ${t.products} AS p ORDER BY product`),
  );
  const [counted] = await engine.rows<{ customers: number }>(
    query({ customers }, (_, t) => `SELECT count(*) AS customers FROM ${t.customers} AS c`),
  );
  const items = await engine.columns(baskets(history));
  return buildBasketHistory({
    products: names.strings('producto'),
    customers: counted!.customers,
    customer: items.ints('cliente'),
    day: items.ints('dia'),
    product: items.ints('product'),
  });
}

export interface BasketItems {
  products: string[];
  /** Number of customers, those without a line included. */
  customers: number;
  /** One entry a distinct (customer, day, product), ascending. */
  customer: Int32Array;
  day: Int32Array;
  product: Int32Array;
}

export function buildBasketHistory({ products, customers, customer, day, product }: BasketItems): BasketHistory {
  const customerStart = new Int32Array(customers + 1);
  const basketDay: number[] = [];
  const basketStart: number[] = [];
  for (let i = 0; i < product.length; i++) {
    if (i > 0 && customer[i] === customer[i - 1] && day[i] === day[i - 1]) continue;
    basketDay.push(day[i]!);
    basketStart.push(i);
    customerStart[customer[i]! + 1] = customerStart[customer[i]! + 1]! + 1;
  }
  basketStart.push(product.length);
  for (let c = 0; c < customers; c++) customerStart[c + 1] = customerStart[c + 1]! + customerStart[c]!;
  return {
    products,
    customerStart,
    basketDay: Int32Array.from(basketDay),
    basketStart: Int32Array.from(basketStart),
    items: product,
  };
}

/** The customer's baskets up to and including `day`: indices from … to − 1. */
export function basketsUntil(history: BasketHistory, customer: number, day: number): { from: number; to: number } {
  const from = history.customerStart[customer]!;
  let low = from;
  let high = history.customerStart[customer + 1]!;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (history.basketDay[middle]! <= day) low = middle + 1;
    else high = middle;
  }
  return { from, to: low };
}

/** Products of a basket. */
export function basketItems(history: BasketHistory, basket: number): Int32Array {
  return history.items.subarray(history.basketStart[basket]!, history.basketStart[basket + 1]!);
}

/** Number of products in a basket. */
export function basketSize(history: BasketHistory, basket: number): number {
  return history.basketStart[basket + 1]! - history.basketStart[basket]!;
}
