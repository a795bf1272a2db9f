import type { ProductMethodName } from '../../config/model-names';
import type { BasketHistory } from '../baskets/basket-history';
import type { Popularity } from '../baskets/popularity';
import type { RankedLists } from './ranked-lists';

/** What a recommender knows of the shop. Baskets after an as-of date are in `history` but must not be read. */
export interface RecommendationContext {
  /** Of the customers that are learned from. */
  history: BasketHistory;
  /** Day (epoch) up to which shop-wide figures are known; on or before the as-of date of every case. */
  day: number;
  popularity: Popularity;
}

/** Customers and the as-of dates on which they are advised, one entry a case. */
export interface RecommendationCases {
  customer: ArrayLike<number>;
  /** Epoch day; baskets up to it are history, the first one after it is the truth. */
  origin: ArrayLike<number>;
}

/**
 * The `k` best products of each case, one list a case, shorter where the method knows no more.
 *
 * @param baskets those of the customers who are advised; among those of the shop unless given
 */
export type Advisor = (cases: RecommendationCases, k: number, baskets?: BasketHistory) => RankedLists;

export interface Recommender {
  readonly name: ProductMethodName;
  /** Whether the customer's own history decides. */
  readonly personal: boolean;
  /** Prepares once what all customers share on a day. */
  on(context: RecommendationContext): Advisor;
}
