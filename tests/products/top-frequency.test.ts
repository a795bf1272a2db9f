import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '../../src/evaluation/random-source';
import type { BasketHistory } from '../../src/products/basket-history';
import { basketItems, basketsUntil, buildBasketHistory } from '../../src/products/basket-history';
import { atK, scoreRecommenders, summariseRecommender } from '../../src/products/evaluate-recommenders';
import { popularityOn } from '../../src/products/popularity';
import { RECOMMENDERS } from '../../src/products/recommenders';
import { filledTopFrequency, globalTopFrequency, personalTopFrequency } from '../../src/products/top-frequency';

/** Baskets as [customer, day, product ids …], ascending. */
function history(baskets: readonly (readonly number[])[], products = 10): BasketHistory {
  const rows = baskets.flatMap(([customer, day, ...items]) => items.map((item) => [customer!, day!, item] as const));
  return buildBasketHistory({
    products: Array.from({ length: products }, (_, i) => `p${i}`),
    customers: Math.max(-1, ...baskets.map(([customer]) => customer!)) + 1,
    customer: Int32Array.from(rows, ([customer]) => customer),
    day: Int32Array.from(rows, ([, day]) => day),
    product: Int32Array.from(rows, ([, , product]) => product),
  });
}

const shop = history([
  [0, 1, 2, 5],
  [0, 4, 2, 7],
  [0, 9, 3],
  [1, 2, 5],
  [1, 3, 5, 7],
  [2, 8, 9],
]);
const on = (day: number) => ({ history: shop, day, popularity: popularityOn(shop, day) });
const list = (values: ArrayLike<number>) => Array.from(values);

test('baskets are found by customer and day, and hold each product once', () => {
  expect(basketsUntil(shop, 0, 4)).toEqual({ from: 0, to: 2 });
  expect(basketsUntil(shop, 2, 7)).toEqual({ from: 5, to: 5 });
  expect(list(basketItems(shop, 1))).toEqual([2, 7]);
});

test('popularity counts baskets up to the day; ties go to the lower id', () => {
  const { ranking, baskets, total } = popularityOn(shop, 4);
  expect(list(ranking)).toEqual([5, 2, 7]);
  expect([baskets[5], baskets[2], baskets[7], baskets[3], total]).toEqual([3, 2, 2, 0, 4]);
});

test('personal frequency counts baskets; ties go to the more popular product, then to the lower id', () => {
  // until day 4: product 2 in both baskets; 5 (three baskets in the shop) before 7 (two)
  const { products, scores, personal } = personalTopFrequency.recommend(on(4), 0, 5);
  expect(list(products)).toEqual([2, 5, 7]);
  expect(list(scores)).toEqual([1, 0.5, 0.5]);
  expect(personal).toBe(3);
});

test('the filled list takes the popular products the customer does not know', () => {
  const { products, personal } = filledTopFrequency.recommend(on(9), 1, 5);
  expect(list(products)).toEqual([5, 7, 2, 3, 9]);
  expect(personal).toBe(2);
  expect(list(globalTopFrequency.recommend(on(9), 1, 2).products)).toEqual([5, 2]);
});

test('a customer without history gets the popular list, marked as such', () => {
  const { products, personal } = filledTopFrequency.recommend(on(4), 2, 3);
  expect([list(products), personal]).toEqual([[5, 2, 7], 0]);
  expect(list(personalTopFrequency.recommend(on(4), 2, 3).products)).toEqual([]);
});

test('a catalogue smaller than the list is given whole', () => {
  const small = history([[0, 1, 0]], 1);
  const context = { history: small, day: 1, popularity: popularityOn(small, 1) };
  expect(list(filledTopFrequency.recommend(context, 0, 3).products)).toEqual([0]);
});

test('what is bought later changes no recommendation', () => {
  const basket = fc.tuple(fc.nat(3), fc.nat(20), fc.uniqueArray(fc.nat(9), { minLength: 1, maxLength: 4 }));
  fc.assert(
    fc.property(fc.array(basket, { minLength: 1, maxLength: 30 }), fc.nat(20), (baskets, day) => {
      const unique = [...new Map(baskets.map((b) => [`${b[0]}:${b[1]}`, b])).values()].sort(
        (a, b) => a[0] - b[0] || a[1] - b[1],
      );
      const rows = [...unique, [3, 21, [0]] as const].map(([c, d, items]) => [
        c,
        d,
        ...[...items].sort((a, b) => a - b),
      ]);
      const whole = history(rows);
      const past = history([...rows.filter(([, d]) => d! <= day), [3, 99, 0]]);
      return RECOMMENDERS.every((method) =>
        [0, 1, 2, 3].every((customer) => {
          const advise = (known: BasketHistory) =>
            list(method.recommend({ history: known, day, popularity: popularityOn(known, day) }, customer, 5).products);
          return JSON.stringify(advise(whole)) === JSON.stringify(advise(past));
        }),
      );
    }),
  );
});

test('scores: one case per customer and origin whose next basket is known, worked out by hand', () => {
  // origin 4, customer 0: next basket {3}; customer 1: none, left out. Origin 1, customer 0: next {2, 7}
  const scores = scoreRecommenders(shop, [personalTopFrequency, globalTopFrequency], {
    customer: [0, 0, 1],
    origin: [1, 4, 4],
  });
  expect(list(scores[0]!.customers)).toEqual([0, 0]);
  expect(list(atK(scores[0]!.hit, 1))).toEqual([1, 0]);
  expect(list(atK(scores[0]!.recall, 10))).toEqual([0.5, 0]);
  const summary = summariseRecommender(scores[0]!, { top: 3, seed: 1, chosen: true });
  expect([summary.cases, summary.hits, summary.hitRate[2]]).toEqual([2, 1, 0.5]);
});

test('with each basket given to a random customer, personal methods fall to the global one', () => {
  const random = seededRandom(9);
  const customers = 60;
  const loyal = Array.from({ length: customers * 12 }, (_, i) => {
    const customer = Math.floor(i / 12);
    const own = customer % 10;
    const other = Math.floor(random() ** 2 * 10);
    return { customer, day: (i % 12) * 3, items: [...new Set([own, other])].sort((a, b) => a - b) };
  });
  const hitRates = (baskets: typeof loyal) => {
    const known = history(baskets.map(({ customer, day, items }) => [customer, day, ...items]));
    const cases = {
      customer: Array.from({ length: customers }, (_, c) => c),
      origin: new Array<number>(customers).fill(30),
    };
    const scores = scoreRecommenders(known, [globalTopFrequency, filledTopFrequency], cases);
    return scores.map(({ hit }) => atK(hit, 1).reduce((a, b) => a + b, 0) / customers);
  };
  const [global, personal] = hitRates(loyal);
  expect(personal! - global!).toBeGreaterThan(0.3);
  // each day's baskets change owners: what a customer bought before says nothing of the next basket
  const shuffled = loyal.map((basket) => ({ ...basket }));
  for (let day = 0; day < 36; day += 3) {
    const rows = shuffled.filter((basket) => basket.day === day);
    const items = rows.map((row) => row.items).sort(() => random() - 0.5);
    rows.forEach((row, i) => {
      row.items = items[i]!;
    });
  }
  const [globalShuffled, personalShuffled] = hitRates(shuffled);
  expect(personalShuffled! - globalShuffled!).toBeLessThan(0.05);
});
