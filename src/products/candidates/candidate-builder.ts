import { itemStatisticsOn } from '../baskets/item-statistics';
import type { ProductFamilies } from '../baskets/product-families';
import { productFamilies } from '../baskets/product-families';
import { addProfile } from '../methods/basket-profile';
import { buildProfiles, neighbourCandidates } from '../methods/customer-profiles';
import type { RecommendationContext } from '../methods/recommender';
import { ScoreBoard } from '../methods/score-board';
import { EuclideanNeighbours, groupedByBaskets, TIFU_OPTIONS } from '../methods/tifu-knn';
import type { CandidateView } from './candidate-features';
import { CANDIDATE_FEATURES, ORDERS, writeCandidate } from './candidate-features';
import type { ShortListSize } from './candidates';
import { ShortList } from './candidates';
import { nextVisit } from './next-visit';
import { OwnFamilies } from './own-families';
import { OwnItems } from './own-items';
import { repeatTrendOn } from './repeat-trend';
import { ShopView } from './shop-view';

/** Neighbours whose shares are a feature and a source of new products: fewer than TIFU-KNN's, for speed. */
const NEIGHBOURS = 50;
/** Customers they are sought among: 5,000 gained a thousandth of recall@10 for twice the time. */
const NEIGHBOUR_CANDIDATES = 1000;
const profileWeight = groupedByBaskets(TIFU_OPTIONS);

/** Builds the short list and its feature rows for one customer after another, with what the shop knows on one day. */
export class CandidateBuilder {
  readonly list: ShortList;
  private readonly own: OwnItems;
  private readonly families: ProductFamilies;
  private readonly ownFamilies: OwnFamilies;
  private readonly neighbours: EuclideanNeighbours;
  private readonly profile: ScoreBoard;
  private readonly shares: ScoreBoard;
  private readonly view: CandidateView;
  private readonly scores: Float64Array[];
  private readonly order: Int32Array;
  private readonly places: Int32Array[];

  constructor(
    private readonly context: RecommendationContext,
    size: ShortListSize,
  ) {
    const { history, day } = context;
    const most = size.own + size.unseen;
    this.list = new ShortList(size);
    this.own = new OwnItems(history);
    this.families = productFamilies(history.products);
    this.ownFamilies = new OwnFamilies(history, this.families);
    const customers = neighbourCandidates(history, NEIGHBOUR_CANDIDATES);
    this.neighbours = new EuclideanNeighbours(
      buildProfiles(history, { customers, day, weight: profileWeight }),
      NEIGHBOURS,
    );
    this.profile = new ScoreBoard(history.products.length);
    this.shares = new ScoreBoard(history.products.length);
    this.scores = ORDERS.map(() => new Float64Array(most));
    this.places = ORDERS.map(() => new Int32Array(most));
    this.order = new Int32Array(most);
    this.view = {
      own: this.own,
      item: -1,
      product: 0,
      visit: { meanGap: 7, days: 7, weekday: 0 },
      shop: new ShopView(itemStatisticsOn(history, day), repeatTrendOn(history, day), history.customerStart.length - 1),
      neighbours: 0,
      tifu: 0,
      families: this.ownFamilies,
      family: 0,
      places: ORDERS.map(() => 0),
      relative: ORDERS.map(() => 0),
    };
  }

  /** Whether the customer has any basket by the day; without one there is nothing to learn from. */
  build(customer: number, day: number): number {
    this.own.collect(customer, day);
    this.list.size = 0;
    if (this.own.baskets === 0) return 0;
    this.view.visit = nextVisit(this.own.baskets, { firstAge: this.own.firstAge, lastAge: this.own.lastAge, day });
    this.own.countWeekday(this.view.visit.weekday);
    this.ownFamilies.collect(customer, day);
    this.findNeighbours(customer, day);
    this.list.fill(this.own, this.shares, this.context.popularity);
    return this.list.size;
  }

  private findNeighbours(customer: number, day: number): void {
    this.profile.clear();
    this.shares.clear();
    addProfile(this.profile, this.context.history, { customer, day, weight: profileWeight });
    this.neighbours.find(this.profile, customer);
    this.neighbours.addMean(this.shares, 1);
  }

  /** Writes the feature rows of the short list, [list.size × CANDIDATE_FEATURES.length] from row `row` on. */
  write(out: Float32Array, row: number): void {
    const { list, view, shares } = this;
    this.rank();
    for (let i = 0; i < list.size; i++) {
      view.product = list.products[i]!;
      view.item = list.items[i]!;
      view.neighbours = shares.values[view.product]!;
      view.tifu = this.tifuScore(view.product);
      view.family = this.families.of[view.product]!;
      for (let order = 0; order < ORDERS.length; order++) {
        view.places[order] = this.places[order]![i]!;
        view.relative[order] = this.scores[order]![i]! / this.scores[order]![this.best(order)]!;
      }
      writeCandidate(out, (row + i) * CANDIDATE_FEATURES.length, view);
    }
  }

  private tifuScore(product: number): number {
    const { alpha } = TIFU_OPTIONS;
    return alpha * this.profile.values[product]! + (1 - alpha) * this.shares.values[product]!;
  }

  private best(order: number): number {
    return this.places[order]!.subarray(0, this.list.size).indexOf(0);
  }

  private rank(): void {
    const { list, own, scores, order } = this;
    const { popularity } = this.context;
    const c = own.columns;
    for (let i = 0; i < list.size; i++) {
      const item = list.items[i]!;
      const small = (1e-4 * (popularity.baskets[list.products[i]!]! + 1)) / (popularity.total + 1);
      scores[0]![i] = small + (item < 0 ? 0 : c.count[item]! / own.baskets);
      scores[1]![i] = small + (item < 0 ? 0 : c.decayBaskets1[item]! / own.totalBaskets[1]!);
      scores[2]![i] = small + (item < 0 ? 0 : c.decayDays2[item]! / own.totalDays[2]!);
      scores[3]![i] = small + (item < 0 ? 0 : c.lightness[item]! / own.lightness);
      scores[4]![i] = small + (item < 0 ? 0 : c.recentLightness[item]! / own.recentLightness);
      scores[5]![i] = small + this.tifuScore(list.products[i]!);
    }
    for (let by = 0; by < ORDERS.length; by++) {
      const score = scores[by]!;
      const ranked = order.subarray(0, list.size);
      for (let i = 0; i < list.size; i++) ranked[i] = i;
      ranked.sort((a, b) => score[b]! - score[a]! || list.products[a]! - list.products[b]!);
      for (let place = 0; place < list.size; place++) this.places[by]![ranked[place]!] = place;
    }
  }
}
