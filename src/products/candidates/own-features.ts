import type { CandidateView, FeatureGroup } from './candidate-view';
import { DAY_HALF_LIVES, OWN, RECENT_BASKETS } from './own-figures';
import { SHOP } from './shop-view';
import { log1pOf, logOf } from './whole-logs';

/** Weight added to the decayed number of baskets, so that a share after a long absence is not one basket's. */
const DECAY_PRIOR = DAY_HALF_LIVES.map((halfLife) => 1.5 / halfLife);
const [LATEST_3, LATEST_5, LATEST_10, LATEST_20] = RECENT_BASKETS;
// as constants of this module they cost nothing where they are read
const { count: COUNT, lastBasket: LAST_BASKET, lastAge: LAST_AGE, previousAge: PREVIOUS_AGE } = OWN;
const { firstAge: FIRST_AGE, longestGap: LONGEST_GAP, streak: STREAK, sameWeekday: SAME_WEEKDAY } = OWN;
const { lightness: LIGHTNESS, recentLightness: RECENT_LIGHTNESS, sizes: SIZES } = OWN;
const { decayDays0: DECAY_DAYS, decayBaskets0: DECAY_BASKETS, recent0: RECENT } = OWN;
const { gapDays: SHOP_GAP, logGap: LOG_SHOP_GAP } = SHOP;

/** How often: shares of all, of the latest and of decayed baskets, 0 … 1. */
export const FREQUENCY: FeatureGroup = {
  meanings: {
    known: '1 for a product that the customer has bought',
    share: 'share of the baskets that hold it',
    log_count: 'log(1 + baskets that hold it)',
    share_days_14: 'share of the baskets, their weight halving every 14 days',
    share_days_45: 'share of the baskets, their weight halving every 45 days',
    share_days_120: 'share of the baskets, their weight halving every 120 days',
    share_baskets_3: 'share of the baskets, their weight halving every 3 baskets',
    share_baskets_10: 'share of the baskets, their weight halving every 10 baskets',
    share_baskets_30: 'share of the baskets, their weight halving every 30 baskets',
    last_3: 'share of the latest 3 baskets',
    last_5: 'share of the latest 5 baskets',
    last_10: 'share of the latest 10 baskets',
    last_20: 'share of the latest 20 baskets',
    share_small_baskets: 'share of the baskets, each weighing 1 ÷ √size',
    share_small_recent: 'share of the baskets, each weighing 1 ÷ √size, halving every 10 baskets',
    share_neighbourly: 'score of TIFU-KNN: own profile and the neighbours’',
  },
  write({ item, own, ownAt, tifu }, out, at) {
    const { values: v, baskets, totalDays, totalBaskets } = own;
    out[at] = item < 0 ? 0 : 1;
    out[at + 1] = v[ownAt + COUNT]! / baskets;
    out[at + 2] = log1pOf(v[ownAt + COUNT]!);
    for (let i = 0; i < 3; i++) {
      out[at + 3 + i] = v[ownAt + DECAY_DAYS + i]! / (totalDays[i]! + DECAY_PRIOR[i]!);
      out[at + 6 + i] = v[ownAt + DECAY_BASKETS + i]! / totalBaskets[i]!;
    }
    out[at + 9] = v[ownAt + RECENT]! / Math.min(baskets, LATEST_3);
    out[at + 10] = v[ownAt + RECENT + 1]! / Math.min(baskets, LATEST_5);
    out[at + 11] = v[ownAt + RECENT + 2]! / Math.min(baskets, LATEST_10);
    out[at + 12] = v[ownAt + RECENT + 3]! / Math.min(baskets, LATEST_20);
    out[at + 13] = v[ownAt + LIGHTNESS]! / own.lightness;
    out[at + 14] = v[ownAt + RECENT_LIGHTNESS]! / own.recentLightness;
    out[at + 15] = tifu;
  },
};

/** Log-days and log-baskets that stand for "never bought". */
export const NEVER_DAYS = 6;
export const NEVER_BASKETS = 5;

/** How long ago, in log(1 + days) and log(1 + baskets). */
export const RECENCY: FeatureGroup = {
  meanings: {
    last_basket: 'log(1 + baskets since the latest purchase)',
    last_days: 'log(1 + days since the latest purchase)',
    first_days: 'log(1 + days since the first purchase)',
    streak: 'log(1 + latest baskets in a row that hold it)',
  },
  write({ item, own: { values: v }, ownAt }, out, at) {
    const bought = item >= 0;
    out[at] = bought ? log1pOf(v[ownAt + LAST_BASKET]!) : NEVER_BASKETS;
    out[at + 1] = bought ? log1pOf(v[ownAt + LAST_AGE]!) : NEVER_DAYS;
    out[at + 2] = bought ? log1pOf(v[ownAt + FIRST_AGE]!) : NEVER_DAYS;
    out[at + 3] = log1pOf(v[ownAt + STREAK]!);
  },
};

