import { expect, test } from 'vitest';
import type { BasketHistory } from '../../src/products/baskets/basket-history';
import { CandidateBuilder } from '../../src/products/candidates/candidate-builder';
import { CANDIDATE_FEATURES, FEATURES_OF_CANDIDATES } from '../../src/products/candidates/candidate-features';
import { AGES, ALL, DAY, MILK_A, MILK_B, SHOP, SIZES, TEA, WITH_A, WITH_B } from './shop-of-milk';
import { contextOn, history } from './tiny-baskets';

type Weight = (basket: number) => number;
const { log, sqrt } = Math;
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
/** Share of the customer's baskets, each with a weight. */
const shareOf = (baskets: readonly number[], weight: Weight, prior = 0) =>
  sum(baskets.map(weight)) / (sum(ALL.map(weight)) + prior);
const halving =
  (halfLife: number): Weight =>
  (basket) =>
    2 ** (-basket / halfLife);
const ageHalving =
  (halfLife: number): Weight =>
  (basket) =>
    2 ** (-AGES[basket]! / halfLife);
const light: Weight = (basket) => 1 / sqrt(SIZES[basket]!);
const lightHalving: Weight = (basket) => light(basket) * halving(10)(basket);

/** Features of one candidate of a customer by name. */
function featuresOf(shop: BasketHistory, day: number, product: number): Record<string, number> {
  const builder = new CandidateBuilder(contextOn(shop, day), { own: 32, unseen: 8 });
  builder.build(0, day);
  const out = new Float32Array(40 * CANDIDATE_FEATURES.length);
  builder.write(out, 0);
  const row = builder.list.products.subarray(0, builder.list.size).indexOf(product);
  const values = out.subarray(row * CANDIDATE_FEATURES.length, (row + 1) * CANDIDATE_FEATURES.length);
  return Object.fromEntries(CANDIDATE_FEATURES.map((name, column) => [name, values[column]!]));
}

const near = (expected: Record<string, number>) =>
  Object.fromEntries(Object.entries(expected).map(([name, value]) => [name, expect.closeTo(value, 4)]));

// share of all baskets with milk A, 10 of 17, half a basket of prior
const S = 10.5 / 17;
// gaps of 77 days over 7 and 10 over 1, and the prior's 90 over 1
const GAP_OF_SHOP = 177 / 9;
// TIFU-KNN: seven latest baskets and five older ones; two neighbours with one group of baskets each
const TIFU_OWN = (1 + 0.9 + 0.9 ** 3 + 0.9 ** 4 + 0.9 ** 5) / 14 + (0.7 * (1 + 0.9 ** 2 + 0.9 ** 3)) / 10;
const TIFU_NEIGHBOURS = (0.9 + 0.81) / 3 / 2;
const TIFU_OWN_B = (0.9 + 0.9 ** 2 + 0.9 ** 3 + 0.9 ** 4 + 0.9 ** 6) / 14 + (0.7 * (0.9 ** 2 + 0.9 ** 4)) / 10;
const TIFU_NEIGHBOURS_B = (1 + 0.9) / 2 / 2;

// mean gap (91 + 3 weeks) / (11 + 3) = 8 days: expected 4 days after day 104, a Sunday
const MILK_A_FEATURES = {
  known: 1,
  share: 8 / 12,
  log_count: log(9),
  share_days_14: shareOf(WITH_A, ageHalving(14), 1.5 / 14),
  share_days_45: shareOf(WITH_A, ageHalving(45), 1.5 / 45),
  share_days_120: shareOf(WITH_A, ageHalving(120), 1.5 / 120),
  share_baskets_3: shareOf(WITH_A, halving(3)),
  share_baskets_10: shareOf(WITH_A, halving(10)),
  share_baskets_30: shareOf(WITH_A, halving(30)),
  last_3: 2 / 3,
  last_5: 4 / 5,
  last_10: 7 / 10,
  last_20: 8 / 12,
  share_small_baskets: shareOf(WITH_A, light),
  share_small_recent: shareOf(WITH_A, lightHalving),
  share_neighbourly: 0.7 * TIFU_OWN + 0.3 * TIFU_NEIGHBOURS,
  last_basket: 0,
  last_days: log(5),
  first_days: log(82),
  streak: log(3),
  gap: log(77 / 7),
  gap_last: log(5),
  gap_longest: log(17),
  due: log(8 / 11),
  due_shrunk: log(8 / ((77 + 2 * GAP_OF_SHOP) / 9)),
  due_last: log(8 / 5),
  due_longest: log(8 / 17),
  due_baskets: log(8 / 12),
  size_with: log(20 / 8),
  size_with_relative: log(20 / 8 / (25 / 12)),
  weekday_share: (1 + (2 * 8) / 12) / 5,
  weekday_lift: log((1 + (2 * 8) / 12) / 5 / (8 / 12)),
  place_share: 0,
  relative_share: 1,
  place_baskets_10: 0,
  relative_baskets_10: 1,
  place_days_120: 0,
  relative_days_120: 1,
  place_small_baskets: 0,
  relative_small_baskets: 1,
  place_small_recent: 0,
  relative_small_recent: 1,
  place_neighbourly: 0,
  relative_neighbourly: 1,
  popularity: log(S),
  trend_28: log((5 + 5 * S) / (8 + 5) / S),
  trend_7: log((1 + 20 * S) / (2 + 20) / S),
  buyers: log(3 / 3),
  repeat_rate: 5.25 / 14,
  buyer_share: (8 / 12 + 2 / 3) / 3,
  shop_size: log((24 + (5 * 35) / 17) / 15),
  shop_gap: log(GAP_OF_SHOP),
  buyer_size: log((25 / 12 + 5 / 3 + (5 * 35) / 17) / 7),
  repeat_trend: log((5 + 3 + 1) / (5 + 5 / 8 + 6 / 9 + 6 / 10 + 7 / 11 + 1 + 1)),
  shop_weekday: log((2 + 5 * S) / (4 + 5) / S),
  neighbours: sqrt(TIFU_NEIGHBOURS),
  neighbours_lift: log((TIFU_NEIGHBOURS + 0.002) / (S + 0.002)),
  family_share: 11 / 12,
  family_share_10: 1 - halving(10)(8) / sum(ALL.map(halving(10))),
  family_last_basket: 0,
  family_due: log(8 / 9.1),
  family_part: 8 / 11,
  baskets: log(13),
  mean_size: log(25 / 12),
  last_size: log(2),
  elapsed: log(5),
  mean_gap: log(8),
  days_to_visit: log(4),
  variety: log(4 / 12),
  visit_sin: Math.sin((12 * Math.PI) / 7),
  visit_cos: Math.cos((12 * Math.PI) / 7),
  overdue: log(5 / 8),
  recent_size: log(13 / 5),
};

