import type { ProductMethodName } from '../../config/model-names';
import type { BasketHistory } from '../baskets/basket-history';
import type { BasketWeight } from './basket-profile';
import { addProfile, equalWeight } from './basket-profile';
import type { CustomerProfiles } from './customer-profiles';
import { buildProfiles, neighbourCandidates } from './customer-profiles';
import { NearestRows } from './nearest-rows';
import { emptyLists, fillWithPopular, rankBoard } from './ranked-lists';
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
          rankBoard(lists, row, scorer.score(baskets, customer[row]!, origin[row]!), popularity);
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

/** Scores of all products for one customer after another; the board belongs to the scorer. */
export class UpCfScorer {
  private readonly sets: CustomerProfiles;
  private readonly popularities: CustomerProfiles;
  private readonly common: Float64Array;
  /** |B|^(1 − α) of each candidate. */
  private readonly otherSize: Float64Array;
  private readonly nearest: NearestRows;
  private readonly bought: ScoreBoard;
  private readonly board: ScoreBoard;

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
    this.board = new ScoreBoard(history.products.length);
  }

  score(baskets: BasketHistory, customer: number, day: number): ScoreBoard {
    const { board, nearest, popularities, options } = this;
    this.findSimilar(baskets, customer, day);
    board.clear();
    addProfile(board, baskets, { customer, day, weight: recentShares(options.recency) });
    let total = 1;
    for (let n = 0; n < nearest.size; n++) {
      const row = nearest.picked[n]!;
      const weight = this.common[row]! ** options.locality;
      total += weight;
      const { rowStart, products, values } = popularities;
      board.addRow(products, values, { from: rowStart[row]!, to: rowStart[row + 1]!, factor: weight });
    }
    board.scale(1 / total);
    return board;
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
    for (let row = 0; row < common.length; row++) {
      if (common[row] === 0 || customers[row] === customer) continue;
      common[row] = common[row]! / (ownSize * otherSize[row]!);
      nearest.offer(row, common[row]!);
    }
  }
}
