import type { CandidateFeatures } from './candidate-view';
import { feature } from './candidate-view';
import { SHOP } from './shop-view';

/** Share that keeps the neighbours' lift of rare products small. */
const LEAST_SHARE = 0.002;

const figure = (meaning: string, column: number) => feature(meaning, (c) => c.inShop(column));

/** What the shop's customers do with it. */
export const SHOP_FEATURES: CandidateFeatures = {
  popularity: figure('log of its share of all baskets', SHOP.popularity),
  trend_28: figure('log(share of the last 28 days’ baskets ÷ share of all)', SHOP.trend28),
  trend_7: figure('log(share of the last 7 days’ baskets ÷ share of all)', SHOP.trend7),
  buyers: figure('log of the share of customers who bought it', SHOP.buyers),
  repeat_rate: figure('chance that the basket after one with it holds it again', SHOP.repeatRate),
  buyer_share: figure('mean share of a buyer’s baskets that hold it', SHOP.buyerShare),
  shop_size: figure('log of the mean size of the baskets with it', SHOP.size),
  shop_gap: feature('log of the mean days between a customer’s purchases of it', (c) =>
    Math.log(c.inShop(SHOP.gapDays)),
  ),
  buyer_size: figure('log of its buyers’ mean basket size', SHOP.buyerSize),
  repeat_trend: figure('log(repeat purchases of 28 days ÷ those its buyers’ habits let expect)', SHOP.repeatTrend),
  shop_weekday: feature('log(its share of baskets on the visit’s day of the week ÷ its share of all)', (c) =>
    c.inShop(SHOP.monday + c.visit.weekday),
  ),
  neighbours: feature('√ of its mean share among the neighbours', (c) => Math.sqrt(c.neighbours)),
  neighbours_lift: feature('log(neighbours’ share ÷ share of all baskets)', (c) => {
    const share = Math.exp(c.inShop(SHOP.popularity));
    return Math.log((c.neighbours + LEAST_SHARE) / (share + LEAST_SHARE));
  }),
};
