import type { FeatureGroup } from './candidate-view';
import { SHOP } from './shop-view';

/** Share that keeps the neighbours' lift of rare products small. */
const LEAST_SHARE = 0.002;
const { popularity: FIRST, logGap: LOG_GAP, buyerSize: BUYER_SIZE, repeatTrend: REPEAT_TREND } = SHOP;
const { monday: MONDAY, share: SHARE } = SHOP;
/** Figures of SHOP from the first on that stand in the same order in both. */
const ALIKE = SHOP.size + 1;

/** What the shop's customers do with it. */
export const SHOP_FEATURES: FeatureGroup = {
  meanings: {
    popularity: 'log of its share of all baskets',
    trend_28: 'log(share of the last 28 days’ baskets ÷ share of all)',
    trend_7: 'log(share of the last 7 days’ baskets ÷ share of all)',
    buyers: 'log of the share of customers who bought it',
    repeat_rate: 'chance that the basket after one with it holds it again',
    buyer_share: 'mean share of a buyer’s baskets that hold it',
    shop_size: 'log of the mean size of the baskets with it',
    shop_gap: 'log of the mean days between a customer’s purchases of it',
    buyer_size: 'log of its buyers’ mean basket size',
    repeat_trend: 'log(repeat purchases of 28 days ÷ those its buyers’ habits let expect)',
    shop_weekday: 'log(its share of baskets on the visit’s day of the week ÷ its share of all)',
    neighbours: '√ of its mean share among the neighbours',
    neighbours_lift: 'log(neighbours’ share ÷ share of all baskets)',
  },
  write({ shop: { values: v }, shopAt, visit, neighbours }, out, at) {
    for (let i = 0; i < ALIKE; i++) out[at + i] = v[shopAt + FIRST + i]!;
    out[at + 7] = v[shopAt + LOG_GAP]!;
    out[at + 8] = v[shopAt + BUYER_SIZE]!;
    out[at + 9] = v[shopAt + REPEAT_TREND]!;
    out[at + 10] = v[shopAt + MONDAY + visit.weekday]!;
    out[at + 11] = Math.sqrt(neighbours);
    out[at + 12] = Math.log((neighbours + LEAST_SHARE) / (v[shopAt + SHARE]! + LEAST_SHARE));
  },
};
