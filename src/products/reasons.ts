import type { BasketHistory } from './baskets/basket-history';
import { basketsUntil } from './baskets/basket-history';

/** A product is said to be due between these multiples of its own mean gap, once bought this often. */
const DUE_FROM = 0.9;
const DUE_TO = 2;
const DUE_PURCHASES = 3;
/** From this share of the baskets on, the habit says more than the calendar. */
const HABIT_SHARE = 0.5;

export interface ReasonQuery {
  customer: number;
  product: number;
  /** As-of date, epoch day. */
  day: number;
  /** Whether the product only fills the list up. */
  filled: boolean;
  /** Share of all baskets of the shop that hold it. */
  popularity: number;
}

/** Why a product is recommended, in a sentence for the shop. */
export function reasonFor(history: BasketHistory, query: ReasonQuery): string {
  const own = ownPurchases(history, query);
  if (own.count === 0) return withoutHistory(query);
  if (own.count / own.baskets < HABIT_SHARE && own.count >= DUE_PURCHASES) {
    const gap = (own.lastDay - own.firstDay) / (own.count - 1);
    const elapsed = query.day - own.lastDay;
    if (elapsed >= DUE_FROM * gap && elapsed <= DUE_TO * gap) {
      return `toca: cada ${days(Math.round(gap))}, ${elapsed === 1 ? 'ha' : 'han'} pasado ${elapsed}`;
    }
  }
  if (own.baskets < 10) return `lo lleva en ${own.count} de sus ${own.baskets} compras`;
  const tenths = Math.round((10 * own.count) / own.baskets);
  return tenths === 0
    ? `lo ha comprado ${own.count} ${own.count === 1 ? 'vez' : 'veces'} en ${own.baskets} compras`
    : `lo compra ${tenths} de cada 10 veces`;
}

function withoutHistory({ filled, popularity }: ReasonQuery): string {
  if (!filled) return 'lo compran clientes con compras parecidas';
  const percent = Math.round(popularity * 1000) / 10;
  return `de los más vendidos: en ${String(percent).replace('.', ',')} % de las compras de la tienda`;
}

function days(count: number): string {
  return count === 1 ? 'día' : `${count} días`;
}

function ownPurchases(history: BasketHistory, { customer, product, day }: ReasonQuery) {
  const { from, to } = basketsUntil(history, customer, day);
  let count = 0;
  let firstDay = 0;
  let lastDay = 0;
  for (let basket = from; basket < to; basket++) {
    if (!holds(history, basket, product)) continue;
    if (count === 0) firstDay = history.basketDay[basket]!;
    lastDay = history.basketDay[basket]!;
    count++;
  }
  return { count, baskets: to - from, firstDay, lastDay };
}

/** Binary search: a basket's products ascend. */
function holds({ items, basketStart }: BasketHistory, basket: number, product: number): boolean {
  let low = basketStart[basket]!;
  let high = basketStart[basket + 1]!;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (items[middle]! < product) low = middle + 1;
    else high = middle;
  }
  return low < basketStart[basket + 1]! && items[low] === product;
}
