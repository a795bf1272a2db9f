import type { BasketHistory } from './basket-history';
import { basketSize, basketsUntil } from './basket-history';

/** What all customers' baskets up to a day say of each product; arrays by product id. */
export interface ItemStatistics {
  /** Baskets with the product. */
  baskets: Float64Array;
  /** Baskets with it on the last 28 and the last 7 days. */
  baskets28: Float64Array;
  baskets7: Float64Array;
  /** [7 × products] baskets with it on each day of the week, Monday first. */
  onWeekday: Float64Array;
  /** Customers who bought it. */
  buyers: Float64Array;
  /** Baskets with it that were followed by another of the customer, and those followed by one that holds it again. */
  followed: Float64Array;
  repeated: Float64Array;
  /** Sum over its baskets of their number of products. */
  sizes: Float64Array;
  /** Sum over its buyers of the share of their baskets that hold it. */
  buyerShares: Float64Array;
  /** Sum of the days between a customer's consecutive purchases of it, and the number of such gaps. */
  gapDays: Float64Array;
  gaps: Float64Array;
  /** All baskets: ever, on the last 28 and 7 days, on each day of the week, and the sum of their sizes. */
  total: { baskets: number; baskets28: number; baskets7: number; onWeekday: Float64Array; sizes: number };
}

/** Monday 0 … Sunday 6. */
export function weekdayOf(epochDay: number): number {
  return (((epochDay + 3) % 7) + 7) % 7;
}

export function itemStatisticsOn(history: BasketHistory, day: number): ItemStatistics {
  const statistics = emptyStatistics(history.products.length);
  const lastDay = new Int32Array(history.products.length);
  const lastBasket = new Int32Array(history.products.length).fill(-1);
  for (let customer = 0; customer + 1 < history.customerStart.length; customer++) {
    const { from, to } = basketsUntil(history, customer, day);
    for (let basket = from; basket < to; basket++) {
      addBasket(statistics, history, { basket, day });
      for (let i = history.basketStart[basket]!; i < history.basketStart[basket + 1]!; i++) {
        const product = history.items[i]!;
        if (basket + 1 < to) statistics.followed[product]! += 1;
        if (lastBasket[product]! >= from) {
          if (lastBasket[product] === basket - 1) statistics.repeated[product]! += 1;
          statistics.gapDays[product]! += history.basketDay[basket]! - lastDay[product]!;
          statistics.gaps[product]! += 1;
        } else statistics.buyers[product]! += 1;
        statistics.buyerShares[product]! += 1 / (to - from);
        lastBasket[product] = basket;
        lastDay[product] = history.basketDay[basket]!;
      }
    }
  }
  return statistics;
}

function addBasket(
  statistics: ItemStatistics,
  history: BasketHistory,
  { basket, day }: { basket: number; day: number },
): void {
  const { baskets, baskets28, baskets7, onWeekday, sizes, total } = statistics;
  const age = day - history.basketDay[basket]!;
  const weekday = weekdayOf(history.basketDay[basket]!);
  const size = basketSize(history, basket);
  total.baskets++;
  total.sizes += size;
  total.onWeekday[weekday]! += 1;
  if (age < 28) total.baskets28++;
  if (age < 7) total.baskets7++;
  for (let i = history.basketStart[basket]!; i < history.basketStart[basket + 1]!; i++) {
    const product = history.items[i]!;
    baskets[product]! += 1;
    sizes[product]! += size;
    onWeekday[weekday * baskets.length + product]! += 1;
    if (age < 28) baskets28[product]! += 1;
    if (age < 7) baskets7[product]! += 1;
  }
}

function emptyStatistics(products: number): ItemStatistics {
  const column = () => new Float64Array(products);
  return {
    baskets: column(),
    baskets28: column(),
    baskets7: column(),
    onWeekday: new Float64Array(7 * products),
    buyers: column(),
    followed: column(),
    repeated: column(),
    sizes: column(),
    buyerShares: column(),
    gapDays: column(),
    gaps: column(),
    total: { baskets: 0, baskets28: 0, baskets7: 0, onWeekday: new Float64Array(7), sizes: 0 },
  };
}
