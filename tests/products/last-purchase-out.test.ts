import { expect, test } from 'vitest';
import { lastPurchaseOut } from '../../src/products/judging/last-purchase-out';
import { history } from './tiny-baskets';

test('each customer with five purchases: the last is the test, the one before the validation, earlier ones train', () => {
  const shop = history([
    ...[1, 8, 15, 22, 29, 36].map((day) => [0, day, 1]),
    ...[2, 9, 16, 23].map((day) => [1, day, 1]),
  ]);
  const { trainForChoice, validation, trainForTest, test: cases } = lastPurchaseOut(shop);
  expect([Array.from(cases.customer), Array.from(cases.origin), Array.from(cases.next)]).toEqual([[0], [29], [5]]);
  expect([Array.from(validation.origin), Array.from(validation.next)]).toEqual([[22], [4]]);
  expect(Array.from(trainForChoice.next)).toEqual([1, 2, 3]);
  expect(Array.from(trainForTest.next)).toEqual([1, 2, 3, 4]);
});

test('shop-wide figures are never later than the case', () => {
  const { trainForTest } = lastPurchaseOut(history([3, 10, 18, 25, 32].map((day) => [0, day, 1])));
  expect(Array.from(trainForTest.shopDay).every((day, row) => day <= trainForTest.origin[row]!)).toBe(true);
});
