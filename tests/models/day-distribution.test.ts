import { expect, test } from 'vitest';
import { distributionPrediction } from '../../src/models/dates/forecast/day-distribution';

test('median and mean of a small distribution worked out by hand', () => {
  // day 1: .2, day 2: .1, day 3: .4, later: .3
  const chances = Float64Array.of(0.2, 0.1, 0.4);
  const { days, mean } = distributionPrediction(chances, 3);
  expect(days[0]).toBe(3);
  expect(mean[0]).toBeCloseTo(0.2 + 0.2 + 1.2 + 0.3 * 3, 12);
});

test('a purchase that is improbable within the horizon gets its last day', () => {
  expect(distributionPrediction(Float64Array.of(0.1, 0.1), 2).days[0]).toBe(2);
});
