import { weekdayOf } from '../../config/calendar';
import type { BasketHistory } from '../baskets/basket-history';
import { basketSize, basketsUntil } from '../baskets/basket-history';

/** Half-lives, in days and in baskets, of the decayed shares. */
export const DAY_HALF_LIVES = [14, 45, 120] as const;
export const BASKET_HALF_LIVES = [3, 10, 30] as const;
/** Numbers of latest baskets whose shares are kept. */
export const RECENT_BASKETS = [3, 5, 10, 20] as const;

/** Latest baskets whose mean size is kept. */
const SIZE_BASKETS = 5;
/** Days and baskets whose decay is looked up; older ones weigh as much as the last. */
const SPAN = 4096;

/** Figures kept of each of a customer's products, side by side in memory. */
export const OWN = {
  count: 0,
  lastBasket: 1,
  lastAge: 2,
  /** Age of the latest purchase but one; −1 where there was one only. */
  previousAge: 3,
  firstAge: 4,
  longestGap: 5,
  streak: 6,
  sameWeekday: 7,
  lightness: 8,
  recentLightness: 9,
  sizes: 10,
  decayDays0: 11,
  decayDays1: 12,
  decayDays2: 13,
  decayBaskets0: 14,
  decayBaskets1: 15,
  decayBaskets2: 16,
  recent0: 17,
  recent1: 18,
  recent2: 19,
  recent3: 20,
} as const;
const WIDTH = 21;

/** Where the figures of an item stand in `OwnItems.values`; those of item −1, a product never bought, are zeros. */
export function figuresAt(item: number): number {
  return (item + 1) * WIDTH;
}

/**
 * What a customer's own baskets say of each product in them, gathered in one pass from the latest basket to the first.
 * Item i (0 … size − 1) is product `products[i]`; ages are days before the as-of date, baskets count from 0, the latest.
 */
export class OwnItems {
  size = 0;
  products = new Int32Array(256);
  /** Figures of the items, columns as in OWN: an item's are from `figuresAt(item)` on. */
  values = new Float64Array(figuresAt(256));
  /** Baskets of the customer. */
  baskets = 0;
  /** Ages in days of the latest and first basket. */
  lastAge = 0;
  firstAge = 0;
  lastSize = 0;
  sizes = 0;
  /** Sums over baskets of 1 ÷ √size, plain and halving every ten baskets. */
  lightness = 0;
  recentLightness = 0;
  /** Mean number of products in the latest baskets. */
  recentSize = 0;
  sameWeekday = 0;
  /** Sums of the decay weights of all baskets. */
  totalDays: Float64Array = new Float64Array(DAY_HALF_LIVES.length);
  totalBaskets: Float64Array = new Float64Array(BASKET_HALF_LIVES.length);
  /** Item of a product, −1 where the customer never bought it. */
  readonly slot: Int32Array;
  /** Baskets of the customer who was looked at last: from … to − 1. */
  private looked: BasketHistory;
  private from = 0;
  private to = 0;
  /** exp2(−n / half-life) looked up by whole n. */
  private readonly dayDecay: Float64Array[];
  private readonly basketDecay: Float64Array[];

  /** @param history whose products are looked at; baskets of others with the same products may be given, customer by customer */
  constructor(private readonly history: BasketHistory) {
    this.looked = history;
    this.slot = new Int32Array(history.products.length).fill(-1);
    const table = (halfLife: number) => Float64Array.from({ length: SPAN }, (_, n) => 2 ** (-n / halfLife));
    this.dayDecay = DAY_HALF_LIVES.map(table);
    this.basketDecay = BASKET_HALF_LIVES.map(table);
  }

  collect(customer: number, day: number, history: BasketHistory = this.history): void {
    for (let i = 0; i < this.size; i++) this.slot[this.products[i]!] = -1;
    this.looked = history;
    this.size = 0;
    const { from, to } = basketsUntil(history, customer, day);
    this.baskets = to - from;
    this.lastAge = to > from ? day - history.basketDay[to - 1]! : 0;
    this.firstAge = to > from ? day - history.basketDay[from]! : 0;
    this.lastSize = to > from ? basketSize(history, to - 1) : 0;
    this.sizes = 0;
    this.lightness = 0;
    this.recentLightness = 0;
    this.recentSize = 0;
    this.sameWeekday = 0;
    this.totalDays.fill(0);
    this.totalBaskets.fill(0);
    for (let basket = to - 1; basket >= from; basket--) this.add(basket, to - 1 - basket, day);
    this.from = from;
    this.to = to;
  }

