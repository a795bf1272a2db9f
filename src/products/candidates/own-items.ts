import { weekdayOf } from '../../config/calendar';
import type { BasketHistory } from '../baskets/basket-history';
import { basketSize, basketsUntil } from '../baskets/basket-history';
import { BASKET_HALF_LIVES, DAY_HALF_LIVES, OWN, OWN_WIDTH, RECENT_BASKETS } from './own-figures';

// as constants of this module they cost nothing where they are read, an import's would
const { count: COUNT, lastBasket: LAST_BASKET, lastAge: LAST_AGE, previousAge: PREVIOUS_AGE } = OWN;
const { firstAge: FIRST_AGE, longestGap: LONGEST_GAP, streak: STREAK, sameWeekday: SAME_WEEKDAY } = OWN;
const { lightness: LIGHTNESS, recentLightness: RECENT_LIGHTNESS, sizes: SIZES } = OWN;
const { decayDays0: DECAY_DAYS, decayBaskets0: DECAY_BASKETS, recent0: RECENT } = OWN;
const [LATEST_3, LATEST_5, LATEST_10, LATEST_20] = RECENT_BASKETS;
const WIDTH = OWN_WIDTH;
const figuresAt = (item: number) => (item + 1) * WIDTH;
/** Latest baskets whose mean size is kept. */
const SIZE_BASKETS = 5;
/** Days and baskets whose decay is looked up; older ones weigh as much as the last. */
const SPAN = 4096;

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
        values[figuresAt(slot[history.items[i]!]!) + SAME_WEEKDAY]! += 1;
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
        v[at + LAST_BASKET] = index;
        v[at + LAST_AGE] = age;
        v[at + PREVIOUS_AGE] = -1;
      } else {
        const at = figuresAt(item);
        if (v[at + PREVIOUS_AGE]! < 0) v[at + PREVIOUS_AGE] = age;
        const gap = age - v[at + FIRST_AGE]!;
        if (gap > v[at + LONGEST_GAP]!) v[at + LONGEST_GAP] = gap;
      }
      const at = figuresAt(item);
      if (v[at + STREAK] === index) v[at + STREAK] = index + 1;
      v[at + FIRST_AGE] = age;
      v[at + COUNT]! += 1;
      v[at + LIGHTNESS]! += light;
      v[at + RECENT_LIGHTNESS]! += recentLight;
      v[at + SIZES]! += size;
      v[at + DECAY_DAYS]! += d0;
      v[at + DECAY_DAYS + 1]! += d1;
      v[at + DECAY_DAYS + 2]! += d2;
      v[at + DECAY_BASKETS]! += b0;
      v[at + DECAY_BASKETS + 1]! += b1;
      v[at + DECAY_BASKETS + 2]! += b2;
      if (index >= LATEST_20) continue;
      v[at + RECENT + 3]! += 1;
      if (index < LATEST_10) v[at + RECENT + 2]! += 1;
      if (index < LATEST_5) v[at + RECENT + 1]! += 1;
      if (index < LATEST_3) v[at + RECENT]! += 1;
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
