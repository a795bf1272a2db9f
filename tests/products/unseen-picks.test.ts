import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BasketHistory } from '../../src/products/baskets/basket-history';
import { OwnItems } from '../../src/products/candidates/own-items';
import { UnseenPicks } from '../../src/products/candidates/unseen-picks';
import { addProfile, equalWeight } from '../../src/products/methods/basket-profile';
import { buildProfiles } from '../../src/products/methods/customer-profiles';
import { NearestRows } from '../../src/products/methods/nearest-rows';
import { emptyLists, listOf, rankScores } from '../../src/products/methods/ranked-lists';
import { ScoreBoard } from '../../src/products/methods/score-board';
import { EuclideanNeighbours } from '../../src/products/methods/tifu-knn';
import { plainHeap, plainShares, plainUnseen, productsOf } from './plain-neighbours';
import { shopOfHabits } from './shop-of-habits';
import { contextOn, history } from './tiny-baskets';

const DAY = 1000;

/** What is picked for each customer of a shop, and what comes out where every product of every neighbour is looked at. */
function pickedBeside(shop: BasketHistory, neighbours: number, most: number, excluded?: Uint8Array) {
  const { popularity } = contextOn(shop, DAY, excluded);
  const profiles = buildProfiles(shop, { customers: shop.members, day: DAY, weight: equalWeight });
  const unseen = new UnseenPicks(most, popularity, { profiles, neighbours });
  const nearest = new EuclideanNeighbours(profiles, neighbours, unseen.places);
  const own = new OwnItems(shop);
  const board = new ScoreBoard(shop.products.length);
  return Array.from(shop.members, (customer) => {
    addProfile(board, shop, { customer, day: DAY, weight: equalWeight });
    const found = nearest.find(board, customer);
    const shares = new Float64Array(shop.products.length);
    nearest.addMean(shares, 1, found);
    own.collect(customer, DAY);
    unseen.fill(own, shares, found);
    board.clear();
    const plain = plainShares(profiles, found);
    const known = productsOf(shop, customer);
    return {
      ours: Array.from(unseen.picks.picked.subarray(0, unseen.picks.size)),
      plain: plainUnseen(plain, { known, popularity, most }),
      shares: Array.from(unseen.placeOf, (place) => shares[place]!),
      plainShares: Array.from(shop.products, (_, product) => plain.get(product) ?? 0),
    };
  });
}

describe('products new to a customer are those that looking at all of them gives, in the same order, where', () => {
  const shopOf = (customers: number, products: number) =>
    history(shopOfHabits({ customers, baskets: 40, products, seed: 6 }), products);

  test.each([
    ['neighbours are as many as are wanted', shopOf(120, 900), 20],
    ['neighbours are fewer', shopOf(12, 900), 20],
    ['products are few', shopOf(60, 30), 10],
  ])('%s', (_, shop, neighbours) => {
    for (const { ours, plain, shares, plainShares: sums } of pickedBeside(shop, neighbours, 8)) {
      expect(ours).toEqual(plain);
      expect(shares).toEqual(sums);
    }
  });

  test('some are never to be recommended', () => {
    const excluded = new Uint8Array(900);
    excluded.fill(1, 0, 90);
    const picked = pickedBeside(shopOf(80, 900), 20, 8, excluded);
    for (const { ours, plain } of picked) expect(ours).toEqual(plain);
    expect(picked.every(({ ours }) => ours.every((product) => product >= 90))).toBe(true);
  });

  test('none is wanted', () => {
    for (const { ours } of pickedBeside(shopOf(20, 50), 5, 0)) expect(ours).toEqual([]);
  });
});

test('rows are kept like a heap keeps them, offered one after another', () => {
  const offers = fc.array(fc.nat(6), { maxLength: 60 });
  fc.assert(
    fc.property(offers, fc.nat(9), (values, most) => {
      const nearest = new NearestRows(most);
      values.forEach((value, index) => {
        nearest.offer(index, value);
      });
      const kept = Array.from(nearest.picked.subarray(0, nearest.size));
      expect(kept).toEqual(
        plainHeap(
          values.map((value, index) => [index, value]),
          most,
        ),
      );
    }),
  );
});

test('ranked scores are the sorted ones, equal ones by popularity, without zeros and excluded products', () => {
  const shop = history(shopOfHabits({ customers: 9, baskets: 6, products: 12, seed: 1 }), 12);
  const excluded = Uint8Array.from({ length: 12 }, (_, product) => (product === 4 ? 1 : 0));
  const { popularity } = contextOn(shop, DAY, excluded);
  fc.assert(
    fc.property(fc.array(fc.nat(4), { minLength: 12, maxLength: 12 }), fc.integer({ min: 1, max: 14 }), (values, k) => {
      const lists = emptyLists(1, k);
      rankScores(lists, 0, Float64Array.from(values), popularity);
      const sorted = Array.from(values.keys())
        .filter((product) => values[product]! > 0 && product !== 4)
        .sort((a, b) => values[b]! - values[a]! || popularity.place[a]! - popularity.place[b]!)
        .slice(0, k);
      expect([...listOf(lists, 0)]).toEqual(sorted);
      expect(lists.own[0]).toBe(sorted.length);
    }),
  );
});