  /** Counts, after `collect`, the baskets on a day of the week and the products in them. */
  countWeekday(weekday: number): void {
    const { looked: history, slot, values } = this;
    for (let basket = this.from; basket < this.to; basket++) {
      if (weekdayOf(history.basketDay[basket]!) !== weekday) continue;
      this.sameWeekday++;
      for (let i = history.basketStart[basket]!; i < history.basketStart[basket + 1]!; i++) {
        values[figuresAt(slot[history.items[i]!]!) + OWN.sameWeekday]! += 1;
      }
    }
  }

  private add(basket: number, index: number, day: number): void {
    const { looked: history, dayDecay, basketDecay, totalDays, totalBaskets } = this;
    const age = day - history.basketDay[basket]!;
    const size = basketSize(history, basket);
    const light = 1 / Math.sqrt(size);
    const a = Math.min(age, SPAN - 1);
    const b = Math.min(index, SPAN - 1);
    const recentLight = light * basketDecay[1]![b]!;
    this.sizes += size;
    this.lightness += light;
    this.recentLightness += recentLight;
    if (index < SIZE_BASKETS) this.recentSize += (size - this.recentSize) / (index + 1);
    for (let i = 0; i < totalDays.length; i++) totalDays[i]! += dayDecay[i]![a]!;
    for (let i = 0; i < totalBaskets.length; i++) totalBaskets[i]! += basketDecay[i]![b]!;
    this.makeRoom(size);
    this.addProducts(basket, {
      index,
      age,
      size,
      light,
      recentLight,
      d0: dayDecay[0]![a]!,
      d1: dayDecay[1]![a]!,
      d2: dayDecay[2]![a]!,
      b0: basketDecay[0]![b]!,
      b1: basketDecay[1]![b]!,
      b2: basketDecay[2]![b]!,
    });
  }

  private addProducts(
    basket: number,
    { index, age, size, light, recentLight, d0, d1, d2, b0, b1, b2 }: BasketFigures,
  ): void {
    const { looked: history, slot, values: v, products } = this;
    const end = history.basketStart[basket + 1]!;
    for (let i = history.basketStart[basket]!; i < end; i++) {
      const product = history.items[i]!;
      let item = slot[product]!;
      if (item < 0) {
        item = this.size++;
        slot[product] = item;
        products[item] = product;
        const at = figuresAt(item);
        v.fill(0, at, at + WIDTH);
        v[at + OWN.lastBasket] = index;
        v[at + OWN.lastAge] = age;
        v[at + OWN.previousAge] = -1;
      } else {
        const at = figuresAt(item);
        if (v[at + OWN.previousAge]! < 0) v[at + OWN.previousAge] = age;
        const gap = age - v[at + OWN.firstAge]!;
        if (gap > v[at + OWN.longestGap]!) v[at + OWN.longestGap] = gap;
      }
      const at = figuresAt(item);
      if (v[at + OWN.streak] === index) v[at + OWN.streak] = index + 1;
      v[at + OWN.firstAge] = age;
      v[at + OWN.count]! += 1;
      v[at + OWN.lightness]! += light;
      v[at + OWN.recentLightness]! += recentLight;
      v[at + OWN.sizes]! += size;
      v[at + OWN.decayDays0]! += d0;
      v[at + OWN.decayDays1]! += d1;
      v[at + OWN.decayDays2]! += d2;
      v[at + OWN.decayBaskets0]! += b0;
      v[at + OWN.decayBaskets1]! += b1;
      v[at + OWN.decayBaskets2]! += b2;
      if (index >= RECENT_BASKETS[3]) continue;
      v[at + OWN.recent3]! += 1;
      if (index < RECENT_BASKETS[2]) v[at + OWN.recent2]! += 1;
      if (index < RECENT_BASKETS[1]) v[at + OWN.recent1]! += 1;
      if (index < RECENT_BASKETS[0]) v[at + OWN.recent0]! += 1;
    }
  }

  /** Room for so many products more: no array moves while a basket is added. */
  private makeRoom(more: number): void {
    if (this.size + more <= this.products.length) return;
    const most = 2 * (this.size + more);
    const products = new Int32Array(most);
    products.set(this.products);
    this.products = products;
    const values = new Float64Array(figuresAt(most));
    values.set(this.values);
    this.values = values;
  }
}

/** One basket: what it adds to the figures of each of its products. */
interface BasketFigures {
  index: number;
  age: number;
  size: number;
  light: number;
  recentLight: number;
  /** Decay weights by days and by baskets. */
  d0: number;
  d1: number;
  d2: number;
  b0: number;
  b1: number;
  b2: number;
}
