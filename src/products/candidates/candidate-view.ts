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
  /** Where its figures stand in `own.values`, zeros for a product never bought, and in `shop.values`. */
  ownAt = 0;
  shopAt = 0;
  /** Mean share of the product among the customer's neighbours. */
  neighbours = 0;
  /** TIFU-KNN's score: the customer's own profile and the neighbours'. */
  tifu = 0;
  /** Family of the product. */
  family = 0;
  /** Place in the short list by each of ORDERS, from 0, and score relative to the best. */
  readonly places: Int32Array;
  readonly relative: Float64Array;
  readonly own: OwnItems;
  readonly shop: ShopView;
  readonly families: OwnFamilies;
  visit: NextVisit;

  /** @param orders how many of them there are */
  constructor({ own, visit, shop, families }: CustomerView, orders: number) {
    this.own = own;
    this.shop = shop;
    this.families = families;
    this.visit = visit;
    this.places = new Int32Array(orders);
    this.relative = new Float64Array(orders);
  }
}

/**
 * What the network knows of a candidate, some columns side by side: worked out together, for a call each would cost more
 * than the values.
 */
export interface FeatureGroup {
  /** Meaning of each by name, in the order of the columns. */
  meanings: Readonly<Record<string, string>>;
  /** Writes the values, unscaled, from `out[at]` on. */
  write(candidate: CandidateView, out: Float32Array, at: number): void;
}
