import type { CandidateFeatures, CandidateView } from './candidate-view';
import { feature } from './candidate-view';
import { DAY_HALF_LIVES, RECENT_BASKETS } from './own-items';
import { SHOP } from './shop-view';

/** Weight added to the decayed number of baskets, so that a share after a long absence is not one basket's. */
const DECAY_PRIOR = DAY_HALF_LIVES.map((halfLife) => 1.5 / halfLife);
const latest = ({ own: { baskets } }: CandidateView, most: number) => Math.min(baskets, most);

/** How often: shares of all, of the latest and of decayed baskets, 0 … 1. */
export const FREQUENCY: CandidateFeatures = {
  known: feature('1 for a product that the customer has bought', (c) => (c.item < 0 ? 0 : 1)),
  share: feature('share of the baskets that hold it', (c) => c.count / c.own.baskets),
  log_count: feature('log(1 + baskets that hold it)', (c) => Math.log1p(c.count)),
  share_days_14: feature(
    'share of the baskets, their weight halving every 14 days',
    (c) => c.of(c.own.columns.decayDays0) / (c.own.totalDays[0]! + DECAY_PRIOR[0]!),
  ),
  share_days_45: feature(
    'share of the baskets, their weight halving every 45 days',
    (c) => c.of(c.own.columns.decayDays1) / (c.own.totalDays[1]! + DECAY_PRIOR[1]!),
  ),
  share_days_120: feature(
    'share of the baskets, their weight halving every 120 days',
    (c) => c.of(c.own.columns.decayDays2) / (c.own.totalDays[2]! + DECAY_PRIOR[2]!),
  ),
  share_baskets_3: feature(
    'share of the baskets, their weight halving every 3 baskets',
    (c) => c.of(c.own.columns.decayBaskets0) / c.own.totalBaskets[0]!,
  ),
  share_baskets_10: feature(
    'share of the baskets, their weight halving every 10 baskets',
    (c) => c.of(c.own.columns.decayBaskets1) / c.own.totalBaskets[1]!,
  ),
  share_baskets_30: feature(
    'share of the baskets, their weight halving every 30 baskets',
    (c) => c.of(c.own.columns.decayBaskets2) / c.own.totalBaskets[2]!,
  ),
  last_3: feature('share of the latest 3 baskets', (c) => c.of(c.own.columns.recent0) / latest(c, RECENT_BASKETS[0])),
  last_5: feature('share of the latest 5 baskets', (c) => c.of(c.own.columns.recent1) / latest(c, RECENT_BASKETS[1])),
  last_10: feature('share of the latest 10 baskets', (c) => c.of(c.own.columns.recent2) / latest(c, RECENT_BASKETS[2])),
  last_20: feature('share of the latest 20 baskets', (c) => c.of(c.own.columns.recent3) / latest(c, RECENT_BASKETS[3])),
  share_small_baskets: feature(
    'share of the baskets, each weighing 1 ÷ √size',
    (c) => c.of(c.own.columns.lightness) / c.own.lightness,
  ),
  share_small_recent: feature(
    'share of the baskets, each weighing 1 ÷ √size, halving every 10 baskets',
    (c) => c.of(c.own.columns.recentLightness) / c.own.recentLightness,
  ),
  share_neighbourly: feature('score of TIFU-KNN: own profile and the neighbours’', (c) => c.tifu),
};

/** Log-days and log-baskets that stand for "never bought". */
export const NEVER_DAYS = 6;
export const NEVER_BASKETS = 5;

/** How long ago, in log(1 + days) and log(1 + baskets). */
export const RECENCY: CandidateFeatures = {
  last_basket: feature('log(1 + baskets since the latest purchase)', (c) =>
    c.item < 0 ? NEVER_BASKETS : Math.log1p(c.of(c.own.columns.lastBasket)),
  ),
  last_days: feature('log(1 + days since the latest purchase)', (c) =>
    c.item < 0 ? NEVER_DAYS : Math.log1p(c.of(c.own.columns.lastAge)),
  ),
  first_days: feature('log(1 + days since the first purchase)', (c) =>
    c.item < 0 ? NEVER_DAYS : Math.log1p(c.of(c.own.columns.firstAge)),
  ),
  streak: feature('log(1 + latest baskets in a row that hold it)', (c) => Math.log1p(c.of(c.own.columns.streak))),
};

