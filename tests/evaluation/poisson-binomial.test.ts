import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holm } from '../../src/evaluation/statistics/holm';
import { countRange, moments, poissonBinomial, twoSidedNormal } from '../../src/evaluation/statistics/poisson-binomial';

describe('the number of events that come true', () => {
  test('of equal chances is binomial: four coins', () => {
    expect(Array.from(poissonBinomial([0.5, 0.5, 0.5, 0.5]), (p) => p * 16)).toEqual([1, 4, 6, 4, 1]);
  });

  test('of unequal chances, worked out by hand', () => {
    const mass = poissonBinomial([0.5, 0.2]);
    [0.4, 0.5, 0.1].forEach((value, k) => {
      expect(mass[k]).toBeCloseTo(value, 12);
    });
  });

  test('sums to one and has the mean and variance of its chances', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 }), (chances) => {
        const mass = poissonBinomial(chances);
        const mean = mass.reduce((sum, p, k) => sum + p * k, 0);
        const square = mass.reduce((sum, p, k) => sum + p * (k - mean) ** 2, 0);
        const { expected, deviation } = moments(chances);
        expect(mass.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9);
        expect(mean).toBeCloseTo(expected, 9);
        expect(square).toBeCloseTo(deviation ** 2, 9);
      }),
    );
  });

  test('lies in an 80 % range with tails of at most a tenth: ten coins, 3 to 7', () => {
    // P(X ≤ 2) = 56/1024 = .055, P(X ≤ 3) = 176/1024 = .172
    expect(countRange(new Array(10).fill(0.5), 0.8)).toEqual({ expected: 5, low: 3, high: 7 });
  });

  test('of certain events is certain', () => {
    expect(countRange([1, 1, 0], 0.8)).toEqual({ expected: 2, low: 2, high: 2 });
    expect(countRange([], 0.8)).toEqual({ expected: 0, low: 0, high: 0 });
  });

  test('of very many has the range of a normal deviate, 1.2816 standard deviations', () => {
    // 10,000 coins: 5000 ± 1.2816 × 50
    expect(countRange(new Array(10_000).fill(0.5), 0.8)).toEqual({ expected: 5000, low: 4936, high: 5064 });
  });
});

test('two-sided normal tails are those of the tables', () => {
  expect(twoSidedNormal(0)).toBeCloseTo(1, 6);
  expect(twoSidedNormal(1.959964)).toBeCloseTo(0.05, 6);
  expect(twoSidedNormal(-2.575829)).toBeCloseTo(0.01, 6);
});

test("Holm's procedure: the smallest against a quarter of the rate, and none after the first that fails", () => {
  expect(holm([0.01, 0.04, 0.03, 0.005], 0.05)).toEqual([true, false, false, true]);
  expect(holm([0.02, 0.001], 0.05)).toEqual([true, true]);
  expect(holm([], 0.05)).toEqual([]);
});
