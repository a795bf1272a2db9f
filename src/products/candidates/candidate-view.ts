import type { NextVisit } from './next-visit';
import type { OwnFamilies } from './own-families';
import type { OwnItems } from './own-items';
import type { ShopView } from './shop-view';

/** What is known of a customer on a day, whichever candidate is looked at. */
export interface CustomerView {
  own: OwnItems;
  visit: NextVisit;
  shop: ShopView;
  families: OwnFamilies;
}

/** One candidate of one customer, as the features see it; the same object serves candidate after candidate. */
export class CandidateView {
  /** Item among the own ones, −1 for a product never bought. */
  item = -1;
  product = 0;
  /** Mean share of the product among the customer's neighbours. */
  neighbours = 0;
  /** TIFU-KNN's score: the customer's own profile and the neighbours'. */
  tifu = 0;
  /** Family of the product. */
  family = 0;
  /** Place in the short list by each of ORDERS, from 0, and score relative to the best. */
  readonly places: number[] = [];
  readonly relative: number[] = [];
  readonly own: OwnItems;
  readonly shop: ShopView;
  readonly families: OwnFamilies;
  visit: NextVisit;

  constructor({ own, visit, shop, families }: CustomerView) {
    this.own = own;
    this.shop = shop;
    this.families = families;
    this.visit = visit;
  }

  /** Baskets of the customer that hold it. */
  get count(): number {
    return this.of(this.own.columns.count);
  }

  /** A figure of the customer's own items, 0 for a product never bought. */
  of(column: Float64Array): number {
    return this.item < 0 ? 0 : column[this.item]!;
  }

  /** A figure of the shop. */
  inShop(column: number): number {
    return this.shop.figure(this.product, column);
  }
}

/** What the network knows of a candidate: its meaning and its value, unscaled. */
export interface CandidateFeature {
  meaning: string;
  value: (candidate: CandidateView) => number;
}

/** Features by name, in the order of the columns. */
export type CandidateFeatures = Readonly<Record<string, CandidateFeature>>;

export const feature = (meaning: string, value: CandidateFeature['value']): CandidateFeature => ({ meaning, value });
