import { shopSample } from '../features/samples';
import type { SampledBaskets } from '../products/baskets/shop-baskets';
import { openBaskets, withSample } from '../products/baskets/shop-baskets';
import type { PurchaseHistory } from '../tables/shop';
import type { JobContext } from './context/job-context';
import type { LoadedData } from './lines/load-data';
import type { ProductLists } from './product-lists';
import { applyProductLists } from './product-lists';

/** What dates and products are predicted from. */
export interface ShopOfRun {
  history: PurchaseHistory;
  baskets: SampledBaskets;
  /** 1 for products never to be recommended, by product id. */
  excluded: Uint8Array | undefined;
}

/** The shop of a history, with the lists applied; its customers, days and baskets stay for all that follows. */
export async function openShop(
  { progress }: JobContext,
  { engine }: LoadedData,
  { history, lists }: { history: PurchaseHistory; lists: ProductLists },
): Promise<ShopOfRun> {
  for (const table of [history.customers, history.items, history.days]) await engine.tables.keep(table);
  const { baskets, excluded } = applyProductLists(await openBaskets(engine, history), lists, progress);
  await engine.tables.keep(baskets.items);
  return { history, baskets: await withSample(engine, baskets, shopSample(history)), excluded };
}
