import { expect, test } from 'vitest';
import { bootstrapMean, bootstrapRatio } from '../../src/evaluation/statistics/bootstrap';
import { permutation, seededRandom } from '../../src/evaluation/statistics/random-source';
import { quantile } from '../../src/evaluation/statistics/resample';

test('quantiles are those of R type 7 and NumPy', () => {
  const sorted = [1, 2, 4, 8];
  expect([0, 0.25, 0.5, 1].map((p) => quantile(sorted, p))).toEqual([1, 1.75, 3, 8]);
  expect(quantile(sorted, 0.9)).toBeCloseTo(6.8, 12);
});

test('a constant has an interval of no width', () => {
  expect(bootstrapMean([2, 2, 2], [0, 1, 2], { seed: 1 })).toEqual({ value: 2, low: 2, high: 2 });
});

test('the interval of independent values is that of the normal approximation', () => {
  const random = seededRandom(7);
  const values = Float64Array.from({ length: 2000 }, () => random());
  const customers = Int32Array.from(values.keys());
  const { value, low, high } = bootstrapMean(values, customers, { seed: 3 });
  const halfWidth = 1.96 * Math.sqrt(1 / 12 / 2000);
  expect(value).toBeCloseTo(0.5, 1);
  expect((high - low) / 2 / halfWidth).toBeGreaterThan(0.9);
  expect((high - low) / 2 / halfWidth).toBeLessThan(1.1);
});

test('rows of one customer move together: repeating each row ten times does not narrow the interval', () => {
  const once = { values: [1, 5, 2, 8, 3, 9], customers: [0, 1, 2, 3, 4, 5] };
  const tenTimes = {
    values: once.values.flatMap((value) => Array(10).fill(value)),
    customers: once.customers.flatMap((customer) => Array(10).fill(customer)),
  };
  expect(bootstrapMean(tenTimes.values, tenTimes.customers, { seed: 5 })).toEqual(
    bootstrapMean(once.values, once.customers, { seed: 5 }),
  );
});

test('one customer alone has no interval to speak of, and no failure', () => {
  expect(bootstrapMean([1, 3], [4, 4], { seed: 1 })).toEqual({ value: 2, low: 2, high: 2 });
});

test('a seed gives one permutation of all indices', () => {
  const order = permutation(50, seededRandom(11));
  expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
  expect(permutation(50, seededRandom(11))).toEqual(order);
  expect(permutation(50, seededRandom(12))).not.toEqual(order);
});

test('a ratio of equal columns is one without width, and of a column and its double one half', () => {
  const values = Float64Array.from({ length: 50 }, (_, i) => 1 + (i % 7));
  const customers = values.map((_, i) => Math.floor(i / 3));
  expect(bootstrapRatio(values, values, customers, { seed: 1 })).toEqual({ value: 1, low: 1, high: 1 });
  const half = bootstrapRatio(
    values,
    values.map((value) => 2 * value),
    customers,
    { seed: 1 },
  );
  expect([half.value, half.low, half.high].map((x) => Math.round(x * 1e9) / 1e9)).toEqual([0.5, 0.5, 0.5]);
});
