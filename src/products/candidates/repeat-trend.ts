import type { BasketHistory } from '../baskets/basket-history';
import { basketsUntil } from '../baskets/basket-history';
import { ScoreBoard } from '../methods/score-board';

/** Days over which the trend is counted. */
const TREND_DAYS = 28;
/** Expected purchases of prior that steady the trend of rare products. */
const PRIOR = 5;

/**
 * Log of how often each product was bought again in the last 28 days ÷ how often its buyers' earlier habits, the share
 * of each one's baskets until then, let expect: above zero for a season's products, below for those going out of use.
 */
export function repeatTrendOn(history: BasketHistory, day: number): Float32Array {
  const expected = new Float64Array(history.products.length).fill(PRIOR);
  const observed = new Float64Array(history.products.length).fill(PRIOR);
  const counts = new ScoreBoard(history.products.length);
  for (const customer of history.members) {
    const { from, to } = basketsUntil(history, customer, day);
    const recent = Math.max(from + 1, basketsUntil(history, customer, day - TREND_DAYS).to);
    if (recent >= to) continue;
    for (let basket = from; basket < to; basket++) {
      if (basket >= recent) {
        for (let i = 0; i < counts.size; i++) {
          const product = counts.touched[i]!;
          expected[product]! += counts.values[product]! / (basket - from);
        }
      }
      for (let i = history.basketStart[basket]!; i < history.basketStart[basket + 1]!; i++) {
        const product = history.items[i]!;
        if (basket >= recent && counts.values[product]! > 0) observed[product]! += 1;
        counts.add(product, 1);
      }
    }
    counts.clear();
  }
  return Float32Array.from(observed, (count, product) => Math.log(count / expected[product]!));
}
