import type { BasketHistory } from './basket-history';

/** How many baskets of all customers held each product up to a day. */
export interface Popularity {
  /** Baskets with the product, by product id. */
  baskets: Int32Array;
  /** All baskets up to the day. */
  total: number;
  /** Product ids by popularity, most popular first, ties by id. Products never bought by then are left out. */
  ranking: Int32Array;
}

/** Counts baskets up to and including `day` (epoch day). */
export function popularityOn(history: BasketHistory, day: number): Popularity {
  const baskets = new Int32Array(history.products.length);
  let total = 0;
  for (let basket = 0; basket < history.basketDay.length; basket++) {
    if (history.basketDay[basket]! > day) continue;
    total++;
    for (let i = history.basketStart[basket]!; i < history.basketStart[basket + 1]!; i++) {
      baskets[history.items[i]!] = baskets[history.items[i]!]! + 1;
    }
  }
  const ranking = Int32Array.from(baskets.keys())
    .filter((product) => baskets[product]! > 0)
    .sort((a, b) => baskets[b]! - baskets[a]! || a - b);
  return { baskets, total, ranking };
}
