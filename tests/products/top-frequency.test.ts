import { expect, test } from 'vitest';
import { basketItems, basketsUntil } from '../../src/products/baskets/basket-history';
import { popularityOn } from '../../src/products/baskets/popularity';
import { filledTopFrequency, globalTopFrequency, personalTopFrequency } from '../../src/products/methods/top-frequency';
import { advise, contextOn, history } from './tiny-baskets';

const shop = history([
  [0, 1, 2, 5],
  [0, 4, 2, 7],
  [0, 9, 3],
  [1, 2, 5],
  [1, 3, 5, 7],
  [2, 8, 9],
]);

test('baskets are found by customer and day, and hold each product once', () => {
  expect(basketsUntil(shop, 0, 4)).toEqual({ from: 0, to: 2 });
  expect(basketsUntil(shop, 0, 0)).toEqual({ from: 0, to: 0 });
  expect(basketsUntil(shop, 0, 99)).toEqual({ from: 0, to: 3 });
  expect(basketsUntil(shop, 2, 7)).toEqual({ from: 5, to: 5 });
  expect(Array.from(basketItems(shop, 1))).toEqual([2, 7]);
});

test('popularity counts baskets up to the day; ties go to the lower id', () => {
  const { ranking, baskets, total } = popularityOn(shop, 4);
  expect(Array.from(ranking)).toEqual([5, 2, 7]);
  expect([baskets[5], baskets[2], baskets[7], baskets[3], total]).toEqual([3, 2, 2, 0, 4]);
});

test('personal frequency counts baskets; ties go to the more popular product, then to the lower id', () => {
  // until day 4: product 2 in both baskets; 5 (three baskets in the shop) before 7 (two)
  const { products, scores, own } = advise(personalTopFrequency, contextOn(shop, 4), { customer: 0, k: 5 });
  expect(products).toEqual([2, 5, 7]);
  expect(scores).toEqual([1, 0.5, 0.5]);
  expect(own).toBe(3);
});

test('the filled list takes the popular products the customer does not know', () => {
  const { products, own } = advise(filledTopFrequency, contextOn(shop, 9), { customer: 1, k: 5 });
  expect(products).toEqual([5, 7, 2, 3, 9]);
  expect(own).toBe(2);
  expect(advise(globalTopFrequency, contextOn(shop, 9), { customer: 1, k: 2 }).products).toEqual([5, 2]);
});

test('a customer without history gets the popular list, marked as such', () => {
  const context = contextOn(shop, 4);
  const { products, own } = advise(filledTopFrequency, context, { customer: 2, k: 3 });
  expect([products, own]).toEqual([[5, 2, 7], 0]);
  expect(advise(personalTopFrequency, context, { customer: 2, k: 3 }).products).toEqual([]);
});

test('an excluded product is in no list, and its place is taken by the next one', () => {
  const excluded = new Uint8Array(10);
  excluded[5] = 1;
  const context = contextOn(shop, 9, excluded);
  expect(advise(filledTopFrequency, context, { customer: 1, k: 3 }).products).toEqual([7, 2, 3]);
  expect(advise(globalTopFrequency, context, { customer: 1, k: 2 }).products).toEqual([2, 7]);
});
