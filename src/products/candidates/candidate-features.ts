import type { NextVisit } from './next-visit';
import type { OwnFamilies } from './own-families';
import { DAY_HALF_LIVES, type OwnColumn, type OwnItems, RECENT_BASKETS } from './own-items';
import type { ShopView } from './shop-view';
import { SHOP } from './shop-view';

/** One candidate of one customer, as the features see it; the same object serves candidate after candidate. */
export interface CandidateView {
  own: OwnItems;
  /** Item among the own ones, −1 for a product never bought. */
  item: number;
  product: number;
  visit: NextVisit;
  shop: ShopView;
  /** Mean share of the product among the customer's neighbours. */
  neighbours: number;
  /** TIFU-KNN's score: the customer's own profile and the neighbours'. */
  tifu: number;
  families: OwnFamilies;
  /** Family of the product. */
  family: number;
  /** Place in the short list by each of ORDERS, from 0, and score relative to the best. */
  places: number[];
  relative: number[];
}

/** A group of features: names, and a function that writes as many values from `at` on. */
interface FeatureGroup {
  names: readonly string[];
  write(out: Float32Array, at: number, view: CandidateView): void;
}

const own = (view: CandidateView, column: OwnColumn) => (view.item < 0 ? 0 : view.own.columns[column][view.item]!);

/** How often: shares of all, of the latest and of decayed baskets, 0 … 1. */
const frequency: FeatureGroup = {
  names: [
    'known',
    'share',
    'log_count',
    'share_days_14',
    'share_days_45',
    'share_days_120',
    'share_baskets_3',
    'share_baskets_10',
    'share_baskets_30',
    'last_3',
    'last_5',
    'last_10',
    'last_20',
    'share_small_baskets',
    'share_small_recent',
    'share_neighbourly',
  ],
  write: (out, at, view) => {
    const { totalDays, totalBaskets, baskets, lightness } = view.own;
    const count = own(view, 'count');
    out[at] = view.item < 0 ? 0 : 1;
    out[at + 1] = count / baskets;
    out[at + 2] = Math.log1p(count);
    out[at + 3] = own(view, 'decayDays0') / (totalDays[0]! + DECAY_PRIOR[0]!);
    out[at + 4] = own(view, 'decayDays1') / (totalDays[1]! + DECAY_PRIOR[1]!);
    out[at + 5] = own(view, 'decayDays2') / (totalDays[2]! + DECAY_PRIOR[2]!);
    out[at + 6] = own(view, 'decayBaskets0') / totalBaskets[0]!;
    out[at + 7] = own(view, 'decayBaskets1') / totalBaskets[1]!;
    out[at + 8] = own(view, 'decayBaskets2') / totalBaskets[2]!;
    out[at + 9] = own(view, 'recent0') / Math.min(baskets, RECENT_BASKETS[0]);
    out[at + 10] = own(view, 'recent1') / Math.min(baskets, RECENT_BASKETS[1]);
    out[at + 11] = own(view, 'recent2') / Math.min(baskets, RECENT_BASKETS[2]);
    out[at + 12] = own(view, 'recent3') / Math.min(baskets, RECENT_BASKETS[3]);
    out[at + 13] = own(view, 'lightness') / lightness;
    out[at + 14] = own(view, 'recentLightness') / view.own.recentLightness;
    out[at + 15] = view.tifu;
  },
};

/** Weight added to the decayed number of baskets, so that a share after a long absence is not one basket's. */
const DECAY_PRIOR = DAY_HALF_LIVES.map((halfLife) => 1.5 / halfLife);
/** Log-days and log-baskets that stand for "never bought". */
const NEVER_DAYS = 6;
const NEVER_BASKETS = 5;

/** How long ago, in log(1 + days) and log(1 + baskets). */
const recency: FeatureGroup = {
  names: ['last_basket', 'last_days', 'first_days', 'streak'],
  write: (out, at, view) => {
    const known = view.item >= 0;
    out[at] = known ? Math.log1p(own(view, 'lastBasket')) : NEVER_BASKETS;
    out[at + 1] = known ? Math.log1p(own(view, 'lastAge')) : NEVER_DAYS;
    out[at + 2] = known ? Math.log1p(own(view, 'firstAge')) : NEVER_DAYS;
    out[at + 3] = Math.log1p(own(view, 'streak'));
  },
};

/** Gaps of the shop that the customer's own mean gap is shrunk with. */
const PRIOR_GAPS = 2;

/** Whether it is due at the expected visit: log of (days since the last purchase until then ÷ a gap). */
const dueness: FeatureGroup = {
  names: ['gap', 'gap_last', 'gap_longest', 'due', 'due_shrunk', 'due_last', 'due_longest', 'due_baskets'],
  write: (out, at, view) => {
    const count = own(view, 'count');
    const shopGap = view.shop.figure(view.product, SHOP.gapDays);
    const span = own(view, 'firstAge') - own(view, 'lastAge');
    const gap = count > 1 ? span / (count - 1) : shopGap;
    const lastGap = count > 1 ? own(view, 'previousAge') - own(view, 'lastAge') : shopGap;
    const longest = count > 1 ? own(view, 'longestGap') : shopGap;
    const shrunk = (span + PRIOR_GAPS * shopGap) / (Math.max(0, count - 1) + PRIOR_GAPS);
    const elapsed = view.item < 0 ? Math.exp(NEVER_DAYS) : own(view, 'lastAge') + view.visit.days;
    out[at] = Math.log(gap);
    out[at + 1] = Math.log(lastGap);
    out[at + 2] = Math.log(longest);
    out[at + 3] = Math.log(elapsed / gap);
    out[at + 4] = Math.log(elapsed / shrunk);
    out[at + 5] = Math.log(elapsed / lastGap);
    out[at + 6] = Math.log(elapsed / longest);
    const since = view.item < 0 ? Math.exp(NEVER_BASKETS) : own(view, 'lastBasket') + 1;
    out[at + 7] = Math.log((since * Math.max(1, count)) / view.own.baskets);
  },
};

