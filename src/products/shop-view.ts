import type { ItemStatistics } from './item-statistics';

/** Shop-wide features of each product, by product id; logs unless stated. */
export interface ShopView {
  /** Share of all baskets. */
  popularity: Float32Array;
  /** Share of the last 28 and 7 days' baskets ÷ share of all. */
  trend28: Float32Array;
  trend7: Float32Array;
  /** Share of customers who bought it. */
  buyers: Float32Array;
  /** Chance that it is in the basket after one that holds it (not a log). */
  repeatRate: Float32Array;
  /** Mean share of a buyer's baskets that hold it (not a log). */
  buyerShare: Float32Array;
  /** Mean size of the baskets with it. */
  size: Float32Array;
  /** Mean days between a customer's purchases of it (days, not a log). */
  gapDays: Float32Array;
  /** [7 × products] its share on a day of the week ÷ its share. */
  weekday: Float32Array;
}

/** Baskets of prior, at the shop's average, that steady the figures of rare products. */
const PRIOR_BASKETS = 5;
const PRIOR_WEEK = 20;
const PRIOR_REPEAT = 0.05;
const PRIOR_GAP_DAYS = 90;

export function shopView(statistics: ItemStatistics, customers: number): ShopView {
  const { baskets, baskets28, baskets7, buyers, followed, repeated, sizes, buyerShares, gapDays, gaps, total } =
    statistics;
  const all = Math.max(1, total.baskets);
  const meanSize = Math.max(1, total.sizes / all);
  const share = Float64Array.from(baskets, (count) => (count + 0.5) / all);
  const column = (value: (product: number) => number) => Float32Array.from(baskets, (_, product) => value(product));
  return {
    popularity: column((p) => Math.log(share[p]!)),
    trend28: column((p) =>
      Math.log((baskets28[p]! + PRIOR_BASKETS * share[p]!) / (total.baskets28 + PRIOR_BASKETS) / share[p]!),
    ),
    trend7: column((p) =>
      Math.log((baskets7[p]! + PRIOR_WEEK * share[p]!) / (total.baskets7 + PRIOR_WEEK) / share[p]!),
    ),
    buyers: column((p) => Math.log((buyers[p]! + 1) / customers)),
    repeatRate: column((p) => (repeated[p]! + PRIOR_REPEAT * PRIOR_BASKETS) / (followed[p]! + PRIOR_BASKETS)),
    buyerShare: column((p) => buyerShares[p]! / (buyers[p]! + 1)),
    size: column((p) => Math.log((sizes[p]! + PRIOR_BASKETS * meanSize) / (baskets[p]! + PRIOR_BASKETS))),
    gapDays: column((p) => (gapDays[p]! + PRIOR_GAP_DAYS) / (gaps[p]! + 1)),
    weekday: weekdayLift(statistics, share),
  };
}

function weekdayLift({ onWeekday, total }: ItemStatistics, share: Float64Array): Float32Array {
  const products = share.length;
  return Float32Array.from(onWeekday, (count, i) => {
    const expected = share[i % products]!;
    const day = total.onWeekday[Math.floor(i / products)]!;
    return Math.log((count + PRIOR_BASKETS * expected) / (day + PRIOR_BASKETS) / expected);
  });
}
