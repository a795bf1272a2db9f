import type { Popularity } from '../baskets/popularity';
import { NearestRows } from '../methods/nearest-rows';
import type { ScoreBoard } from '../methods/score-board';
import type { OwnItems } from './own-items';

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

  constructor(private readonly most: ShortListSize) {
    this.products = new Int32Array(most.own + most.unseen);
    this.items = new Int32Array(most.own + most.unseen);
    this.ownPicks = new NearestRows(most.own);
    this.unseenPicks = new NearestRows(most.unseen);
  }

  /** Own products by a cheap score; products new to the customer by the neighbours' shares, then by popularity. */
  fill(own: OwnItems, neighbours: ScoreBoard, popularity: Popularity): void {
    this.size = 0;
    this.ownPicks.reset();
    for (let item = 0; item < own.size; item++) {
      if (popularity.place[own.products[item]!]! >= 0) this.ownPicks.offer(item, cheapScore(own, item));
    }
    for (let i = 0; i < this.ownPicks.size; i++) {
      const item = this.ownPicks.picked[i]!;
      this.push(own.products[item]!, item);
    }
    this.pickUnseen(own, neighbours, popularity);
    for (let i = 0; i < this.unseenPicks.size; i++) this.push(this.unseenPicks.picked[i]!, -1);
  }

  private pickUnseen(own: OwnItems, neighbours: ScoreBoard, popularity: Popularity): void {
    const { place, ranking, baskets, total } = popularity;
    const share = (product: number) => neighbours.values[product]! + (POPULARITY_SHARE * baskets[product]!) / total;
    this.unseenPicks.reset();
    for (let i = 0; i < neighbours.size; i++) {
      const product = neighbours.touched[i]!;
      if (this.unseenPicks.refuses(neighbours.values[product]! + POPULARITY_SHARE)) continue;
      if (own.slot[product]! < 0 && place[product]! >= 0) this.unseenPicks.offer(product, share(product));
    }
    for (let rank = 0, offered = 0; rank < ranking.length && offered < this.most.unseen; rank++) {
      const product = ranking[rank]!;
      if (own.slot[product]! >= 0 || neighbours.values[product]! > 0) continue;
      this.unseenPicks.offer(product, share(product));
      offered++;
    }
  }

  private push(product: number, item: number): void {
    this.products[this.size] = product;
    this.items[this.size++] = item;
  }
}

/** Share, share of the latest baskets and of the latest weeks together: what the network picks is hardly ever outside. */
function cheapScore({ columns, totalBaskets, totalDays, baskets }: OwnItems, item: number): number {
  return (
    columns.decayBaskets1[item]! / totalBaskets[1]! +
    (0.5 * columns.count[item]!) / baskets +
    (0.3 * columns.decayDays1[item]!) / Math.max(totalDays[1]!, 1e-9)
  );
}
