import type { BasketHistory } from '../../src/products/baskets/basket-history';
import { buildBasketHistory } from '../../src/products/baskets/basket-history';
import { popularityOn } from '../../src/products/baskets/popularity';
import type { RankedLists } from '../../src/products/methods/ranked-lists';
import { listOf } from '../../src/products/methods/ranked-lists';
import type { RecommendationContext, Recommender } from '../../src/products/methods/recommender';

/** A basket as [customer, day, product ids …]. */
export type Basket = readonly number[];

/** Baskets ascending by customer and day, product ids ascending; p0, p1 … unless the products have names. */
export function history(baskets: readonly Basket[], products: number | readonly string[] = 10): BasketHistory {
  const rows = baskets.flatMap(([customer, day, ...items]) => items.map((item) => [customer!, day!, item] as const));
  return buildBasketHistory({
    products: typeof products === 'number' ? Array.from({ length: products }, (_, i) => `p${i}`) : [...products],
    customers: Math.max(-1, ...baskets.map(([customer]) => customer!)) + 1,
    customer: Int32Array.from(rows, ([customer]) => customer),
    day: Int32Array.from(rows, ([, day]) => day),
    product: Int32Array.from(rows, ([, , product]) => product),
  });
}

export function contextOn(known: BasketHistory, day: number, excluded?: Uint8Array): RecommendationContext {
  return { history: known, day, popularity: popularityOn(known, day, excluded) };
}

/** One customer's list on the context's day. */
export function advise(
  method: Recommender,
  context: RecommendationContext,
  { customer, k }: { customer: number; k: number },
): { products: number[]; scores: number[]; own: number; lists: RankedLists } {
  const lists = method.on(context)({ customer: [customer], origin: [context.day] }, k);
  const products = Array.from(listOf(lists, 0));
  return { products, scores: Array.from(lists.scores.subarray(0, products.length)), own: lists.own[0]!, lists };
}