test('every feature of a product of its own, by hand', () => {
  expect(featuresOf(SHOP, DAY, MILK_A)).toEqual(near(MILK_A_FEATURES));
  expect(CANDIDATE_FEATURES).toEqual(Object.keys(MILK_A_FEATURES));
});

test('what differs for another product of the same family', () => {
  // popularity breaks ties: 10 baskets with milk A, 9 with B
  const relative = (b: number, a: number) => (b + (1e-4 * 10) / 18) / (a + (1e-4 * 11) / 18);
  const relativeBy = (weight: Weight) => relative(shareOf(WITH_B, weight), shareOf(WITH_A, weight));
  expect(featuresOf(SHOP, DAY, MILK_B)).toMatchObject(
    near({
      last_basket: log(2),
      last_days: log(10),
      first_days: log(96),
      streak: 0,
      gap: log(86 / 6),
      gap_last: log(9),
      gap_longest: log(25),
      due: log(13 / (86 / 6)),
      due_baskets: log((2 * 7) / 12),
      place_share: log(2),
      relative_share: relative(7 / 12, 8 / 12),
      relative_baskets_10: relativeBy(halving(10)),
      relative_days_120: relativeBy(ageHalving(120)),
      relative_small_baskets: relativeBy(light),
      relative_small_recent: relativeBy(lightHalving),
      relative_neighbourly: relative(
        0.7 * TIFU_OWN_B + 0.3 * TIFU_NEIGHBOURS_B,
        0.7 * TIFU_OWN + 0.3 * TIFU_NEIGHBOURS,
      ),
      weekday_share: (1 + (2 * 7) / 12) / 5,
      buyers: log(3 / 3),
      family_share: 11 / 12,
      family_last_basket: 0,
      family_part: 7 / 11,
      elapsed: log(5),
    }),
  );
});

test('a product never bought has the shop’s gap and no history', () => {
  const due = 6 - log((20 + 90) / 3);
  expect(featuresOf(SHOP, DAY, TEA)).toMatchObject(
    near({
      ...{ known: 0, share: 0, log_count: 0, last_3: 0, streak: 0, weekday_share: 0, weekday_lift: 0 },
      ...{ last_basket: 5, last_days: 6, first_days: 6, due_baskets: 5 - log(12), size_with: log(25 / 12) },
      ...{ gap: log((20 + 90) / 3), due, due_shrunk: due, due_last: due, due_longest: due },
      ...{ buyers: log(2 / 3), family_share: 0, family_last_basket: 5, family_due: 6, family_part: 0 },
    }),
  );
});

test('the latest twenty of twenty-one baskets', () => {
  const shop = history(Array.from({ length: 21 }, (_, day) => [0, day, day < 11 ? 1 : 2]));
  expect(featuresOf(shop, 21, 1)).toMatchObject(near({ share: 11 / 21, last_10: 0, last_20: 10 / 20 }));
});

test('every feature says what it means, each something else', () => {
  const meanings = Object.values(FEATURES_OF_CANDIDATES);
  expect(new Set(meanings).size).toBe(CANDIDATE_FEATURES.length);
  expect(meanings.every((meaning) => meaning.length > 3)).toBe(true);
});
