import { expect, test } from 'vitest';
import type { BasketHistory } from '../../src/products/baskets/basket-history';
import { CandidateBuilder } from '../../src/products/candidates/candidate-builder';
import { CANDIDATE_FEATURES } from '../../src/products/candidates/candidate-features';
import { contextOn, history } from './tiny-baskets';

/** Own products of customer 0 by their places in each order. */
function ordersOf(shop: BasketHistory, day: number): Record<string, number[]> {
  const builder = new CandidateBuilder(contextOn(shop, day), { own: 8, unseen: 0 });
  const size = builder.build(0, day);
  const out = new Float32Array(8 * CANDIDATE_FEATURES.length);
  builder.write(out, 0);
  const rows = [...builder.list.products.subarray(0, size).entries()];
  const orders = CANDIDATE_FEATURES.filter((name) => name.startsWith('place_')).map((name) => {
    const place = ([row]: readonly [number, number]) =>
      out[row * CANDIDATE_FEATURES.length + CANDIDATE_FEATURES.indexOf(name)]!;
    return [name.slice('place_'.length), [...rows].sort((a, b) => place(a) - place(b)).map(([, product]) => product)];
  });
  return Object.fromEntries(orders);
}

test('days, sizes and neighbours order the products of one customer differently', () => {
  const shop = history([
    [0, 10, 1, 3],
    [0, 210, 1, 3, 4, 5],
    [0, 350, 4],
    [0, 430, 1, 3, 5],
    [0, 502, 1, 2, 3],
    [0, 505, 4],
    [0, 507, 3],
    [1, 400, 5],
  ]);
  // in sevenths: product 3 five, 1 four, 4 three, 5 two, 2 one
  expect(ordersOf(shop, 510)).toEqual({
    share: [3, 1, 4, 5, 2],
    baskets_10: [3, 1, 4, 5, 2],
    // 2 was bought 8 days ago, 5 not for 80: 0.229 and 0.194
    days_120: [3, 1, 4, 2, 5],
    // 4 was twice alone in the basket: 0.466 and 0.441
    small_baskets: [3, 4, 1, 5, 2],
    small_recent: [3, 4, 1, 5, 2],
    // the only neighbour buys nothing but 5: 0.432 and 0.366
    neighbourly: [5, 3, 1, 4, 2],
  });
});

test('halving weights put the latest ten baskets before the eleven of old', () => {
  const shop = history(Array.from({ length: 21 }, (_, day) => [0, day, day < 11 ? 1 : 2]));
  expect(ordersOf(shop, 21)).toMatchObject({
    share: [1, 2],
    baskets_10: [2, 1],
    days_120: [1, 2],
    small_baskets: [1, 2],
    small_recent: [2, 1],
    neighbourly: [2, 1],
  });
});
