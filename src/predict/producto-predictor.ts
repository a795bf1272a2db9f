import type { BasketHistory } from '../products/basket-history';
import { basketsUntil } from '../products/basket-history';
import { popularityOn } from '../products/popularity';
import type { RecommendationContext, Recommender } from '../products/recommender';
import { findRecommender } from '../products/recommenders';

export interface ProductSuggestion {
  product: string;
  score: number;
  /** Why, in a sentence for the shop. */
  reason: string;
}

/** Predicts the products of the next purchase with the method that training chose. */
export class ProductoPredictor {
  private readonly recommender: Recommender;
  private readonly context: RecommendationContext;

  /** @param day as-of date, epoch day */
  constructor(method: string, history: BasketHistory, day: number) {
    this.recommender = findRecommender(method);
    this.context = { history, day, popularity: popularityOn(history, day) };
  }

  /** The `top` products for a customer, best first and distinct; fewer only where the catalogue has fewer. */
  predict(customer: number, top: number): ProductSuggestion[] {
    const { products, scores, personal } = this.recommender.recommend(this.context, customer, top);
    const { from, to } = basketsUntil(this.context.history, customer, this.context.day);
    return Array.from(products, (product, rank) => ({
      product: this.context.history.products[product]!,
      score: scores[rank]!,
      reason:
        rank < personal
          ? `lo lleva en ${Math.round(scores[rank]! * (to - from))} de sus ${to - from} compras`
          : `de los más vendidos: en ${Math.round(scores[rank]! * 1000) / 10} % de las compras de la tienda`,
    }));
  }
}
