import type { BasketHistory } from '../baskets/basket-history';
import { basketItems, basketsUntil } from '../baskets/basket-history';
import { emptyLists, fillWithPopular, rankBoard } from './ranked-lists';
import type { RecommendationContext, Recommender } from './recommender';
import { ScoreBoard } from './score-board';

/** Upper bounds of the bins of a product's share of the customer's baskets. */
const SHARES = [0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.65, 0.8, 1.01];
/** Upper bounds of the bins of elapsed ÷ own gap; products bought once have no gap and a bin of their own. */
const RATIOS = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 5, Number.POSITIVE_INFINITY];
const BINS = SHARES.length * (RATIOS.length + 1);
/** Latest purchases of each customer that the table is learned from. */
const REPLAYED = 5;
/** Products of a bin that stand behind its share as prior, at the plain share. */
const PRIOR = 20;

/** Chance that a product is in the next basket, by bin of share and of elapsed ÷ own gap. */
export type PeriodicityTable = Float64Array;

/**
 * Item periodicity, after the second-stage rankers of the Instacart competition (2017): a product is due when the days
 * since its last purchase reach its own mean gap for this customer. As a formula "share × due" loses to plain counts,
 * so the chance of each combination of share and dueness is counted in the shop's own past purchases.
 */
export const itemPeriodicity: Recommender = {
  name: 'item-periodicity',
  personal: true,
  on: (context) => {
    const table = learnPeriodicity(context);
    const { history, popularity } = context;
    const items = new OwnGaps(history.products.length);
    return ({ customer, origin }, k, baskets = history) => {
      const lists = emptyLists(customer.length, k);
      for (let row = 0; row < lists.length; row++) {
        const { from, to } = basketsUntil(baskets, customer[row]!, origin[row]!);
        items.collect(baskets, from, to);
        items.scoreInto(table, to - from, origin[row]!);
        rankBoard(lists, row, items.board, popularity);
        fillWithPopular(lists, row, popularity);
      }
      return lists;
    };
  },
};

/** Counts over each customer's latest purchases what was bought of what could have been, each seen from the day before. */
export function learnPeriodicity({ history, day }: RecommendationContext): PeriodicityTable {
  const bought = new Float64Array(BINS);
  const seen = new Float64Array(BINS);
  const shares = new Float64Array(BINS);
  const items = new OwnGaps(history.products.length);
  for (const customer of history.members) {
    const { from, to } = basketsUntil(history, customer, day);
    for (let next = Math.max(from + 1, to - REPLAYED); next < to; next++) {
      items.collect(history, from, next);
      const answer = new Set(basketItems(history, next));
      items.each(next - from, history.basketDay[next]! - 1, (product, bin, share) => {
        seen[bin]! += 1;
        shares[bin]! += share;
        if (answer.has(product)) bought[bin]! += 1;
      });
    }
  }
  return bought.map(
    (count, bin) => (count + PRIOR * (seen[bin]! > 0 ? shares[bin]! / seen[bin]! : 0)) / (seen[bin]! + PRIOR),
  );
}

/** A customer's products with count, first and last day. */
class OwnGaps {
  readonly board: ScoreBoard;
  private readonly count: ScoreBoard;
  private readonly firstDay: Int32Array;
  private readonly lastDay: Int32Array;

  constructor(products: number) {
    this.board = new ScoreBoard(products);
    this.count = new ScoreBoard(products);
    this.firstDay = new Int32Array(products);
    this.lastDay = new Int32Array(products);
  }

  collect(history: BasketHistory, from: number, to: number): void {
    const { count } = this;
    count.clear();
    for (let basket = from; basket < to; basket++) {
      for (let i = history.basketStart[basket]!; i < history.basketStart[basket + 1]!; i++) {
        const product = history.items[i]!;
        if (count.values[product] === 0) this.firstDay[product] = history.basketDay[basket]!;
        this.lastDay[product] = history.basketDay[basket]!;
        count.add(product, 1);
      }
    }
  }

  /** Visits the products with their bin on `day` and their share of the baskets. */
  each(baskets: number, day: number, visit: (product: number, bin: number, share: number) => void): void {
    for (let i = 0; i < this.count.size; i++) {
      const product = this.count.touched[i]!;
      const count = this.count.values[product]!;
      const gap = (this.lastDay[product]! - this.firstDay[product]!) / (count - 1);
      const ratio = count === 1 ? RATIOS.length : binOf(RATIOS, (day - this.lastDay[product]!) / gap);
      visit(product, binOf(SHARES, count / baskets) * (RATIOS.length + 1) + ratio, count / baskets);
    }
  }

  scoreInto(table: PeriodicityTable, baskets: number, day: number): void {
    this.board.clear();
    // the share decides among products of one bin
    this.each(baskets, day, (product, bin, share) => this.board.add(product, table[bin]! + share / 1000));
  }
}

function binOf(bounds: readonly number[], value: number): number {
  const bin = bounds.findIndex((bound) => value < bound);
  return bin === -1 ? bounds.length - 1 : bin;
}
