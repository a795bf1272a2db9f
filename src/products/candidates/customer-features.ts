import type { CandidateFeatures, CandidateView } from './candidate-view';
import { feature } from './candidate-view';
import { NEVER_BASKETS, NEVER_DAYS } from './own-features';
import { ORDERS } from './short-list-orders';

/** Where it stands in the customer's own list. */
export const STANDING: CandidateFeatures = Object.fromEntries(
  Object.entries(ORDERS).flatMap(([name, { meaning }], order) => [
    [`place_${name}`, feature(`log(1 + place by ${meaning})`, ({ places }) => Math.log1p(places[order]!))],
    [`relative_${name}`, feature(`${meaning} ÷ that of the first`, ({ relative }) => relative[order]!)],
  ]),
);

/** Baskets of the customer that hold a product of the family. */
const familyCount = ({ families, family }: CandidateView) => families.count[family]!;

/** Mean days between the customer's purchases of the family; since before the first basket where there is no gap. */
function familyGap(c: CandidateView): number {
  const { firstAge, lastAge } = c.families;
  const purchases = familyCount(c);
  return purchases > 1 ? (firstAge[c.family]! - lastAge[c.family]!) / (purchases - 1) : c.own.firstAge + 1;
}

/** How the customer buys the product's family, one level up the hierarchy. */
export const FAMILY: CandidateFeatures = {
  family_share: feature('share of the baskets that hold the family', (c) => familyCount(c) / c.own.baskets),
  family_share_10: feature(
    'the same, a basket’s weight halving every 10 baskets',
    ({ families, family }) => families.decayed[family]! / families.total,
  ),
  family_last_basket: feature('log(1 + baskets since the family’s latest purchase)', (c) =>
    familyCount(c) > 0 ? Math.log1p(c.families.lastBasket[c.family]!) : NEVER_BASKETS,
  ),
  family_due: feature('log(days from the family’s latest purchase to the visit ÷ its mean gap)', (c) =>
    familyCount(c) > 0 ? Math.log((c.families.lastAge[c.family]! + c.visit.days) / familyGap(c)) : NEVER_DAYS,
  ),
  family_part: feature('baskets that hold it ÷ baskets that hold the family', (c) =>
    familyCount(c) > 0 ? c.count / familyCount(c) : 0,
  ),
};

const angle = ({ visit }: CandidateView) => (2 * Math.PI * visit.weekday) / 7;

/** What the customer's next basket will be like, the same for all candidates. */
export const CUSTOMER: CandidateFeatures = {
  baskets: feature('log(1 + baskets)', ({ own }) => Math.log1p(own.baskets)),
  mean_size: feature('log of the mean size of a basket', ({ own }) => Math.log(own.sizes / own.baskets)),
  last_size: feature('log of the latest basket’s size', ({ own }) => Math.log(own.lastSize)),
  elapsed: feature('log(1 + days since the latest basket)', ({ own }) => Math.log1p(own.lastAge)),
  mean_gap: feature('log of the mean gap between baskets, shrunk towards a week', ({ visit }) =>
    Math.log(visit.meanGap),
  ),
  days_to_visit: feature('log of the days to the expected visit', ({ visit }) => Math.log(visit.days)),
  variety: feature('log(different products ÷ baskets)', ({ own }) => Math.log(own.size / own.baskets)),
  visit_sin: feature('day of the week of the visit on a circle, sine', (c) => Math.sin(angle(c))),
  visit_cos: feature('day of the week of the visit on a circle, cosine', (c) => Math.cos(angle(c))),
  overdue: feature('log((days since the latest basket + 1) ÷ mean gap)', ({ own, visit }) =>
    Math.log((own.lastAge + 1) / visit.meanGap),
  ),
  recent_size: feature('log of the mean size of the latest five baskets', ({ own }) => Math.log(own.recentSize)),
};
