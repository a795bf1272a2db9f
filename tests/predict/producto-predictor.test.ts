import { expect, test } from 'vitest';
import { ProductoPredictor } from '../../src/predict/producto-predictor';
import { buildBasketHistory } from '../../src/products/baskets/basket-history';
import { RULES } from '../../src/products/recommenders';
import { contextOn, history } from '../products/tiny-baskets';

const shop = history([
  [0, 1, 2, 5],
  [0, 4, 2, 7],
  [1, 2, 5],
  [1, 3, 5, 7],
  [2, 8, 9],
]);
const predictor = (method: string, excluded?: Uint8Array) =>
  new ProductoPredictor({ method, ranker: null, context: contextOn(shop, 6, excluded) });

test.each(RULES.map(({ name }) => name))('%s: exactly as many products as asked for, all distinct', (name) => {
  for (const list of predictor(name).predict([0, 1, 2], 3)) {
    expect(list).toHaveLength(3);
    expect(new Set(list.map(({ product }) => product)).size).toBe(3);
  }
});

test('a customer without history gets the best sellers, and the reason says so', () => {
  const [list] = predictor('GP-TopFreq').predict([2], 2);
  expect(list!.map(({ product }) => product)).toEqual(['p5', 'p2']);
  expect(list![0]!.reason).toBe('de los más vendidos: en 75 % de las compras de la tienda');
});

test('fewer only where the catalogue has fewer', () => {
  const excluded = new Uint8Array(10);
  excluded[2] = 1;
  expect(predictor('GP-TopFreq').predict([0], 50)[0]).toHaveLength(3);
  expect(
    predictor('GP-TopFreq', excluded)
      .predict([0], 3)[0]!
      .map(({ product }) => product),
  ).toEqual(['p5', 'p7']);
});

test('names are handed out as they are: commas, quotes, accents, emoji, HTML', () => {
  const names = ['<script>alert(1)</script>', 'a, "b"', 'jamón ibérico 🥓'];
  const strange = buildBasketHistory({
    products: names,
    customers: 1,
    customer: Int32Array.of(0, 0, 0),
    day: Int32Array.of(1, 1, 1),
    product: Int32Array.of(0, 1, 2),
  });
  const options = { method: 'GP-TopFreq', ranker: null, context: contextOn(strange, 2) };
  expect(new ProductoPredictor(options).predict([0], 3)[0]!.map(({ product }) => product)).toEqual(names);
});

test('an unknown method, and a ranker that was not trained, are refused', () => {
  expect(() => predictor('other')).toThrow(/no product method other/);
  expect(() => predictor('dense-ranker')).toThrow(/the ranker was not trained/);
});
