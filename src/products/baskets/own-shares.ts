import type { BasketHistory } from './basket-history';
import { basketItems, basketsUntil } from './basket-history';
import type { Popularity } from './popularity';

/** Purchases that are recent: the latest of each customer. */
const RECENT_PURCHASES = 10;
/** The shop's share counts as much as so many purchases of the customer's own. */
const SHOP_PURCHASES = 2;

export interface OwnShares {
  /** Of all purchases up to the day, and of the latest, drawn towards the shop's share; one a product. */
  share: Float64Array;
  recentShare: Float64Array;
}

/** What share of a customer's purchases up to a day holds each of some products. */
export function ownShares(
  history: BasketHistory,
  { customer, day, products }: { customer: number; day: number; products: ArrayLike<number> },
  { baskets, total }: Popularity,
): OwnShares {
  const { from, to } = basketsUntil(history, customer, day);
  const recentFrom = Math.max(from, to - RECENT_PURCHASES);
  const counts = new Int32Array(products.length);
  const recent = new Int32Array(products.length);
  const placeOf = new Map(Array.from(products, (product, place) => [product, place]));
  for (let basket = from; basket < to; basket++) {
    for (const product of basketItems(history, basket)) {
      const place = placeOf.get(product);
      if (place === undefined) continue;
      counts[place]! += 1;
      if (basket >= recentFrom) recent[place]! += 1;
    }
  }
  const shares = (held: Int32Array, purchases: number) =>
    Float64Array.from(held, (count, place) => {
      const shop = total === 0 ? 0 : baskets[products[place]!]! / total;
      return (count + SHOP_PURCHASES * shop) / (purchases + SHOP_PURCHASES);
    });
  return { share: shares(counts, to - from), recentShare: shares(recent, to - recentFrom) };
}
