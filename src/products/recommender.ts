import type { BasketHistory } from './basket-history';
import type { Popularity } from './popularity';

/** What a recommender knows on an as-of date. */
export interface RecommendationContext {
  history: BasketHistory;
  /** As-of date, epoch day; later baskets are in `history` but must not be read. */
  day: number;
  popularity: Popularity;
}

export interface Recommendation {
  /** Product ids, best first, without repeats. */
  products: Int32Array;
  /** Descending within what is personal and within what is not. */
  scores: Float64Array;
  /** How many of the first ones come from the customer's own purchases; the rest are the shop's favourites. */
  personal: number;
}

export interface Recommender {
  readonly name: string;
  /** Whether the customer's own history decides. */
  readonly personal: boolean;
  /** The `k` best products for a customer, fewer where the method knows no more. */
  recommend(context: RecommendationContext, customer: number, k: number): Recommendation;
}
