import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { hitAt, meanOf } from '../../src/evaluation/ranking';
import { readyBackend } from '../../src/models/fitting/backend';
import { trainRanker } from '../../src/products/candidates/learned-ranker';
import { scoreRecommenders } from '../../src/products/judging/evaluate-recommenders';
import { answeredCases } from '../../src/products/methods/answered-cases';
import type { Recommender } from '../../src/products/methods/recommender';
import { recommendersWith } from '../../src/products/recommenders';
import { shopOfHabits, shuffledOwners } from './shop-of-habits';
import type { Basket } from './tiny-baskets';
import { advise, contextOn, history } from './tiny-baskets';

const PRODUCTS = 60;
const CUSTOMERS = 150;
const habits = shopOfHabits({ customers: CUSTOMERS, baskets: 14, products: PRODUCTS, seed: 3 });

/** Cases of all customers on these days. */
function casesOn(baskets: readonly Basket[], days: readonly number[], lastDay: number) {
  const customers = Array.from({ length: CUSTOMERS }, (_, c) => c);
  const customer = days.flatMap(() => customers);
  const origin = days.flatMap((day) => customers.map(() => day));
  return answeredCases(history(baskets, PRODUCTS), { customer, origin }, { lastDay });
}

async function rankerOf(baskets: readonly Basket[]) {
  const training = casesOn(baskets, [28, 35, 42], 55);
  return (await trainRanker(history(baskets, PRODUCTS), training, { seed: 5 }))!;
}

let methods: readonly Recommender[];
beforeAll(async () => {
  await readyBackend();
  methods = recommendersWith(await rankerOf(habits));
});

test('ten methods stand beside each other under names of their own', () => {
  expect(new Set(methods.map(({ name }) => name)).size).toBe(10);
});

test('what is bought later changes no recommendation by one bit', () => {
  const day = 50;
  const whole = history(habits, PRODUCTS);
  const past = history(
    habits.filter(([customer, at]) => at! <= day || (customer === CUSTOMERS - 1 && at! > day)),
    PRODUCTS,
  );
  const cases = { customer: [0, 1, 2, 77], origin: [50, 50, 50, 50] };
  for (const method of methods) {
    const known = method.on(contextOn(whole, day))(cases, 5);
    const cut = method.on(contextOn(past, day))(cases, 5);
    expect([method.name, known.products, known.scores]).toEqual([method.name, cut.products, cut.scores]);
  }
});

describe('lists', () => {
  const basket = fc.tuple(fc.nat(3), fc.nat(20), fc.uniqueArray(fc.nat(9), { minLength: 1, maxLength: 4 }));
  const shops = fc.array(basket, { minLength: 1, maxLength: 25 }).map((baskets) => {
    const unique = [...new Map(baskets.map((b) => [`${b[0]}:${b[1]}`, b])).values()];
    const rows = unique
      .map(([c, d, items]) => [c, d, ...[...items].sort((a, b) => a - b)])
      .sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]!);
    return history([...rows, [4, 30, 0]]);
  });

  test('hold distinct products, k of them where the catalogue allows, descending within each part', () => {
    fc.assert(
      fc.property(shops, fc.nat(20), fc.integer({ min: 1, max: 14 }), (shop, day, k) => {
        const context = contextOn(shop, day);
        for (const method of methods) {
          if (method.name === 'P-TopFreq') continue;
          for (let customer = 0; customer < 5; customer++) {
            const { products, scores, own } = advise(method, context, { customer, k });
            expect(new Set(products).size, method.name).toBe(products.length);
            expect(products.length, method.name).toBe(Math.min(k, context.popularity.ranking.length));
            for (const part of [scores.slice(0, own), scores.slice(own)]) {
              expect([...part].sort((a, b) => b - a)).toEqual(part);
            }
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  test('do not depend on which other customers are advised at the same time', () => {
    const shop = contextOn(history(habits, PRODUCTS), 60);
    for (const method of methods) {
      const together = method.on(shop)({ customer: [3, 9, 50], origin: [60, 60, 60] }, 4);
      const alone = method.on(shop)({ customer: [9], origin: [60] }, 4);
      expect(together.products.subarray(4, 8), method.name).toEqual(alone.products);
    }
  });

  test('never hold an excluded product', () => {
    const excluded = new Uint8Array(PRODUCTS);
    excluded.fill(1, 0, 20);
    const shop = contextOn(history(habits, PRODUCTS), 60, excluded);
    for (const method of methods) {
      const { products } = advise(method, shop, { customer: 7, k: 10 });
      expect(
        products.every((product) => product >= 20),
        method.name,
      ).toBe(true);
    }
  });

  test('of one customer, one basket and one product are that product', () => {
    const shop = contextOn(history([[0, 1, 0]], 1), 2);
    for (const method of methods) expect(advise(method, shop, { customer: 0, k: 3 }).products).toEqual([0]);
  });
});

describe('quality', () => {
  const scoresOf = async (baskets: readonly Basket[]) => {
    const known = history(baskets, PRODUCTS);
    const cases = casesOn(baskets, [56, 63, 70], Number.POSITIVE_INFINITY);
    const scores = await scoreRecommenders(known, recommendersWith(await rankerOf(baskets)), cases, { top: 3 });
    return new Map(scores.map(({ name, outcomes }) => [name, meanOf(hitAt(outcomes, 3))!]));
  };

  test('where customers have habits every personal method beats the global one', async () => {
    const hits = await scoresOf(habits);
    for (const { name, personal } of methods) {
      if (personal) expect(hits.get(name)! - hits.get('G-TopFreq')!, name).toBeGreaterThan(0.15);
    }
  });

  test('with each basket given to a random customer, personal methods fall to the global one', async () => {
    const hits = await scoresOf(shuffledOwners(habits, 8));
    for (const { name } of methods) expect(hits.get(name)! - hits.get('G-TopFreq')!, name).toBeLessThan(0.05);
  });
});
