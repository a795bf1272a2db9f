import { basketsUntil } from './basket-history';
import type { Recommendation, RecommendationContext, Recommender } from './recommender';

/** G-TopFreq: the shop's most popular products, the same for everybody. Scores are shares of all baskets. */
export const globalTopFrequency: Recommender = {
  name: 'G-TopFreq',
  personal: false,
  recommend: ({ popularity }, _customer, k) => {
    const products = popularity.ranking.slice(0, k);
    return { products, scores: shares(products, popularity.baskets, popularity.total), personal: 0 };
  },
};

/** P-TopFreq: the products in most of the customer's own baskets; ties by global popularity, then by id. */
export const personalTopFrequency: Recommender = {
  name: 'P-TopFreq',
  personal: true,
  recommend: (context, customer, k) => personalTop(context, customer, k),
};

/** GP-TopFreq: P-TopFreq, filled up from G-TopFreq where the customer knows fewer than `k` products. */
export const filledTopFrequency: Recommender = {
  name: 'GP-TopFreq',
  personal: true,
  recommend: (context, customer, k) => fill(personalTop(context, customer, k), context, k),
};

/** Scores are shares of the customer's baskets up to the as-of date. */
function personalTop({ history, popularity, day }: RecommendationContext, customer: number, k: number): Recommendation {
  const { from, to } = basketsUntil(history, customer, day);
  const counts = new Map<number, number>();
  for (let i = history.basketStart[from]!; i < history.basketStart[to]!; i++) {
    const product = history.items[i]!;
    counts.set(product, (counts.get(product) ?? 0) + 1);
  }
  const ranked = [...counts]
    .sort(([a, x], [b, y]) => y - x || popularity.baskets[b]! - popularity.baskets[a]! || a - b)
    .slice(0, k);
  return {
    products: Int32Array.from(ranked, ([product]) => product),
    scores: Float64Array.from(ranked, ([, count]) => count / (to - from)),
    personal: ranked.length,
  };
}

function fill(own: Recommendation, { popularity }: RecommendationContext, k: number): Recommendation {
  const known = new Set(own.products);
  const more: number[] = [];
  for (let rank = 0; rank < popularity.ranking.length && own.products.length + more.length < k; rank++) {
    const product = popularity.ranking[rank]!;
    if (!known.has(product)) more.push(product);
  }
  return {
    products: Int32Array.from([...own.products, ...more]),
    scores: Float64Array.from([...own.scores, ...shares(more, popularity.baskets, popularity.total)]),
    personal: own.products.length,
  };
}

function shares(products: ArrayLike<number>, counts: Int32Array, total: number): Float64Array {
  return Float64Array.from(products, (product) => counts[product]! / total);
}
