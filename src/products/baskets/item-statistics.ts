import { weekdayOf } from '../../config/calendar';
import type { BasketHistory } from './basket-history';
import { basketSize, basketsUntil } from './basket-history';

/** Figures kept of each product, side by side in memory: one pass over all baskets touches them all. */
export const STATISTIC = {
  /** Baskets with the product: ever, on the last 28 days, on the last 7. */
  baskets: 0,
  baskets28: 1,
  baskets7: 2,
  /** Customers who bought it. */
  buyers: 3,
  /** Baskets with it that were followed by another of the customer, and those followed by one that holds it again. */
  followed: 4,
  repeated: 5,
  /** Sum over its baskets of their number of products. */
  sizes: 6,
  /** Sum over its buyers of the share of their baskets that hold it. */
  buyerShares: 7,
  /** Sum of the days between a customer's consecutive purchases of it, and the number of such gaps. */
  gapDays: 8,
  gaps: 9,
  /** Sum over its buyers of their mean number of products in a basket. */
  buyerSizes: 10,
  /** Baskets with it on Mondays; the other days of the week follow. */
  onMonday: 11,
} as const;
const WIDTH = 18;

/** What all customers' baskets up to a day say of each product. */
export interface ItemStatistics {
  /** [products × width], row-major, columns as in STATISTIC. */
  values: Float64Array;
  width: number;
  /** The same counts over all baskets, whatever they hold. */
  total: { baskets: number; baskets28: number; baskets7: number; onWeekday: Float64Array; sizes: number };
}

export function itemStatisticsOn(history: BasketHistory, day: number): ItemStatistics {
  const products = history.products.length;
  const statistics = {
    values: new Float64Array(products * WIDTH),
    width: WIDTH,
    total: { baskets: 0, baskets28: 0, baskets7: 0, onWeekday: new Float64Array(7), sizes: 0 },
  };
  const lastBasket = new Int32Array(products).fill(-1);
  for (const customer of history.members) {
    const { from, to } = basketsUntil(history, customer, day);
    const meanSize = (history.basketStart[to]! - history.basketStart[from]!) / Math.max(1, to - from);
    for (let basket = from; basket < to; basket++) {
      addBasket(statistics, history, { basket, from, to, meanSize, day, lastBasket });
    }
  }
  return statistics;
}

interface BasketInTurn {
  basket: number;
  /** The customer's baskets by the day: from … to − 1. */
  from: number;
  to: number;
  /** Mean number of products in them. */
  meanSize: number;
  day: number;
  /** Latest basket seen with each product, whosever it was. */
  lastBasket: Int32Array;
}

function addBasket(
  { values, total }: ItemStatistics,
  history: BasketHistory,
  { basket, from, to, meanSize, day, lastBasket }: BasketInTurn,
): void {
  const boughtOn = history.basketDay[basket]!;
  const age = day - boughtOn;
  const weekday = weekdayOf(boughtOn);
  const size = basketSize(history, basket);
  total.baskets++;
  total.sizes += size;
  total.onWeekday[weekday]! += 1;
  if (age < 28) total.baskets28++;
  if (age < 7) total.baskets7++;
  for (let i = history.basketStart[basket]!; i < history.basketStart[basket + 1]!; i++) {
    const product = history.items[i]!;
    const at = product * WIDTH;
    values[at]! += 1;
    if (age < 28) values[at + STATISTIC.baskets28]! += 1;
    if (age < 7) values[at + STATISTIC.baskets7]! += 1;
    values[at + STATISTIC.sizes]! += size;
    values[at + STATISTIC.buyerShares]! += 1 / (to - from);
    values[at + STATISTIC.onMonday + weekday]! += 1;
    if (basket + 1 < to) values[at + STATISTIC.followed]! += 1;
    const last = lastBasket[product]!;
    if (last >= from) {
      if (last === basket - 1) values[at + STATISTIC.repeated]! += 1;
      values[at + STATISTIC.gapDays]! += boughtOn - history.basketDay[last]!;
      values[at + STATISTIC.gaps]! += 1;
    } else {
      values[at + STATISTIC.buyers]! += 1;
      values[at + STATISTIC.buyerSizes]! += meanSize;
    }
    lastBasket[product] = basket;
  }
}
