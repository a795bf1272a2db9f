import { expect, test } from 'vitest';
import { bootstrapRatio } from '../../src/evaluation/statistics/bootstrap';
import { seededRandom } from '../../src/evaluation/statistics/random-source';
import { figureOf, ratioOf } from '../../src/review/figure';

test('a mean of very many customers has the normal interval: a coin thrown 20,000 times', () => {
  const coin = Float64Array.from({ length: 20_000 }, (_, i) => i % 2);
  const { value, low, high, customers } = figureOf(coin, Int32Array.from(coin.keys()), 1)!;
  expect([value, customers]).toEqual([0.5, 20_000]);
  // 1.96 × .5 ÷ √20,000
  expect([low, high].map((bound) => bound.toFixed(4))).toEqual(['0.4931', '0.5069']);
});

test('rows of one customer come and go together: each twice is no more than each once', () => {
  const coin = Float64Array.from({ length: 40_000 }, (_, i) => (i >> 1) % 2);
  const { low, high, rows } = figureOf(
    coin,
    Int32Array.from(coin.keys(), (i) => i >> 1),
    1,
  )!;
  expect([rows, low.toFixed(4), high.toFixed(4)]).toEqual([40_000, '0.4931', '0.5069']);
});

test('a ratio of very many customers has the interval that resampling gives', () => {
  const random = seededRandom(5);
  const chances = Float64Array.from({ length: 10_500 }, () => random());
  const came = chances.map((chance) => (random() < chance ? 1 : 0));
  const customers = Int32Array.from(chances.keys());
  const normal = ratioOf(came, chances, customers, 1);
  const resampled = bootstrapRatio(came, chances, customers, { seed: 1 });
  expect(normal.value).toBeCloseTo(resampled.value, 12);
  expect(normal.low).toBeCloseTo(resampled.low, 2);
  expect(normal.high - normal.low).toBeCloseTo(resampled.high - resampled.low, 2);
});

test('of no row there is no figure', () => {
  expect(figureOf([], [], 1)).toBeNull();
});
