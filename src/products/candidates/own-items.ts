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

const COLUMNS = [
  'count',
  'lastBasket',
  'lastAge',
  'previousAge',
  'previousBasket',
  'firstAge',
  'longestGap',
  'streak',
  'sameWeekday',
  'lightness',
  'recentLightness',
  'sizes',
  'decayDays0',
  'decayDays1',
  'decayDays2',
  'decayBaskets0',
  'decayBaskets1',
  'decayBaskets2',
  'recent0',
  'recent1',
  'recent2',
  'recent3',
] as const;
export type OwnColumn = (typeof COLUMNS)[number];

/**
 * What a customer's own baskets say of each product in them, gathered in one pass from the latest basket to the first.
 * Item i (0 … size − 1) is product `products[i]`; ages are days before the as-of date, baskets count from 0, the latest.
 */
export class OwnItems {
  size = 0;
  products = new Int32Array(256);
  columns: Record<OwnColumn, Float64Array>;
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
    this.columns = Object.fromEntries(COLUMNS.map((name) => [name, new Float64Array(256)])) as Record<
      OwnColumn,
      Float64Array
    >;
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
    const { looked: history, slot } = this;
    const { sameWeekday } = this.columns;
    for (let basket = this.from; basket < this.to; basket++) {
      if (weekdayOf(history.basketDay[basket]!) !== weekday) continue;
      this.sameWeekday++;
      for (let i = history.basketStart[basket]!; i < history.basketStart[basket + 1]!; i++) {
        sameWeekday[slot[history.items[i]!]!]! += 1;
      }
    }
  }

  private add(basket: number, index: number, day: number): void {
    const { looked: history, columns: c } = this;
    const age = day - history.basketDay[basket]!;
    const size = basketSize(history, basket);
    const light = 1 / Math.sqrt(size);
    this.sizes += size;
    this.lightness += light;
    const recentLight = light * this.basketDecay[1]![Math.min(index, SPAN - 1)]!;
    this.recentLightness += recentLight;
    if (index < SIZE_BASKETS) this.recentSize += (size - this.recentSize) / (index + 1);
    const a = Math.min(age, SPAN - 1);
    const b = Math.min(index, SPAN - 1);
    const d0 = this.dayDecay[0]![a]!;
    const d1 = this.dayDecay[1]![a]!;
    const d2 = this.dayDecay[2]![a]!;
    const b0 = this.basketDecay[0]![b]!;
    const b1 = this.basketDecay[1]![b]!;
    const b2 = this.basketDecay[2]![b]!;
    this.totalDays[0]! += d0;
    this.totalDays[1]! += d1;
    this.totalDays[2]! += d2;
    this.totalBaskets[0]! += b0;
    this.totalBaskets[1]! += b1;
    this.totalBaskets[2]! += b2;
    for (let i = history.basketStart[basket]!; i < history.basketStart[basket + 1]!; i++) {
      const product = history.items[i]!;
      let s = this.slot[product]!;
      if (s < 0) {
        s = this.open(product);
        c.lastBasket[s] = index;
        c.lastAge[s] = age;
        c.previousAge[s] = -1;
      } else {
        if (c.previousAge[s]! < 0) {
          c.previousAge[s] = age;
          c.previousBasket[s] = index;
        }
        const gap = age - c.firstAge[s]!;
        if (gap > c.longestGap[s]!) c.longestGap[s] = gap;
      }
      if (c.streak[s] === index) c.streak[s] = index + 1;
      c.firstAge[s] = age;
      c.count[s]! += 1;
      c.lightness[s]! += light;
      c.recentLightness[s]! += recentLight;
      c.sizes[s]! += size;
      c.decayDays0[s]! += d0;
      c.decayDays1[s]! += d1;
      c.decayDays2[s]! += d2;
      c.decayBaskets0[s]! += b0;
      c.decayBaskets1[s]! += b1;
      c.decayBaskets2[s]! += b2;
      if (index < RECENT_BASKETS[0]) c.recent0[s]! += 1;
      if (index < RECENT_BASKETS[1]) c.recent1[s]! += 1;
      if (index < RECENT_BASKETS[2]) c.recent2[s]! += 1;
      if (index < RECENT_BASKETS[3]) c.recent3[s]! += 1;
    }
  }

  private open(product: number): number {
    if (this.size === this.products.length) this.grow();
    const item = this.size++;
    this.slot[product] = item;
    this.products[item] = product;
    for (const name of COLUMNS) this.columns[name][item] = 0;
    return item;
  }

  private grow(): void {
    const products = new Int32Array(2 * this.size);
    products.set(this.products);
    this.products = products;
    for (const name of COLUMNS) {
      const column = new Float64Array(2 * this.size);
      column.set(this.columns[name]);
      this.columns[name] = column;
    }
  }
}
