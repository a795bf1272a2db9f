import type { Engine } from '../engine/engine';
import type { Relation } from '../engine/relation';
import { customerRows } from '../tables/customer-rows';
import { countDrawn, drawnCustomers } from '../tables/drawn-customers';
import type { Population } from '../tables/eligible';
import type { PurchaseHistory } from '../tables/shop';
import { predictedRows } from '../tables/shop';

/**
 * Customers that a shop is known from, of those who came back: its favourites, its neighbours, what goes with what. More
 * move no figure of a product that is ever recommended by more than its own noise.
 */
const MOST_SHOP_CUSTOMERS = 20_000;
/** Customers that are drawn in all, so that a shop of one-off names is held in bounded memory. */
const MOST_CUSTOMERS = 20 * MOST_SHOP_CUSTOMERS;
/** Rows of customers and origins that are learned from or judged: whole customers are drawn for about as many. */
const MOST_ROWS = 400_000;

const SHOP_LIMITS = { returned: MOST_SHOP_CUSTOMERS, all: MOST_CUSTOMERS };

/** How many customers with two purchase days or more a figure stands on, of how many. */
export interface SampleSize {
  drawn: number;
  customers: number;
}

/** Customers whose baskets are learned from; all of a shop of MOST_SHOP_CUSTOMERS. */
export function shopSample(history: Pick<PurchaseHistory, 'customers' | 'days'>): Relation {
  return drawnCustomers(history, SHOP_LIMITS);
}

/** Origins (epoch days, ascending), and whose rows on them are learned from or judged. */
export interface SampledOrigins {
  origins: readonly number[];
  population: Population;
}

/** Customers whose rows on some origins are learned from or judged: always among those of `shopSample`. */
export function rowSample(history: PurchaseHistory, { origins, population }: SampledOrigins): Relation {
  const last = origins.at(-1);
  if (last === undefined) return shopSample(history);
  const { members } = predictedRows(history, last);
  const of = customerRows({ days: history.days, members }, origins, population);
  return drawnCustomers(history, { ...SHOP_LIMITS, rows: { of, most: MOST_ROWS } });
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

/** @param origins those that are learned from and judged; null of the latter where nothing is */
export async function samplesOf(
  engine: Engine,
  history: PurchaseHistory,
  origins: { learned: readonly number[]; judged: readonly number[] | null },
): Promise<Samples> {
  const size = (drawn: Relation) => sampleSize(engine, drawn, history.days);
  return {
    shop: await size(shopSample(history)),
    learned: await size(rowSample(history, { origins: origins.learned, population: 'everyone' })),
    judged:
      origins.judged === null
        ? null
        : await size(rowSample(history, { origins: origins.judged, population: 'recurrent' })),
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
