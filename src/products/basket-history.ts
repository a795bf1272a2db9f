import type { Engine } from '../engine/engine';

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

/**
 * Reads the baskets of every customer of `customers` on the days of `purchase_days` from `lines`. A product bought on
 * several lines of a day counts once.
 */
export async function loadBasketHistory(engine: Engine): Promise<BasketHistory> {
  await engine.run(`
    CREATE OR REPLACE TABLE products AS
    SELECT CAST(row_number() OVER (ORDER BY producto) - 1 AS INTEGER) AS product, producto
    FROM (SELECT DISTINCT producto FROM lines) AS names`);
  const names = await engine.columns('SELECT producto FROM products ORDER BY product');
  const [counted] = await engine.rows<{ customers: number }>('SELECT count(*) AS customers FROM customers');
  const items = await engine.columns(`
    -- a row: a product in a customer's basket of a day
    SELECT DISTINCT c.cliente, d.dia, p.product
    FROM lines AS l
    JOIN customers AS c ON c.usuario = l.usuario
    JOIN purchase_days AS d ON d.cliente = c.cliente AND d.dia = ${engine.dialect.epochDay('l.fecha')}
    JOIN products AS p ON p.producto = l.producto
    ORDER BY c.cliente, d.dia, p.product`);
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
