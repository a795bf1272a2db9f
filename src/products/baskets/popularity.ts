import type { BasketHistory } from './basket-history';

/** How many baskets of all customers held each product up to a day. */
export interface Popularity {
  /** Baskets with the product, by product id. */
  baskets: Int32Array;
  /** All baskets up to the day. */
  total: number;
  /** Product ids by popularity, most popular first, ties by id; without excluded products and those never bought. */
  ranking: Int32Array;
  /**
   * Place of each product in the order that breaks ties, by product id: popularity, then id. An excluded product has
   * the place −1 and is never recommended.
   */
  place: Int32Array;
}

/**
 * Counts baskets up to and including `day` (epoch day).
 *
 * @param excluded 1 for products that must never be recommended, by product id
 */
export function popularityOn(history: BasketHistory, day: number, excluded?: Uint8Array): Popularity {
  const baskets = new Int32Array(history.products.length);
  let total = 0;
  for (let basket = 0; basket < history.basketDay.length; basket++) {
    if (history.basketDay[basket]! > day) continue;
    total++;
    for (let i = history.basketStart[basket]!; i < history.basketStart[basket + 1]!; i++) {
      baskets[history.items[i]!] = baskets[history.items[i]!]! + 1;
    }
  }
  return popularityOf(baskets, total, excluded);
}

/** @param baskets with each product, by product id */
export function popularityOf(baskets: Int32Array, total: number, excluded?: Uint8Array): Popularity {
  return { baskets, total, ...rankProducts(baskets, excluded) };
}

function rankProducts(baskets: Int32Array, excluded: Uint8Array | undefined) {
  // one number that sorts by popularity, then by id: without a comparator the sort is native
  const keys = Float64Array.from(baskets, (count, product) => product - count * baskets.length).sort();
  const order = Int32Array.from(keys, (key) => ((key % baskets.length) + baskets.length) % baskets.length);
  const allowed = excluded === undefined ? order : order.filter((product) => excluded[product] !== 1);
  const place = new Int32Array(baskets.length).fill(-1);
  allowed.forEach((product, position) => {
    place[product] = position;
  });
  return { ranking: allowed.filter((product) => baskets[product]! > 0), place };
}