/** In which baskets: size of those with it (log), and its share on the expected day of the week. */
const habit: FeatureGroup = {
  names: ['size_with', 'size_with_relative', 'weekday_share', 'weekday_lift'],
  write: (out, at, view) => {
    const { baskets, sizes, sameWeekday } = view.own;
    const count = own(view, 'count');
    const share = count / baskets;
    const meanSize = sizes / baskets;
    const size = count > 0 ? own(view, 'sizes') / count : meanSize;
    const weekday = (own(view, 'sameWeekday') + 2 * share) / (sameWeekday + 2);
    out[at] = Math.log(size);
    out[at + 1] = Math.log(size / meanSize);
    out[at + 2] = weekday;
    out[at + 3] = count > 0 ? Math.log(weekday / share) : 0;
  },
};

/** What orders the short list for its places. */
export const ORDERS = ['share', 'baskets_10', 'days_120', 'small_baskets', 'small_recent', 'neighbourly'] as const;

/** Where it stands in the customer's own list: log(1 + place), and score ÷ the best score. */
const standing: FeatureGroup = {
  names: ORDERS.flatMap((order) => [`place_${order}`, `relative_${order}`]),
  write: (out, at, { places, relative }) => {
    for (let order = 0; order < ORDERS.length; order++) {
      out[at + 2 * order] = Math.log1p(places[order]!);
      out[at + 2 * order + 1] = relative[order]!;
    }
  },
};

/** Share that keeps the neighbours' lift of rare products small. */
const LEAST_SHARE = 0.002;

/** What the shop's customers do with it. */
const shop: FeatureGroup = {
  names: [
    'popularity',
    'trend_28',
    'trend_7',
    'buyers',
    'repeat_rate',
    'buyer_share',
    'shop_size',
    'shop_gap',
    'buyer_size',
    'repeat_trend',
    'shop_weekday',
    'neighbours',
    'neighbours_lift',
  ],
  write: (out, at, { shop: s, product, visit, neighbours }) => {
    for (let column = SHOP.popularity; column < SHOP.gapDays; column++) out[at + column] = s.figure(product, column);
    out[at + 7] = Math.log(s.figure(product, SHOP.gapDays));
    out[at + 8] = s.figure(product, SHOP.buyerSize);
    out[at + 9] = s.figure(product, SHOP.repeatTrend);
    out[at + 10] = s.figure(product, SHOP.monday + visit.weekday);
    out[at + 11] = Math.sqrt(neighbours);
    const share = Math.exp(s.figure(product, SHOP.popularity));
    out[at + 12] = Math.log((neighbours + LEAST_SHARE) / (share + LEAST_SHARE));
  },
};

/** How the customer buys the product's family, one level up the hierarchy. */
const family: FeatureGroup = {
  names: ['family_share', 'family_share_10', 'family_last_basket', 'family_due', 'family_part'],
  write: (out, at, { own: o, families, family: f, visit, item }) => {
    const count = families.count[f]!;
    const known = count > 0;
    const gap = count > 1 ? (families.firstAge[f]! - families.lastAge[f]!) / (count - 1) : o.firstAge + 1;
    out[at] = count / o.baskets;
    out[at + 1] = families.decayed[f]! / families.total;
    out[at + 2] = known ? Math.log1p(families.lastBasket[f]!) : NEVER_BASKETS;
    out[at + 3] = known ? Math.log((families.lastAge[f]! + visit.days) / gap) : NEVER_DAYS;
    out[at + 4] = known && item >= 0 ? o.columns.count[item]! / count : 0;
  },
};

/** What the customer's next basket will be like, the same for all candidates. */
const customer: FeatureGroup = {
  names: [
    'baskets',
    'mean_size',
    'last_size',
    'elapsed',
    'mean_gap',
    'days_to_visit',
    'variety',
    'visit_sin',
    'visit_cos',
    'overdue',
    'recent_size',
  ],
  write: (out, at, { own: o, visit }) => {
    const angle = (2 * Math.PI * visit.weekday) / 7;
    out[at] = Math.log1p(o.baskets);
    out[at + 1] = Math.log(o.sizes / o.baskets);
    out[at + 2] = Math.log(o.lastSize);
    out[at + 3] = Math.log1p(o.lastAge);
    out[at + 4] = Math.log(visit.meanGap);
    out[at + 5] = Math.log(visit.days);
    out[at + 6] = Math.log(o.size / o.baskets);
    out[at + 7] = Math.sin(angle);
    out[at + 8] = Math.cos(angle);
    out[at + 9] = Math.log((o.lastAge + 1) / visit.meanGap);
    out[at + 10] = Math.log(o.recentSize);
  },
};

const GROUPS = [frequency, recency, dueness, habit, standing, shop, family, customer];

/** Names of the candidate features, in the order of the columns. */
export const CANDIDATE_FEATURES: readonly string[] = GROUPS.flatMap(({ names }) => names);

/** Writes the features of one candidate from `at` on, unscaled. */
export function writeCandidate(out: Float32Array, at: number, view: CandidateView): void {
  let column = at;
  for (const group of GROUPS) {
    group.write(out, column, view);
    column += group.names.length;
  }
}
