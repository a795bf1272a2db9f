import type { FeatureGroup } from './candidate-view';
import { basketsWith, NEVER_BASKETS, NEVER_DAYS } from './own-features';
import { ORDERS } from './short-list-orders';
import { log1pOf } from './whole-logs';

/** Where it stands in the customer's own list. */
export const STANDING: FeatureGroup = {
  meanings: Object.fromEntries(
    Object.entries(ORDERS.meanings).flatMap(([name, meaning]) => [
      [`place_${name}`, `log(1 + place by ${meaning})`],
      [`relative_${name}`, `${meaning} ÷ that of the first`],
    ]),
  ),
  write({ places, relative }, out, at) {
    for (let order = 0; order < places.length; order++) {
      out[at + 2 * order] = log1pOf(places[order]!);
      out[at + 2 * order + 1] = relative[order]!;
    }
  },
};

/** How the customer buys the product's family, one level up the hierarchy. */
export const FAMILY: FeatureGroup = {
  meanings: {
    family_share: 'share of the baskets that hold the family',
    family_share_10: 'the same, a basket’s weight halving every 10 baskets',
    family_last_basket: 'log(1 + baskets since the family’s latest purchase)',
    family_due: 'log(days from the family’s latest purchase to the visit ÷ its mean gap)',
    family_part: 'baskets that hold it ÷ baskets that hold the family',
  },
  write(c, out, at) {
    const { families, family, own, visit } = c;
    const purchases = families.count[family]!;
    out[at] = purchases / own.baskets;
    out[at + 1] = families.decayed[family]! / families.total;
    if (purchases > 0) {
      const lastAge = families.lastAge[family]!;
      // since before the first basket where there is no gap
      const gap = purchases > 1 ? (families.firstAge[family]! - lastAge) / (purchases - 1) : own.firstAge + 1;
      out[at + 2] = log1pOf(families.lastBasket[family]!);
      out[at + 3] = Math.log((lastAge + visit.days) / gap);
      out[at + 4] = basketsWith(c) / purchases;
    } else {
      out[at + 2] = NEVER_BASKETS;
      out[at + 3] = NEVER_DAYS;
      out[at + 4] = 0;
    }
  },
};

/** What the customer's next basket will be like, the same for all candidates. */
export const CUSTOMER: FeatureGroup = {
  meanings: {
    baskets: 'log(1 + baskets)',
    mean_size: 'log of the mean size of a basket',
    last_size: 'log of the latest basket’s size',
    elapsed: 'log(1 + days since the latest basket)',
    mean_gap: 'log of the mean gap between baskets, shrunk towards a week',
    days_to_visit: 'log of the days to the expected visit',
    variety: 'log(different products ÷ baskets)',
    visit_sin: 'day of the week of the visit on a circle, sine',
    visit_cos: 'day of the week of the visit on a circle, cosine',
    overdue: 'log((days since the latest basket + 1) ÷ mean gap)',
    recent_size: 'log of the mean size of the latest five baskets',
  },
  write({ own, visit }, out, at) {
    const angle = (2 * Math.PI * visit.weekday) / 7;
    out[at] = Math.log1p(own.baskets);
    out[at + 1] = Math.log(own.sizes / own.baskets);
    out[at + 2] = Math.log(own.lastSize);
    out[at + 3] = Math.log1p(own.lastAge);
    out[at + 4] = Math.log(visit.meanGap);
    out[at + 5] = Math.log(visit.days);
    out[at + 6] = Math.log(own.size / own.baskets);
    out[at + 7] = Math.sin(angle);
    out[at + 8] = Math.cos(angle);
    out[at + 9] = Math.log((own.lastAge + 1) / visit.meanGap);
    out[at + 10] = Math.log(own.recentSize);
  },
};
