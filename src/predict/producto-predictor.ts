import type { HitChances } from '../evaluation/hit-chances';
import { hitChance } from '../evaluation/hit-chances';
import type { RankingNetwork } from '../models/ranking/ranking-network';
import type { BasketHistory } from '../products/baskets/basket-history';
import { ownShares } from '../products/baskets/own-shares';
import { popularityOn } from '../products/baskets/popularity';
import type { RankedLists } from '../products/methods/ranked-lists';
import { fillWithPopular, listOf } from '../products/methods/ranked-lists';
import type { RecommendationContext, Recommender } from '../products/methods/recommender';
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
  history: BasketHistory;
  /** As-of date, epoch day. */
  day: number;
  /** 1 for products never to be recommended, by product id. */
  excluded?: Uint8Array | undefined;
}

/** Predicts the products of the next purchase. With the ranker, needs readyBackend. */
export class ProductoPredictor {
  private readonly recommender: Recommender;
  private readonly context: RecommendationContext;
  private readonly hitChances: HitChances | null;

  constructor({ method, ranker, hitChances = null, history, day, excluded }: ProductoPredictorOptions) {
    this.recommender = findRecommender(method, ranker);
    this.hitChances = hitChances;
    this.context = { history, day, popularity: popularityOn(history, day, excluded) };
  }

  /** The `top` products of each customer, best first and distinct; fewer only where the catalogue has fewer. */
  predict(customers: ArrayLike<number>, top: number): ProductSuggestion[][] {
    const { day, popularity } = this.context;
    const cases = { customer: customers, origin: new Int32Array(customers.length).fill(day) };
    const lists = this.recommender.recommend(this.context, cases, top);
    return Array.from({ length: lists.length }, (_, row) => {
      fillWithPopular(lists, row, popularity);
      return this.suggestions(lists, row, customers[row]!);
    });
  }

  private suggestions(lists: RankedLists, row: number, customer: number): ProductSuggestion[] {
    const { history, day, popularity } = this.context;
    const products = listOf(lists, row);
    const chances = this.chances(products, customer);
    return Array.from(products, (product, place) => ({
      product: history.products[product]!,
      score: lists.scores[row * lists.k + place]!,
      chance: chances[place]!,
      reason: reasonFor(history, {
        customer,
        product,
        day,
        filled: place >= lists.own[row]!,
        popularity: popularity.baskets[product]! / popularity.total,
      }),
    }));
  }

  /** NaN where the chance is not known. */
  private chances(products: Int32Array, customer: number): number[] {
    const { hitChances } = this;
    if (hitChances === null) return Array.from(products, () => Number.NaN);
    const { history, day, popularity } = this.context;
    const { share, recentShare } = ownShares(history, { customer, day, products }, popularity);
    return Array.from(
      products,
      (_, place) =>
        hitChance(hitChances, { rank: place + 1, share: share[place]!, recentShare: recentShare[place]! }) ??
        Number.NaN,
    );
  }
}
