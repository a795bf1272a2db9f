import type { HitChances } from '../evaluation/hit-chances';
import { hitChance } from '../evaluation/hit-chances';
import type { RankingNetwork } from '../models/ranking/ranking-network';
import type { BasketHistory } from '../products/baskets/basket-history';
import { ownShares } from '../products/baskets/own-shares';
import type { RankedLists } from '../products/methods/ranked-lists';
import { fillWithPopular, listOf } from '../products/methods/ranked-lists';
import type { Advisor, RecommendationContext } from '../products/methods/recommender';
import { reasonFor } from '../products/reasons';
import { findRecommender } from '../products/recommenders';

export interface ProductSuggestion {
  product: string;
  /** Descending within what the method chose, and again within what fills the list up. */
  score: number;
  /** That the customer's next purchase holds it; NaN where validation could not tell. */
  chance: number;
  /** Why, in a sentence for the shop. */
  reason: string;
}

export interface ProductoPredictorOptions {
  /** Name of the method that training chose, and the ranker it trained. */
  method: string;
  ranker: RankingNetwork | null;
  /** What validation learned of the method's hits; not given, no chance is told. */
  hitChances?: HitChances | null;
  /** What is known of the shop on the as-of date. */
  context: RecommendationContext;
}

interface AdvisedCustomer {
  customer: number;
  /** Among which the customer's are. */
  baskets: BasketHistory;
}

/** Predicts the products of the next purchase. With the ranker, needs readyBackend. */
export class ProductoPredictor {
  private readonly advise: Advisor;
  private readonly context: RecommendationContext;
  private readonly hitChances: HitChances | null;

  constructor({ method, ranker, hitChances = null, context }: ProductoPredictorOptions) {
    this.context = context;
    this.hitChances = hitChances;
    this.advise = findRecommender(method, ranker).on(context);
  }

  /**
   * The `top` products of each customer, best first and distinct; fewer only where the catalogue has fewer.
   *
   * @param baskets those of the customers; among those of the shop unless given
   */
  predict(
    customers: ArrayLike<number>,
    top: number,
    baskets: BasketHistory = this.context.history,
  ): ProductSuggestion[][] {
    const { day, popularity } = this.context;
    const cases = { customer: customers, origin: new Int32Array(customers.length).fill(day) };
    const lists = this.advise(cases, top, baskets);
    return Array.from({ length: lists.length }, (_, row) => {
      fillWithPopular(lists, row, popularity);
      return this.suggestions(lists, row, { customer: customers[row]!, baskets });
    });
  }

  private suggestions(lists: RankedLists, row: number, of: AdvisedCustomer): ProductSuggestion[] {
    const { customer, baskets } = of;
    const { day, popularity } = this.context;
    const products = listOf(lists, row);
    const chances = this.chances(products, of);
    return Array.from(products, (product, place) => ({
      product: baskets.products[product]!,
      score: lists.scores[row * lists.k + place]!,
      chance: chances[place]!,
      reason: reasonFor(baskets, {
        customer,
        product,
        day,
        filled: place >= lists.own[row]!,
        popularity: popularity.baskets[product]! / popularity.total,
      }),
    }));
  }

  /** NaN where the chance is not known. */
  private chances(products: Int32Array, { customer, baskets }: AdvisedCustomer): number[] {
    const { hitChances } = this;
    if (hitChances === null) return Array.from(products, () => Number.NaN);
    const { day, popularity } = this.context;
    const { share, recentShare } = ownShares(baskets, { customer, day, products }, popularity);
    return Array.from(
      products,
      (_, place) =>
        hitChance(hitChances, { rank: place + 1, share: share[place]!, recentShare: recentShare[place]! }) ??
        Number.NaN,
    );
  }
}
