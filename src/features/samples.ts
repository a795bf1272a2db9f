import type { Engine } from '../engine/engine';
import type { Relation } from '../engine/relation';
import { countDrawn, drawnCustomers } from '../tables/drawn-customers';
import type { PurchaseHistory } from '../tables/shop';

/**
 * Customers that a shop is known from, of those who came back: its favourites, its neighbours, what goes with what. More
 * move no figure of a product that is ever recommended by more than its own noise.
 */
const MOST_SHOP_CUSTOMERS = 20_000;
/** Rows of customers and origins that are learned from or judged: whole customers are drawn for about as many. */
const MOST_ROWS = 400_000;

/** How many customers with two purchase days or more a figure stands on, of how many. */
export interface SampleSize {
  drawn: number;
  customers: number;
}

/** Customers whose baskets are learned from; all of a shop of MOST_SHOP_CUSTOMERS. */
export function shopSample(history: Pick<PurchaseHistory, 'customers' | 'days'>): Relation {
  return drawnCustomers(history, MOST_SHOP_CUSTOMERS);
}

/** Customers whose rows on so many origins are learned from or judged: always among those of `shopSample`. */
export function rowSample(history: Pick<PurchaseHistory, 'customers' | 'days'>, origins: number): Relation {
  return drawnCustomers(history, Math.min(MOST_SHOP_CUSTOMERS, Math.ceil(MOST_ROWS / origins)));
}

/** What of the customers the figures of a run stand on. */
export interface Samples {
  /** Whose baskets the products are learned from. */
  shop: SampleSize;
  /** Whose rows the date models learn from. */
  learned: SampleSize;
  /** Whose rows the choices and the figures stand on; null where nothing was judged. */
  judged: SampleSize | null;
}

/** @param origins numbers of origins that are learned from and judged; none of the latter where nothing is */
export async function samplesOf(
  engine: Engine,
  history: Pick<PurchaseHistory, 'customers' | 'days'>,
  origins: { learned: number; judged: number | null },
): Promise<Samples> {
  const size = (drawn: Relation) => sampleSize(engine, drawn, history.days);
  return {
    shop: await size(shopSample(history)),
    learned: await size(rowSample(history, origins.learned)),
    judged: origins.judged === null ? null : await size(rowSample(history, origins.judged)),
  };
}

/** Whether anybody was left out. */
export function isDrawn({ shop, learned, judged }: Samples): boolean {
  return [shop, learned, judged].some((size) => size !== null && size.drawn < size.customers);
}

export async function sampleSize(engine: Engine, drawn: Relation, days: Relation): Promise<SampleSize> {
  const [counted] = await engine.rows<{ drawn: number; customers: number }>(countDrawn(drawn, days));
  return counted!;
}
