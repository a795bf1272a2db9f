import { seededRandom } from '../../src/evaluation/statistics/random-source';
import type { BasketHistory } from '../../src/products/baskets/basket-history';

export interface BasketShape {
  customers: number;
  products: number;
  /** Distinct (customer, day, product). */
  items: number;
  days: number;
  seed: number;
}

/** The shape of a real supermarket's quarter. */
export const QUARTER: BasketShape = { customers: 200_000, products: 17_000, items: 8_900_000, days: 89, seed: 42 };

/** Products in a basket, on average. */
const MEAN_BASKET = 7;
/** Share of a basket that comes from the customer's own favourites, and how many each has. */
const OWN_SHARE = 0.6;
const FAVOURITES = 12;

/** Baskets in which customers mix favourites of their own with the shop's best sellers. */
export function generateBaskets({ customers, products, items, days, seed }: BasketShape): BasketHistory {
  const random = seededRandom(seed);
  const popular = () => Math.floor(random() ** 3 * products);
  const perCustomer = items / customers / MEAN_BASKET;
  const customerStart = new Int32Array(customers + 1);
  const baskets = { day: [] as number[], start: [0] };
  const content = new Int32Array(items);
  let size = 0;
  for (let customer = 0; customer < customers; customer++) {
    const favourites = Array.from({ length: FAVOURITES }, popular);
    const count = Math.max(1, Math.round(perCustomer * (0.2 + 1.6 * random())));
    for (const day of distinctDays(count, days, random)) {
      const basket = new Set<number>();
      const wanted = 1 + Math.floor(random() * (2 * MEAN_BASKET - 1));
      for (let i = 0; i < wanted; i++) {
        basket.add(random() < OWN_SHARE ? favourites[Math.floor(random() ** 2 * FAVOURITES)]! : popular());
      }
      if (size + basket.size > items) break;
      content.set(Int32Array.from(basket).sort(), size);
      size += basket.size;
      baskets.day.push(day);
      baskets.start.push(size);
    }
    customerStart[customer + 1] = baskets.day.length;
  }
  return {
    products: Array.from({ length: products }, (_, product) => `PROD-${product}`),
    members: Int32Array.from({ length: customerStart.length - 1 }, (_, customer) => customer),
    customerStart,
    basketDay: Int32Array.from(baskets.day),
    basketStart: Int32Array.from(baskets.start),
    items: content.subarray(0, size),
  };
}

function distinctDays(count: number, days: number, random: () => number): number[] {
  const chosen = new Set<number>();
  while (chosen.size < Math.min(count, days)) chosen.add(Math.floor(random() * days));
  return [...chosen].sort((a, b) => a - b);
}
