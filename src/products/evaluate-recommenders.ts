import { bootstrapMean } from '../evaluation/bootstrap';
import type { ProductMethodMetrics } from '../evaluation/metrics-schema';
import { scoreRanking } from '../evaluation/ranking';
import type { BasketHistory } from './basket-history';
import { basketItems, basketsUntil } from './basket-history';
import type { Popularity } from './popularity';
import { popularityOn } from './popularity';
import type { Recommender } from './recommender';

/** Lists are judged at k = 1 … DEPTH. */
export const DEPTH = 10;

/** A customer on an origin; cases are ordered by origin. */
export interface RecommendationCases {
  customer: ArrayLike<number>;
  /** Epoch day; baskets up to it are history, the first one after it is the truth. */
  origin: ArrayLike<number>;
}

/** Quality of one method, case by case. */
export interface RecommenderScores {
  name: string;
  personal: boolean;
  customers: Int32Array;
  /** [cases × DEPTH], row-major. */
  hit: Float64Array;
  recall: Float64Array;
  ndcg: Float64Array;
}

/** Scores every method on the cases whose customer bought again before the data end; the same cases for all. */
export function scoreRecommenders(
  history: BasketHistory,
  recommenders: readonly Recommender[],
  cases: RecommendationCases,
): RecommenderScores[] {
  const answered = answeredCases(history, cases);
  const scores = recommenders.map(({ name, personal }) => emptyScores(name, personal, answered.length));
  let popularity: Popularity | undefined;
  let day = Number.NaN;
  answered.forEach(({ customer, origin, next }, index) => {
    if (origin !== day) {
      day = origin;
      popularity = popularityOn(history, day);
    }
    const truth = new Set(basketItems(history, next));
    recommenders.forEach((recommender, method) => {
      const context = { history, day, popularity: popularity! };
      const { products } = recommender.recommend(context, customer, DEPTH);
      const { hit, recall, ndcg } = scoreRanking(products, truth, DEPTH);
      const target = scores[method]!;
      target.customers[index] = customer;
      target.hit.set(hit, index * DEPTH);
      target.recall.set(recall, index * DEPTH);
      target.ndcg.set(ndcg, index * DEPTH);
    });
  });
  return scores;
}

function answeredCases(history: BasketHistory, { customer, origin }: RecommendationCases) {
  const answered: { customer: number; origin: number; next: number }[] = [];
  for (let i = 0; i < customer.length; i++) {
    const { to } = basketsUntil(history, customer[i]!, origin[i]!);
    if (to < history.customerStart[customer[i]! + 1]!) {
      answered.push({ customer: customer[i]!, origin: origin[i]!, next: to });
    }
  }
  return answered;
}

function emptyScores(name: string, personal: boolean, cases: number): RecommenderScores {
  const matrix = () => new Float64Array(cases * DEPTH);
  return { name, personal, customers: new Int32Array(cases), hit: matrix(), recall: matrix(), ndcg: matrix() };
}

/** One column of a scores matrix: the figure at this k, case by case. */
export function atK(matrix: Float64Array, k: number): Float64Array {
  return Float64Array.from({ length: matrix.length / DEPTH }, (_, i) => matrix[i * DEPTH + k - 1]!);
}

export interface SummaryOptions {
  /** List length the headline figure is about. */
  top: number;
  seed: number;
  chosen: boolean;
}

/** The figures of metrics.json for one method. */
export function summariseRecommender(scores: RecommenderScores, options: SummaryOptions): ProductMethodMetrics {
  const cases = scores.customers.length;
  const hits = atK(scores.hit, Math.min(options.top, DEPTH));
  const means = (matrix: Float64Array) =>
    cases === 0 ? [] : Array.from({ length: DEPTH }, (_, k) => atK(matrix, k + 1).reduce((a, b) => a + b, 0) / cases);
  return {
    name: scores.name,
    chosen: options.chosen,
    personal: scores.personal,
    cases,
    hits: hits.reduce((a, b) => a + b, 0),
    hitAtTop: cases === 0 ? null : bootstrapMean(hits, scores.customers, { seed: options.seed }),
    hitRate: means(scores.hit),
    recall: means(scores.recall),
    ndcg: means(scores.ndcg),
  };
}
