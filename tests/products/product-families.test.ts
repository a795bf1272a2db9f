import { expect, test } from 'vitest';
import { productFamilies } from '../../src/products/baskets/product-families';
import { OwnFamilies } from '../../src/products/candidates/own-families';
import { repeatTrendOn } from '../../src/products/candidates/repeat-trend';
import { history } from './tiny-baskets';

test('a family is what stands before the brackets, or the first word; a code is its own', () => {
  const names = ['CHIPS [1]', 'CHIPS [2]', 'LECHE 1L', 'LECHE ENTERA', 'MEAT:HAM', 'MEAT:BEEF', '21439', '[x]', ''];
  const { of, size } = productFamilies(names);
  expect(Array.from(of)).toEqual([0, 0, 1, 1, 2, 2, 3, 4, 5]);
  expect(size).toBe(6);
});

test('a family counts once a basket, whichever of its products was bought', () => {
  const shop = history(
    [
      [0, 1, 0, 1],
      [0, 4, 2],
      [0, 9, 1],
      [1, 2, 0],
    ],
    3,
  );
  const own = new OwnFamilies(shop, { of: Int32Array.of(0, 0, 1), size: 2 });
  own.collect(0, 10);
  expect([own.count[0], own.lastBasket[0], own.lastAge[0], own.firstAge[0]]).toEqual([2, 0, 1, 9]);
  expect([own.count[1], own.lastBasket[1], own.lastAge[1], own.firstAge[1]]).toEqual([1, 1, 6, 6]);
  expect(own.decayed[0]! / own.total).toBeCloseTo((1 + 2 ** -0.2) / (1 + 2 ** -0.1 + 2 ** -0.2), 12);
  own.collect(1, 3);
  expect(Array.from(own.count)).toEqual([1, 0]);
});

test('the trend of repeats is what was bought again ÷ what earlier shares let expect, 5 on both sides as prior', () => {
  // product 0 in both baskets before day 100, product 1 in one of them; both in the one on day 120
  const shop = history(
    [
      [0, 10, 0, 1],
      [0, 20, 0],
      [0, 120, 0, 1],
    ],
    3,
  );
  const trend = repeatTrendOn(shop, 121);
  expect(trend[0]).toBeCloseTo(Math.log((5 + 1) / (5 + 1)), 6);
  expect(trend[1]).toBeCloseTo(Math.log((5 + 1) / (5 + 0.5)), 6);
  expect(trend[2]).toBe(0);
});

test('what is bought after the day plays no part in the trend', () => {
  const until = [
    [0, 10, 0, 1],
    [0, 20, 0],
    [0, 30, 1],
  ];
  const after = [...until, [0, 31, 0, 1], [0, 40, 1]];
  expect(repeatTrendOn(history(after, 2), 30)).toEqual(repeatTrendOn(history(until, 2), 30));
});
