import { expect, test } from 'vitest';
import { ownShares } from '../../src/products/baskets/own-shares';
import { popularityOn } from '../../src/products/baskets/popularity';
import { history } from './tiny-baskets';

test('shares of all and of the latest ten purchases up to the day, drawn towards the shop’s', () => {
  // Customer 0 buys product 1 on days 1 … 12 and product 2 on days 1 and 2; customer 1 buys product 2 once.
  const baskets = [
    ...Array.from({ length: 12 }, (_, i): [number, number, ...number[]] => [0, i + 1, 1, ...(i < 2 ? [2] : [])]),
    [1, 3, 2] as [number, number, ...number[]],
  ];
  const shop = history(baskets, 4);
  const { share, recentShare } = ownShares(shop, { customer: 0, day: 12, products: [1, 2, 3] }, popularityOn(shop, 12));
  // In 12, 3 and 0 of the shop's 13 purchases; two of the shop's count beside 12 or 10 of the customer's own.
  const shops = [12 / 13, 3 / 13, 0];
  const drawn = (own: readonly number[], purchases: number) =>
    own.map((count, i) => expect.closeTo((count + 2 * shops[i]!) / (purchases + 2), 12));
  expect([...share]).toEqual(drawn([12, 2, 0], 12));
  expect([...recentShare]).toEqual(drawn([10, 0, 0], 10));
});
