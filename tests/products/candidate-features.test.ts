import { expect, test } from 'vitest';
import { CandidateBuilder } from '../../src/products/candidates/candidate-builder';
import { CANDIDATE_FEATURES } from '../../src/products/candidates/candidate-features';
import { contextOn, history } from './tiny-baskets';

// customer 0: product 1 on days 0, 10 and 20, product 2 on day 20; customer 1: product 3 twice
const shop = history([
  [0, 0, 1],
  [0, 10, 1],
  [0, 20, 1, 2],
  [1, 5, 3],
  [1, 15, 3],
]);

const logOf = (value: number) => expect.closeTo(Math.log(value), 4);

/** Features of one candidate by name. */
function featuresOf(product: number, day: number): Record<string, number> {
  const builder = new CandidateBuilder(contextOn(shop, day), { own: 4, unseen: 2 });
  builder.build(0, day);
  const out = new Float32Array(6 * CANDIDATE_FEATURES.length);
  builder.write(out, 0);
  const row = builder.list.products.subarray(0, builder.list.size).indexOf(product);
  const values = out.subarray(row * CANDIDATE_FEATURES.length, (row + 1) * CANDIDATE_FEATURES.length);
  return Object.fromEntries(CANDIDATE_FEATURES.map((name, column) => [name, Math.round(values[column]! * 1e4) / 1e4]));
}

test('counts, ages and gaps of an own product, worked out by hand on day 24', () => {
  // gaps shrunk towards a week: (20 + 21) / (2 + 3) = 8.2 days; 4 have passed, 4.2 are left
  expect(featuresOf(1, 24)).toMatchObject({
    known: 1,
    share: 1,
    log_count: 1.3863, // log(1 + 3)
    last_3: 1,
    last_basket: 0,
    last_days: 1.6094, // log(1 + 4)
    first_days: 3.2189, // log(1 + 24)
    streak: 1.3863,
    gap: logOf(10),
    due: -0.1985, // log((4 + 4.2) / 10)
    place_share: 0,
    relative_share: 1,
    mean_gap: 2.1041, // log 8.2
    days_to_visit: 1.4351, // log 4.2
    last_size: logOf(2),
    variety: -0.4055, // log(2 / 3)
  });
});

test('a product bought once has the shop’s gap, one never bought no history', () => {
  expect(featuresOf(2, 24)).toMatchObject({ known: 1, share: 0.3333, last_3: 0.3333, place_share: logOf(2) });
  expect(featuresOf(3, 24)).toMatchObject({ known: 0, share: 0, log_count: 0, streak: 0, last_basket: 5 });
});

test('the names are distinct', () => {
  expect(new Set(CANDIDATE_FEATURES).size).toBe(CANDIDATE_FEATURES.length);
});
