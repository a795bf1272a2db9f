import type { Engine } from '../../src/engine/engine';
import { shopSample } from '../../src/features/samples';
import type { SampledBaskets } from '../../src/products/baskets/shop-baskets';
import { openBaskets, withSample } from '../../src/products/baskets/shop-baskets';
import type { PurchaseHistory } from '../../src/tables/shop';

/** The baskets of a history, with those that a run would learn from. */
export async function sampledShop(engine: Engine, history: PurchaseHistory): Promise<SampledBaskets> {
  return withSample(engine, await openBaskets(engine, history), shopSample(history));
}
