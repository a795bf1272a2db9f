import { expect, test } from 'vitest';
import { reasonFor } from '../../src/products/reasons';
import { history } from './tiny-baskets';

const weekly = Array.from({ length: 12 }, (_, i) => [
  0,
  7 * i,
  ...(i % 4 === 0 ? [1, 2] : [2]),
  ...(i === 3 ? [9] : []),
]);
const shop = history([...weekly, [1, 3, 2, 4], [1, 9, 4], [1, 30, 4]]);
const why = (customer: number, product: number, more: { day?: number; filled?: boolean } = {}) =>
  reasonFor(shop, { customer, product, day: 84, filled: false, popularity: 0.1234, ...more });

test('a habit is told in tenths, or in counts while there are fewer than ten purchases', () => {
  expect(why(0, 2)).toBe('lo compra 10 de cada 10 veces');
  expect(why(1, 4)).toBe('lo lleva en 3 de sus 3 compras');
});

test('a product that is due says its gap and the days that have passed', () => {
  // bought on days 0, 28 and 56
  expect(why(0, 1)).toBe('toca: cada 28 días, han pasado 28');
  expect(why(0, 1, { day: 70 })).toMatch(/lo compra 3 de cada 10 veces/);
});

test('a rare product is told as a count', () => {
  expect(why(0, 9)).toBe('lo compra 1 de cada 10 veces');
});

test('a product never bought is one of similar customers, or of the best sellers where it fills the list', () => {
  expect(why(1, 1)).toBe('lo compran clientes con compras parecidas');
  expect(why(1, 1, { filled: true })).toBe('de los más vendidos: en 12,3 % de las compras de la tienda');
});

test('what is bought after the as-of date is no reason', () => {
  expect(why(1, 4, { day: 8 })).toBe('lo lleva en 1 de sus 1 compras');
});
