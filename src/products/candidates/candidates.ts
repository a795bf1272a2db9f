import type { Popularity } from '../baskets/popularity';
import { NearestRows } from '../methods/nearest-rows';
import { figuresAt, OWN } from './own-figures';
import type { OwnItems } from './own-items';

// as constants of this module they cost nothing where they are read, an import's would
const { count: COUNT, decayBaskets1: DECAY_BASKETS_10, decayDays1: DECAY_DAYS_45 } = OWN;

/** Candidates a customer's network looks at: own products, and products the customer never bought. */
export interface ShortListSize {
  own: number;
  unseen: number;
}

/** The short list of one customer; the first `size` entries count. */
export class ShortList {
  size = 0;
  readonly products: Int32Array;
  /** Item of each among the customer's own items, −1 for products never bought. */
  readonly items: Int32Array;
  private readonly ownPicks: NearestRows;

  constructor(
    most: ShortListSize,
    private readonly popularity: Popularity,
  ) {
    this.products = new Int32Array(most.own + most.unseen);
    this.items = new Int32Array(most.own + most.unseen);
    this.ownPicks = new NearestRows(most.own);
  }

  /** Own products by a cheap score; then those new to the customer. */
  fill(own: OwnItems, { picked, size }: NearestRows): void {
    const { place } = this.popularity;
    this.size = 0;
    this.ownPicks.reset();
    for (let item = 0; item < own.size; item++) {
      if (place[own.products[item]!]! >= 0) this.ownPicks.offer(item, cheapScore(own, item));
    }
    for (let i = 0; i < this.ownPicks.size; i++) {
      const item = this.ownPicks.picked[i]!;
      this.push(own.products[item]!, item);
    }
    for (let i = 0; i < size; i++) this.push(picked[i]!, -1);
  }

  private push(product: number, item: number): void {
    this.products[this.size] = product;
    this.items[this.size++] = item;
  }
}

/** Share, share of the latest baskets and of the latest weeks together: what the network picks is hardly ever outside. */
function cheapScore({ values, totalBaskets, totalDays, baskets }: OwnItems, item: number): number {
  const at = figuresAt(item);
  return (
    values[at + DECAY_BASKETS_10]! / totalBaskets[1]! +
    (0.5 * values[at + COUNT]!) / baskets +
    (0.3 * values[at + DECAY_DAYS_45]!) / Math.max(totalDays[1]!, 1e-9)
  );
}
