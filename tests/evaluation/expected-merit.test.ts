import { expect, test } from 'vitest';
import { errorOverWeeks, expectedMerit, weeksOf } from '../../src/evaluation/statistics/expected-merit';

const usual = { mean: 0.02, deviation: 0.03 };

test('an observation as sure as the prior counts half', () => {
  expect(expectedMerit({ gain: 0.08, standardError: 0.03 }, usual)).toBeCloseTo(0.05, 12);
});

test('at its limits it is the observation, or the prior', () => {
  expect(expectedMerit({ gain: 0.08, standardError: 0 }, usual)).toBeCloseTo(0.08, 12);
  expect(expectedMerit({ gain: 5, standardError: Number.POSITIVE_INFINITY }, usual)).toBe(0.02);
});

test('the less sure, the nearer to what is usual, from either side', () => {
  for (const gain of [-0.1, 0.2]) {
    const merits = [0.001, 0.01, 0.1, 1].map((standardError) => expectedMerit({ gain, standardError }, usual));
    const distances = merits.map((merit) => Math.abs(merit - usual.mean));
    expect(distances).toEqual([...distances].sort((a, b) => b - a));
  }
});

test('weeks add their own error, which more of them lessen', () => {
  expect(errorOverWeeks(0.03, { weekly: 0.04, weeks: 1 })).toBeCloseTo(0.05, 12);
  expect(errorOverWeeks(0.03, { weekly: 0.04, weeks: 0 })).toBeCloseTo(0.05, 12);
  expect(errorOverWeeks(0, { weekly: 0.04, weeks: 4 })).toBeCloseTo(0.02, 12);
  expect(errorOverWeeks(Number.POSITIVE_INFINITY, { weekly: 0.04, weeks: 4 })).toBe(Number.POSITIVE_INFINITY);
});

test('weeks are those from the first origin to the last', () => {
  expect([weeksOf([]), weeksOf([100]), weeksOf([114, 100, 103]), weeksOf([100, 135])]).toEqual([0, 1, 3, 6]);
});
