import { expect, test } from 'vitest';
import { excludeProducts, parseProductMap } from '../../src/products/baskets/basket-catalogue';

const products = ['p0', 'p1', 'p2'];

test('excluded names are marked, names that no product has are told', () => {
  const { excluded, unknown } = excludeProducts(products, ['p1', 'nothing', 'p1'], 'out.txt');
  expect([Array.from(excluded), unknown]).toEqual([[0, 1, 0], ['nothing']]);
});

test('an exclusion list that leaves no product is refused', () => {
  expect(() => excludeProducts(products, ['p0', 'p1', 'p2'], 'out.txt')).toThrow(
    /out\.txt names all 3 products: none is left/,
  );
});

test('a product map reads quoted names and passes over its header', () => {
  const text = 'producto,nivel\n"queso, curado","que""sos"\np1, lácteos \n\n';
  expect([...parseProductMap(text, 'map.csv')]).toEqual([
    ['queso, curado', 'que"sos'],
    ['p1', 'lácteos'],
  ]);
});

test.each([
  ['a,b,c', /map\.csv, line 1: found "a,b,c", expected product,level/],
  ['a,b\nc', /line 2: found "c"/],
  ['a,', /line 1/],
  ['a,b\na,c', /map\.csv, line 2: a is both b and c/],
])('a product map that says %j is refused', (text, message) => {
  expect(() => parseProductMap(text, 'map.csv')).toThrow(message);
});

test('a line of a product map takes no longer than its length, whatever it holds', () => {
  const start = performance.now();
  for (const line of [
    `${' '.repeat(200_000)}z`,
    `a${' '.repeat(200_000)}"`,
    `a${' '.repeat(200_000)}b,`,
    `"${'"'.repeat(200_000)},x`,
    `${',\t'.repeat(99_999)}`,
  ]) {
    expect(() => parseProductMap(`x,y\n${line}`, 'map.csv')).toThrow(/line 2/);
  }
  expect(performance.now() - start).toBeLessThan(2_000);
});
