import type { ProductMethodName } from '../../config/model-names';
import type { BasketHistory } from '../baskets/basket-history';
import type { BasketWeight } from './basket-profile';
import { addProfile, equalWeight } from './basket-profile';
import type { CustomerProfiles } from './customer-profiles';
import { addRow, buildProfiles, neighbourCandidates } from './customer-profiles';
import { NearestRows } from './nearest-rows';
import { emptyLists, fillWithPopular, rankScores } from './ranked-lists';
import type { RecommendationContext, Recommender } from './recommender';
import { ScoreBoard } from './score-board';

export interface UpCfOptions {
  /** Latest baskets that make a customer's popularity, r of the paper. */
  recency: number;
  /** Locality q: similarities are raised to it. */
  locality: number;
  /** α: 0.5 is the cosine; below, one's own purchases weigh less than the other's. */
  alpha: number;
  /** Most similar other customers that take part; the paper sums over all, and the rest weighs next to nothing. */
  neighbours: number;
}

export const UP_CF_OPTIONS: UpCfOptions = { recency: 25, locality: 10, alpha: 0.25, neighbours: 300 };

/**
 * UP-CF@r (Faggioli, Polato & Aiolli, "Recency Aware Collaborative Filtering for Next Basket Recommendation",
 * UMAP 2020): user-wise popularity π(u, i) is the share of u's last r baskets with i (eq. 2); the score of i for u is
 * Σ_v w(u, v)^q π(v, i), u itself included with w = 1, where w is the asymmetric cosine of the sets of products
 * bought, |A ∩ B| ÷ (|A|^α |B|^(1 − α)) (eqs. 3–4). Scores are divided by Σ w^q, which changes no order.
 */
export const upCf: Recommender = upCfMethod('UP-CF@r', UP_CF_OPTIONS);

export function upCfMethod(name: ProductMethodName, options: UpCfOptions): Recommender {
  return {
    name,
    personal: true,
    on: (context) => {
      const scorer = new UpCfScorer(context, options);
      const { history, popularity } = context;
      return ({ customer, origin }, k, baskets = history) => {
        const lists = emptyLists(customer.length, k);
        for (let row = 0; row < lists.length; row++) {
          rankScores(lists, row, scorer.score(baskets, customer[row]!, origin[row]!), popularity);
          fillWithPopular(lists, row, popularity);
        }
        return lists;
      };
    },
  };
}

/** π(u, ·): shares of the last r baskets. */
export function recentShares(recency: number): BasketWeight {
  return (index, _age, baskets) => (index < recency ? 1 / Math.min(recency, baskets) : 0);
}

/** Scores of all products for one customer after another; they belong to the scorer. */
export class UpCfScorer {
  private readonly sets: CustomerProfiles;
  private readonly popularities: CustomerProfiles;
  private readonly common: Float64Array;
  /** |B|^(1 − α) of each candidate. */
  private readonly otherSize: Float64Array;
  private readonly nearest: NearestRows;
  private readonly bought: ScoreBoard;
  private readonly own: ScoreBoard;
  private readonly scores: Float64Array;

  constructor(
    { history, day }: RecommendationContext,
    private readonly options: UpCfOptions,
  ) {
    const customers = neighbourCandidates(history);
    this.sets = buildProfiles(history, { customers, day, weight: equalWeight });
    this.popularities = buildProfiles(history, { customers, day, weight: recentShares(options.recency) });
    this.common = new Float64Array(customers.length);
    const { rowStart } = this.sets;
    this.otherSize = this.common.map((_, row) => (rowStart[row + 1]! - rowStart[row]!) ** (1 - options.alpha));
    this.nearest = new NearestRows(options.neighbours);
    this.bought = new ScoreBoard(history.products.length);
    this.own = new ScoreBoard(history.products.length);
    this.scores = new Float64Array(history.products.length);
  }

  /** By product id; zero for a product that neither the customer nor a neighbour bought. */
  score(baskets: BasketHistory, customer: number, day: number): Float64Array {
    const { own, scores, nearest, popularities, options } = this;
    this.findSimilar(baskets, customer, day);
    own.clear();
    addProfile(own, baskets, { customer, day, weight: recentShares(options.recency) });
    scores.set(own.values);
    let total = 1;
    for (let n = 0; n < nearest.size; n++) {
      const row = nearest.picked[n]!;
      const weight = this.common[row]! ** options.locality;
      total += weight;
      addRow(scores, popularities, { row, factor: weight, places: popularities.products });
    }
    const scale = 1 / total;
    for (let product = 0; product < scores.length; product++) scores[product]! *= scale;
    return scores;
  }

  /** Leaves w(u, v) of every candidate in `common` and the most similar ones in `nearest`. */
  private findSimilar(baskets: BasketHistory, customer: number, day: number): void {
    const { bought, common, otherSize, nearest, options } = this;
    const { customers, productStart, rows } = this.sets;
    bought.clear();
    addProfile(bought, baskets, { customer, day, weight: equalWeight });
    common.fill(0);
    for (let t = 0; t < bought.size; t++) {
      const product = bought.touched[t]!;
      const end = productStart[product + 1]!;
      for (let i = productStart[product]!; i < end; i++) common[rows[i]!]! += 1;
    }
    nearest.reset();
    const ownSize = bought.size ** options.alpha;
    let { least } = nearest;
    for (let row = 0; row < common.length; row++) {
      if (common[row] === 0 || customers[row] === customer) continue;
      const similarity = common[row]! / (ownSize * otherSize[row]!);
      common[row] = similarity;
      if (similarity < least) continue;
      nearest.offer(row, similarity);
      ({ least } = nearest);
    }
  }
}
