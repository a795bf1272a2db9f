import type { BasketHistory } from '../baskets/basket-history';
import { itemStatisticsOn } from '../baskets/item-statistics';
import type { ProductFamilies } from '../baskets/product-families';
import { productFamilies } from '../baskets/product-families';
import { addProfile } from '../methods/basket-profile';
import { buildProfiles, neighbourCandidates } from '../methods/customer-profiles';
import type { RecommendationContext } from '../methods/recommender';
import { ScoreBoard } from '../methods/score-board';
import { EuclideanNeighbours, groupedByBaskets, TIFU_OPTIONS } from '../methods/tifu-knn';
import { writeCandidate, writeCustomer } from './candidate-features';
import { CandidateView } from './candidate-view';
import type { ShortListSize } from './candidates';
import { ShortList } from './candidates';
import { nextVisit } from './next-visit';
import { OwnFamilies } from './own-families';
import { figuresAt } from './own-figures';
import { OwnItems } from './own-items';
import { repeatTrendOn } from './repeat-trend';
import { ShopView } from './shop-view';
import { ORDERS } from './short-list-orders';
import { UnseenPicks } from './unseen-picks';

/** Neighbours whose shares are a feature and a source of new products: fewer than TIFU-KNN's, for speed. */
export const NEIGHBOURS = 50;
/** Customers they are sought among: 5,000 gained a thousandth of recall@10 for twice the time. */
const NEIGHBOUR_CANDIDATES = 1000;
const ORDER_COUNT = Object.keys(ORDERS.meanings).length;
const ALPHA = TIFU_OPTIONS.alpha;
const profileWeight = groupedByBaskets(TIFU_OPTIONS);

/** Builds the short list and its feature rows for one customer after another, with what the shop knows on one day. */
export class CandidateBuilder {
  readonly list: ShortList;
  private readonly own: OwnItems;
  private readonly families: ProductFamilies;
  private readonly ownFamilies: OwnFamilies;
  private readonly neighbours: EuclideanNeighbours;
  private readonly profile: ScoreBoard;
  /** The neighbours' mean shares by place among `unseen`. */
  private readonly shares: Float64Array;
  private readonly unseen: UnseenPicks;
  private readonly view: CandidateView;
  private readonly scores: Float64Array[];
  private readonly ranked: Int32Array;
  private readonly places: Int32Array[];
  /** Highest score by each order. */
  private readonly best: number[] = [];

  constructor(
    private readonly context: RecommendationContext,
    size: ShortListSize,
  ) {
    const { history, day } = context;
    const most = size.own + size.unseen;
    this.list = new ShortList(size, context.popularity);
    this.own = new OwnItems(history);
    this.families = productFamilies(history.products);
    this.ownFamilies = new OwnFamilies(history, this.families);
    const customers = neighbourCandidates(history, NEIGHBOUR_CANDIDATES);
    const profiles = buildProfiles(history, { customers, day, weight: profileWeight });
    this.unseen = new UnseenPicks(size.unseen, context.popularity, { profiles, neighbours: NEIGHBOURS });
    this.neighbours = new EuclideanNeighbours(profiles, NEIGHBOURS, this.unseen.places);
    this.profile = new ScoreBoard(history.products.length);
    this.shares = new Float64Array(history.products.length);
    this.scores = Array.from({ length: ORDER_COUNT }, () => new Float64Array(most));
    this.places = this.scores.map(() => new Int32Array(most));
    this.ranked = new Int32Array(most);
    this.view = new CandidateView(
      {
        own: this.own,
        visit: { meanGap: 7, days: 7, weekday: 0 },
        shop: new ShopView(itemStatisticsOn(history, day), repeatTrendOn(history, day), history.members.length),
        families: this.ownFamilies,
      },
      ORDER_COUNT,
    );
  }

  /** Neighbours of a customer, for `build`, until the next call. */
  neighboursOf(customer: number, day: number, baskets: BasketHistory = this.context.history): Int32Array {
    this.profile.clear();
    addProfile(this.profile, baskets, { customer, day, weight: profileWeight });
    return this.neighbours.find(this.profile, customer);
  }

  /**
   * How many candidates there are; none where the customer has no basket by the day.
   *
   * @param found the customer's neighbours, where they are known: to find those of many customers, and then to build for
   * each, is faster than by turns
   */
  build(
    customer: number,
    day: number,
    baskets: BasketHistory = this.context.history,
    found: Int32Array = this.neighboursOf(customer, day, baskets),
  ): number {
    this.own.collect(customer, day, baskets);
    this.list.size = 0;
    if (this.own.baskets === 0) return 0;
    this.view.visit = nextVisit(this.own.baskets, { firstAge: this.own.firstAge, lastAge: this.own.lastAge, day });
    this.own.countWeekday(this.view.visit.weekday);
    this.ownFamilies.collect(customer, day, baskets);
    this.profile.clear();
    addProfile(this.profile, baskets, { customer, day, weight: profileWeight });
    this.shares.fill(0);
    this.neighbours.addMean(this.shares, 1, found);
    this.unseen.fill(this.own, this.shares, found);
    this.list.fill(this.own, this.unseen.picks);
    return this.list.size;
  }

  /** Writes the feature rows of the short list, [list.size × CANDIDATE_FEATURES.length] from row `row` on. */
  write(out: Float32Array, row: number): void {
    const { list, view, places, scores, best } = this;
    this.rank();
    writeCustomer(out, { row, rows: list.size }, view);
    for (let i = 0; i < list.size; i++) {
      this.lookAt(i);
      for (let order = 0; order < ORDER_COUNT; order++) {
        view.places[order] = places[order]![i]!;
        view.relative[order] = scores[order]![i]! / best[order]!;
      }
      writeCandidate(out, row + i, view);
    }
  }

  private lookAt(i: number): void {
    const { list, view, shares, unseen, profile } = this;
    const product = list.products[i]!;
    view.item = list.items[i]!;
    view.ownAt = figuresAt(view.item);
    view.shopAt = view.shop.at(product);
    view.neighbours = shares[unseen.placeOf[product]!]!;
    view.tifu = ALPHA * profile.values[product]! + (1 - ALPHA) * view.neighbours;
    view.family = this.families.of[product]!;
  }

  /** Places of the candidates by each order, and the scores behind them. */
  private rank(): void {
    const { list, scores, view, ranked } = this;
    for (let i = 0; i < list.size; i++) {
      this.lookAt(i);
      ORDERS.score(view, this.tieBreak(list.products[i]!), scores, i);
      ranked[i] = i;
    }
    for (let order = 0; order < ORDER_COUNT; order++) this.place(order);
  }

  /** Sorts by insertion, from the order before: the orders resemble each other. */
  private place(order: number): void {
    const { ranked } = this;
    const { products, size } = this.list;
    const score = this.scores[order]!;
    const places = this.places[order]!;
    for (let i = 1; i < size; i++) {
      const candidate = ranked[i]!;
      const value = score[candidate]!;
      let at = i;
      for (; at > 0; at--) {
        const other = ranked[at - 1]!;
        const ahead = score[other]!;
        if (ahead > value || (ahead === value && products[other]! < products[candidate]!)) break;
        ranked[at] = other;
      }
      ranked[at] = candidate;
    }
    for (let place = 0; place < size; place++) places[ranked[place]!] = place;
    this.best[order] = score[ranked[0]!]!;
  }

  /** Popularity, smaller than any share: it orders products with the same score. */
  private tieBreak(product: number): number {
    const { baskets, total } = this.context.popularity;
    return (1e-4 * (baskets[product]! + 1)) / (total + 1);
  }
}
