import type { ProductMethodName } from '../../config/model-names';
import type { BasketHistory } from '../baskets/basket-history';
import type { Popularity } from '../baskets/popularity';
import type { RankedLists } from './ranked-lists';

/** What a recommender knows of the shop. Baskets after an as-of date are in `history` but must not be read. */
export interface RecommendationContext {
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

export interface Recommender {
  readonly name: ProductMethodName;
  /** Whether the customer's own history decides. */
  readonly personal: boolean;
  /**
   * The `k` best products of each case, one list a case, shorter where the method knows no more. Cases come in bulk,
   * so that what all customers share on this day is prepared once.
   */
  recommend(context: RecommendationContext, cases: RecommendationCases, k: number): RankedLists;
}
