import type { Popularity } from '../baskets/popularity';
import { NearestRows } from '../methods/nearest-rows';
import type { ScoreBoard } from '../methods/score-board';
import type { OwnItems } from './own-items';
import { figuresAt, OWN } from './own-items';

/** Candidates a customer's network looks at: own products, and products the customer never bought. */
export interface ShortListSize {
  own: number;
  unseen: number;
}

/** Weight of popularity beside the neighbours' share: it orders what no neighbour bought. */
const POPULARITY_SHARE = 0.01;

/** The short list of one customer; the first `size` entries count. */
export class ShortList {
  size = 0;
  readonly products: Int32Array;
  /** Item of each among the customer's own items, −1 for products never bought. */
  readonly items: Int32Array;
  private readonly ownPicks: NearestRows;
  private readonly unseenPicks: NearestRows;

  /** What its popularity adds to each product's share, and to the most popular one's. */
  private readonly popularShare: Float64Array;
  private readonly mostPopular: number;

  constructor(
    private readonly most: ShortListSize,
    private readonly popularity: Popularity,
  ) {
    const { baskets, total } = popularity;
    this.popularShare = Float64Array.from(baskets, (count) => (POPULARITY_SHARE * count) / total);
    this.mostPopular = this.popularShare.reduce((most, share) => Math.max(most, share), 0);
    this.products = new Int32Array(most.own + most.unseen);
    this.items = new Int32Array(most.own + most.unseen);
    this.ownPicks = new NearestRows(most.own);
    this.unseenPicks = new NearestRows(most.unseen);
  }

  /** Own products by a cheap score; products new to the customer by the neighbours' shares, then by popularity. */
  fill(own: OwnItems, neighbours: ScoreBoard): void {
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
    this.pickUnseen(own, neighbours);
    for (let i = 0; i < this.unseenPicks.size; i++) this.push(this.unseenPicks.picked[i]!, -1);
  }

  private pickUnseen(own: OwnItems, { values, touched, size }: ScoreBoard): void {
    const { unseenPicks: picks, popularShare, mostPopular } = this;
    const { place } = this.popularity;
    picks.reset();
    for (let i = 0; i < size; i++) {
      const product = touched[i]!;
      const share = values[product]!;
      if (picks.refuses(share + mostPopular)) continue;
      if (own.slot[product]! < 0 && place[product]! >= 0) picks.offer(product, share + popularShare[product]!);
    }
    this.pickPopular(own, values);
  }

  /** What no neighbour bought, by popularity: as many as there is room for, until none can be among the picks any more. */
  private pickPopular(own: OwnItems, shares: Float64Array): void {
    const { unseenPicks: picks, popularShare } = this;
    const { ranking } = this.popularity;
    for (let rank = 0, offered = 0; rank < ranking.length && offered < this.most.unseen; rank++) {
      const product = ranking[rank]!;
      if (picks.refuses(popularShare[product]!)) return;
      if (own.slot[product]! >= 0 || shares[product]! > 0) continue;
      picks.offer(product, popularShare[product]!);
      offered++;
    }
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
    values[at + OWN.decayBaskets1]! / totalBaskets[1]! +
    (0.5 * values[at + OWN.count]!) / baskets +
    (0.3 * values[at + OWN.decayDays1]!) / Math.max(totalDays[1]!, 1e-9)
  );
}
