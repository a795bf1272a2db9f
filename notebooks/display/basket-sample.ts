import { shopSample } from '../../src/features/samples';
import type { Purchases } from '../../src/library/purchases';
import type { BasketHistory } from '../../src/products/baskets/basket-history';
import { openBaskets, withSample } from '../../src/products/baskets/shop-baskets';

/** The baskets that training learns from: those of all customers, of a very large shop those of some. */
export async function basketSample({ engine, history }: Purchases): Promise<BasketHistory> {
  const baskets = await withSample(engine, await openBaskets(engine, history), shopSample(history));
  return baskets.sample;
}
