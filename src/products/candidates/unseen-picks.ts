import type { Popularity } from '../baskets/popularity';
import type { CustomerProfiles } from '../methods/customer-profiles';
import { NearestRows } from '../methods/nearest-rows';
import type { OwnItems } from './own-items';

/** Weight of popularity beside the neighbours' share: it orders what no neighbour bought. */
const POPULARITY_SHARE = 0.01;
/** Products of profiles that are offered one and all: then few of the others can still be picked. */
const FIRST_ENTRIES = 300;
/** Sums in another order differ by less. */
const ROUNDING = 1 + 1e-9;

export interface Neighbourhood {
  profiles: CustomerProfiles;
  /** Neighbours of a customer, where there are as many. */
  neighbours: number;
}

/**
 * Products new to a customer, by the neighbours' shares and a little of popularity: first those that neighbours bought, in
 * the order in which the neighbours' profiles name them, then the shop's favourites. Most of the thousands that neighbours
 * bought are never looked at: their shares cannot reach what the first profiles' products have reached.
 *
 * Shares come by place: products by the highest score that they can have, so that those looked at lie side by side.
 */
export class UnseenPicks {
  /** What is picked. */
  readonly picks: NearestRows;
  /** Place of each product, and of each entry of the profiles. */
  readonly placeOf: Int32Array;
  readonly places: Int32Array;
  /** The highest score at each place, and what popularity adds to the share. */
  private readonly bounds: Float64Array;
  private readonly popularShare: Float64Array;
  private readonly productAt: Int32Array;
  /** The turn, customers in turn, in which each product was offered last. */
  private readonly offeredIn: Int32Array;
  private turn = 0;
  private readonly late: number[] = [];

  constructor(
    private readonly most: number,
    private readonly popularity: Popularity,
    private readonly of: Neighbourhood,
  ) {
    const { baskets, total } = popularity;
    const popularShare = Float64Array.from(baskets, (count) => (POPULARITY_SHARE * count) / total);
    const bounds = boundsOf(of, popularShare);
    this.picks = new NearestRows(most);
    this.productAt = Int32Array.from(baskets.keys()).sort((a, b) => bounds[b]! - bounds[a]!);
    this.placeOf = new Int32Array(baskets.length);
    this.productAt.forEach((product, place) => {
      this.placeOf[product] = place;
    });
    this.places = of.profiles.products.map((product) => this.placeOf[product]!);
    this.bounds = Float64Array.from(this.productAt, (product) => bounds[product]!);
    this.popularShare = Float64Array.from(this.productAt, (product) => popularShare[product]!);
    this.offeredIn = new Int32Array(baskets.length);
  }

  /**
   * @param shares neighbours' mean shares by place
   * @param found rows of the neighbours, in the order in which their profiles are looked at
   */
  fill(own: OwnItems, shares: Float64Array, found: Int32Array): void {
    this.picks.reset();
    if (this.most === 0) return;
    this.turn++;
    let rows = 0;
    for (let entries = 0; rows < found.length && (entries < FIRST_ENTRIES || this.picks.size < this.most); rows++) {
      entries += this.offerRow(own, shares, found[rows]!);
    }
    this.offerLate(own, shares, { found, from: rows });
    this.offerPopular(own, shares);
  }

  /** How many products the neighbour's profile has. */
  private offerRow(own: OwnItems, shares: Float64Array, row: number): number {
    const { places, offeredIn, turn } = this;
    const { rowStart } = this.of.profiles;
    const from = rowStart[row]!;
    const to = rowStart[row + 1]!;
    for (let i = from; i < to; i++) {
      const place = places[i]!;
      if (offeredIn[place] === turn) continue;
      offeredIn[place] = turn;
      this.offer(own, place, shares[place]!);
    }
    return to - from;
  }

  private offer(own: OwnItems, place: number, share: number): void {
    const score = share + this.popularShare[place]!;
    if (score < this.picks.least) return;
    const product = this.productAt[place]!;
    if (own.slot[product]! < 0 && this.popularity.place[product]! >= 0) this.picks.offer(product, score);
  }

  /** Products of the neighbours from `from` on that may still be picked, in the order of their profiles. */
  private offerLate(own: OwnItems, shares: Float64Array, { found, from }: { found: Int32Array; from: number }): void {
    const { bounds, late, picks, popularShare, productAt, offeredIn, turn } = this;
    const { least } = picks;
    // fewer neighbours than the bounds are for may have larger shares
    const leastBound = found.length === this.of.neighbours ? least : 0;
    late.length = 0;
    for (let place = 0; place < bounds.length && bounds[place]! >= leastBound; place++) {
      const share = shares[place]!;
      if (share + popularShare[place]! < least || share === 0 || offeredIn[place] === turn) continue;
      late.push(this.firstRow(productAt[place]!, found, from) * bounds.length + productAt[place]!);
    }
    late.sort((a, b) => a - b);
    for (const key of late) {
      const place = this.placeOf[key % bounds.length]!;
      this.offer(own, place, shares[place]!);
    }
  }

  /** The first of the neighbours from `from` on whose profile has the product. */
  private firstRow(product: number, found: Int32Array, from: number): number {
    const { rowStart, products } = this.of.profiles;
    for (let n = from; n < found.length; n++) {
      let low = rowStart[found[n]!]!;
      const end = rowStart[found[n]! + 1]!;
      let high = end;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (products[middle]! < product) low = middle + 1;
        else high = middle;
      }
      if (low < end && products[low] === product) return n;
    }
    return found.length;
  }

  /** What no neighbour bought, by popularity: as many as there is room for, until none can be among the picks any more. */
  private offerPopular(own: OwnItems, shares: Float64Array): void {
    const { picks, popularShare, placeOf, most } = this;
    const { ranking } = this.popularity;
    for (let rank = 0, offered = 0; rank < ranking.length && offered < most; rank++) {
      const product = ranking[rank]!;
      const place = placeOf[product]!;
      if (popularShare[place]! < picks.least) return;
      if (own.slot[product]! >= 0 || shares[place]! > 0) continue;
      picks.offer(product, popularShare[place]!);
      offered++;
    }
  }
}

/** The highest score that so many neighbours can give each product; 0 where no profile has it. */
function boundsOf({ profiles, neighbours }: Neighbourhood, popularShare: Float64Array): Float64Array {
  const { productStart, rowValues } = profiles;
  return popularShare.map((popular, product) => {
    const values = rowValues.slice(productStart[product]!, productStart[product + 1]!).sort();
    const highest = values.subarray(Math.max(0, values.length - neighbours));
    if (highest.length === 0) return 0;
    return ROUNDING * (highest.reduce((sum, value) => sum + value, 0) / neighbours + popular);
  });
}