/** Gaps of the shop that the customer's own mean gap is shrunk with. */
const PRIOR_GAPS = 2;
/** Days and baskets since the latest purchase of a product that was never bought. */
const ELAPSED_NEVER = Math.exp(NEVER_DAYS);
const PASSED_NEVER = Math.exp(NEVER_BASKETS);

/** Gaps of the product, the shop's where the customer has none, and whether it is due at the expected visit. */
export const DUENESS: FeatureGroup = {
  meanings: {
    gap: 'log of the mean gap',
    gap_last: 'log of the last gap',
    gap_longest: 'log of the longest gap',
    due: 'log(days to the visit ÷ mean gap)',
    due_shrunk: 'log(days to the visit ÷ mean gap with two of the shop’s)',
    due_last: 'log(days to the visit ÷ last gap)',
    due_longest: 'log(days to the visit ÷ longest gap)',
    due_baskets: 'log(baskets to the next one ÷ baskets a purchase)',
  },
  write(c, out, at) {
    const { item, own, ownAt, shop, shopAt, visit } = c;
    const { values: v, baskets } = own;
    const count = v[ownAt + COUNT]!;
    const lastAge = v[ownAt + LAST_AGE]!;
    const shopGap = shop.values[shopAt + SHOP_GAP]!;
    const span = v[ownAt + FIRST_AGE]! - lastAge;
    // days from the latest purchase to the expected visit, baskets from it to the next one
    const elapsed = item < 0 ? ELAPSED_NEVER : lastAge + visit.days;
    const passed = item < 0 ? PASSED_NEVER : v[ownAt + LAST_BASKET]! + 1;
    const shrunkGap = (span + PRIOR_GAPS * shopGap) / (Math.max(0, count - 1) + PRIOR_GAPS);
    if (count > 1) {
      const gap = span / (count - 1);
      const lastGap = v[ownAt + PREVIOUS_AGE]! - lastAge;
      const longestGap = v[ownAt + LONGEST_GAP]!;
      out[at] = Math.log(gap);
      out[at + 1] = logOf(lastGap);
      out[at + 2] = logOf(longestGap);
      out[at + 3] = Math.log(elapsed / gap);
      out[at + 5] = Math.log(elapsed / lastGap);
      out[at + 6] = Math.log(elapsed / longestGap);
    } else {
      out.fill(shop.values[shopAt + LOG_SHOP_GAP]!, at, at + 3);
      const due = Math.log(elapsed / shopGap);
      out[at + 3] = due;
      out[at + 5] = due;
      out[at + 6] = due;
    }
    out[at + 4] = Math.log(elapsed / shrunkGap);
    out[at + 7] = Math.log((passed * Math.max(1, count)) / baskets);
  },
};

/** Baskets of the customer's general share that steady the weekday's. */
const PRIOR_WEEKDAY = 2;

/** In which baskets: size of those with it, and its share on the expected day of the week. */
export const HABIT: FeatureGroup = {
  meanings: {
    size_with: 'log of the mean size of the customer’s baskets with it',
    size_with_relative: 'the same ÷ the customer’s mean size',
    weekday_share: 'share of the baskets on the visit’s day of the week',
    weekday_lift: 'log of it ÷ the share of all baskets',
  },
  write({ own, ownAt }, out, at) {
    const { values: v, sizes, baskets } = own;
    const count = v[ownAt + COUNT]!;
    const share = count / baskets;
    const meanSize = sizes / baskets;
    const sizeWith = count > 0 ? v[ownAt + SIZES]! / count : meanSize;
    const weekdayShare = (v[ownAt + SAME_WEEKDAY]! + PRIOR_WEEKDAY * share) / (own.sameWeekday + PRIOR_WEEKDAY);
    out[at] = Math.log(sizeWith);
    out[at + 1] = Math.log(sizeWith / meanSize);
    out[at + 2] = weekdayShare;
    out[at + 3] = count > 0 ? Math.log(weekdayShare / share) : 0;
  },
};

/** Baskets of the customer that hold the candidate. */
export function basketsWith({ own, ownAt }: CandidateView): number {
  return own.values[ownAt + COUNT]!;
}