/** Gaps of the shop that the customer's own mean gap is shrunk with. */
const PRIOR_GAPS = 2;

const lastAge = (c: CandidateView) => c.of(c.own.columns.lastAge);
const shopGap = (c: CandidateView) => c.inShop(SHOP.gapDays);
/** Days from the first purchase to the latest. */
const span = (c: CandidateView) => c.of(c.own.columns.firstAge) - lastAge(c);
const gap = (c: CandidateView) => (c.count > 1 ? span(c) / (c.count - 1) : shopGap(c));
const shrunkGap = (c: CandidateView) => (span(c) + PRIOR_GAPS * shopGap(c)) / (Math.max(0, c.count - 1) + PRIOR_GAPS);
const lastGap = (c: CandidateView) => (c.count > 1 ? c.of(c.own.columns.previousAge) - lastAge(c) : shopGap(c));
const longestGap = (c: CandidateView) => (c.count > 1 ? c.of(c.own.columns.longestGap) : shopGap(c));
/** Days from the latest purchase to the expected visit, baskets from it to the next one. */
const elapsed = (c: CandidateView) => (c.item < 0 ? Math.exp(NEVER_DAYS) : lastAge(c) + c.visit.days);
const passed = (c: CandidateView) => (c.item < 0 ? Math.exp(NEVER_BASKETS) : c.of(c.own.columns.lastBasket) + 1);

/** Gaps of the product, the shop's where the customer has none, and whether it is due at the expected visit. */
export const DUENESS: CandidateFeatures = {
  gap: feature('log of the mean gap', (c) => Math.log(gap(c))),
  gap_last: feature('log of the last gap', (c) => Math.log(lastGap(c))),
  gap_longest: feature('log of the longest gap', (c) => Math.log(longestGap(c))),
  due: feature('log(days to the visit ÷ mean gap)', (c) => Math.log(elapsed(c) / gap(c))),
  due_shrunk: feature('log(days to the visit ÷ mean gap with two of the shop’s)', (c) =>
    Math.log(elapsed(c) / shrunkGap(c)),
  ),
  due_last: feature('log(days to the visit ÷ last gap)', (c) => Math.log(elapsed(c) / lastGap(c))),
  due_longest: feature('log(days to the visit ÷ longest gap)', (c) => Math.log(elapsed(c) / longestGap(c))),
  due_baskets: feature('log(baskets to the next one ÷ baskets a purchase)', (c) =>
    Math.log((passed(c) * Math.max(1, c.count)) / c.own.baskets),
  ),
};

/** Baskets of the customer's general share that steady the weekday's. */
const PRIOR_WEEKDAY = 2;

const meanSize = ({ own: { sizes, baskets } }: CandidateView) => sizes / baskets;
const sizeWith = (c: CandidateView) => (c.count > 0 ? c.of(c.own.columns.sizes) / c.count : meanSize(c));
const share = (c: CandidateView) => c.count / c.own.baskets;
const weekdayShare = (c: CandidateView) =>
  (c.of(c.own.columns.sameWeekday) + PRIOR_WEEKDAY * share(c)) / (c.own.sameWeekday + PRIOR_WEEKDAY);

/** In which baskets: size of those with it, and its share on the expected day of the week. */
export const HABIT: CandidateFeatures = {
  size_with: feature('log of the mean size of the customer’s baskets with it', (c) => Math.log(sizeWith(c))),
  size_with_relative: feature('the same ÷ the customer’s mean size', (c) => Math.log(sizeWith(c) / meanSize(c))),
  weekday_share: feature('share of the baskets on the visit’s day of the week', weekdayShare),
  weekday_lift: feature('log of it ÷ the share of all baskets', (c) =>
    c.count > 0 ? Math.log(weekdayShare(c) / share(c)) : 0,
  ),
};
