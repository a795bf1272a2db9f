import type { BasketHistory } from '../baskets/basket-history';
import { basketsUntil } from '../baskets/basket-history';
import type { ProductFamilies } from '../baskets/product-families';

/** Baskets after which a family's purchase counts half. */
const HALF_LIFE = 10;
const SPAN = 4096;

/** What a customer's own baskets say of each family of products; ages in days, baskets count from 0, the latest. */
export class OwnFamilies {
  /** Baskets that hold the family, by family id; zero where the customer never bought it. */
  readonly count: Float64Array;
  /** The same, a basket's weight halving every ten baskets. */
  readonly decayed: Float64Array;
  readonly lastBasket: Int32Array;
  readonly lastAge: Int32Array;
  readonly firstAge: Int32Array;
  /** Sum of the decayed weights of all baskets. */
  total = 0;
  private readonly known: number[] = [];
  private readonly decay = Float64Array.from({ length: SPAN }, (_, n) => 2 ** (-n / HALF_LIFE));
  private readonly latest: Int32Array;

  constructor(
    private readonly history: BasketHistory,
    private readonly families: ProductFamilies,
  ) {
    this.count = new Float64Array(families.size);
    this.decayed = new Float64Array(families.size);
    this.lastBasket = new Int32Array(families.size);
    this.lastAge = new Int32Array(families.size);
    this.firstAge = new Int32Array(families.size);
    this.latest = new Int32Array(families.size);
  }

  /** @param history the customer's baskets, if they are not among those of the others */
  collect(customer: number, day: number, history: BasketHistory = this.history): void {
    for (const family of this.known) {
      this.count[family] = 0;
      this.decayed[family] = 0;
    }
    this.known.length = 0;
    this.total = 0;
    const { from, to } = basketsUntil(history, customer, day);
    for (let basket = to - 1; basket >= from; basket--) this.add(history, basket, { index: to - 1 - basket, day });
  }

  private add(history: BasketHistory, basket: number, { index, day }: { index: number; day: number }): void {
    const { count, decayed, latest, lastBasket, lastAge, firstAge, known } = this;
    const { of } = this.families;
    const { items } = history;
    const weight = this.decay[Math.min(index, SPAN - 1)]!;
    const age = day - history.basketDay[basket]!;
    const end = history.basketStart[basket + 1]!;
    this.total += weight;
    for (let i = history.basketStart[basket]!; i < end; i++) {
      const family = of[items[i]!]!;
      if (count[family] === 0) {
        known.push(family);
        lastBasket[family] = index;
        lastAge[family] = age;
      } else if (latest[family] === basket) continue;
      latest[family] = basket;
      firstAge[family] = age;
      count[family]! += 1;
      decayed[family]! += weight;
    }
  }
}
