import type { ItemStatistics } from '../baskets/item-statistics';
import { STATISTIC } from '../baskets/item-statistics';

/** Shop-wide features of a product, in this order; logs unless stated. */
export const SHOP = {
  /** Share of all baskets. */
  popularity: 0,
  /** Share of the last 28 and 7 days' baskets ÷ share of all. */
  trend28: 1,
  trend7: 2,
  /** Share of customers who bought it. */
  buyers: 3,
  /** Chance that it is in the basket after one that holds it (not a log). */
  repeatRate: 4,
  /** Mean share of a buyer's baskets that hold it (not a log). */
  buyerShare: 5,
  /** Mean size of the baskets with it. */
  size: 6,
  /** Mean days between a customer's purchases of it (days, not a log). */
  gapDays: 7,
  /** Mean basket size of its buyers. */
  buyerSize: 8,
  /** Repeat purchases of the last 28 days ÷ those its buyers' habits let expect. */
  repeatTrend: 9,
  /** Its share of Monday's baskets ÷ its share of all; the other days of the week follow. */
  monday: 10,
  /** What `popularity` is the log of, and the log of `gapDays`. */
  share: 17,
  logGap: 18,
} as const;
const WIDTH = 19;

/** Baskets of prior, at the shop's average, that steady the figures of rare products. */
const PRIOR_BASKETS = 5;
const PRIOR_WEEK = 20;
const PRIOR_REPEAT = 0.05;
const PRIOR_GAP_DAYS = 90;

/** Shop-wide features, worked out for a product when it is first asked for: most of a catalogue is never a candidate. */
export class ShopView {
  /** Figures of the products, columns as in SHOP, in single precision where features are: those of a product from `at` on. */
  readonly values: Float64Array;
  private readonly ready: Uint8Array;

  constructor(
    private readonly statistics: ItemStatistics,
    private readonly repeatTrend: Float32Array,
    private readonly customers: number,
  ) {
    const products = statistics.values.length / statistics.width;
    this.values = new Float64Array(products * WIDTH);
    this.ready = new Uint8Array(products);
  }

  /** Where the figures of a product stand in `values`. */
  at(product: number): number {
    if (this.ready[product] === 0) this.workOut(product);
    return product * WIDTH;
  }

  private workOut(product: number): void {
    const { values, width, total } = this.statistics;
    const of = (column: number) => values[product * width + column]!;
    const all = Math.max(1, total.baskets);
    const share = (of(STATISTIC.baskets) + 0.5) / all;
    const meanSize = Math.max(1, total.sizes / all);
    const lift = (count: number, baskets: number, prior: number) =>
      Math.log((count + prior * share) / (baskets + prior) / share);
    const row = new Float32Array(WIDTH);
    row[SHOP.popularity] = Math.log(share);
    row[SHOP.trend28] = lift(of(STATISTIC.baskets28), total.baskets28, PRIOR_BASKETS);
    row[SHOP.trend7] = lift(of(STATISTIC.baskets7), total.baskets7, PRIOR_WEEK);
    row[SHOP.buyers] = Math.log((of(STATISTIC.buyers) + 1) / this.customers);
    row[SHOP.repeatRate] =
      (of(STATISTIC.repeated) + PRIOR_REPEAT * PRIOR_BASKETS) / (of(STATISTIC.followed) + PRIOR_BASKETS);
    row[SHOP.buyerShare] = of(STATISTIC.buyerShares) / (of(STATISTIC.buyers) + 1);
    row[SHOP.size] = Math.log(
      (of(STATISTIC.sizes) + PRIOR_BASKETS * meanSize) / (of(STATISTIC.baskets) + PRIOR_BASKETS),
    );
    row[SHOP.gapDays] = (of(STATISTIC.gapDays) + PRIOR_GAP_DAYS) / (of(STATISTIC.gaps) + 1);
    row[SHOP.buyerSize] = Math.log(
      (of(STATISTIC.buyerSizes) + PRIOR_BASKETS * meanSize) / (of(STATISTIC.buyers) + PRIOR_BASKETS),
    );
    row[SHOP.repeatTrend] = this.repeatTrend[product]!;
    for (let day = 0; day < 7; day++) {
      row[SHOP.monday + day] = lift(of(STATISTIC.onMonday + day), total.onWeekday[day]!, PRIOR_BASKETS);
    }
    this.values.set(row, product * WIDTH);
    this.values[product * WIDTH + SHOP.share] = Math.exp(row[SHOP.popularity]!);
    this.values[product * WIDTH + SHOP.logGap] = Math.log(row[SHOP.gapDays]!);
    this.ready[product] = 1;
  }
}
