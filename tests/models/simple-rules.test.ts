import { expect, test } from 'vitest';
import { lastGap, shrunkMeanGap } from '../../src/models/dates/baselines/simple-rules';
import { featureRows } from './feature-rows';

const days = (values: Float64Array) => Array.from(values);

test('the last gap counts from the last purchase and never lands in the past or beyond the reach', () => {
  const rows = featureRows({ gap_last_1: [7, 7, 7, 90], days_since_last: [2, 7, 30, 0] });
  expect(days(lastGap().predict(rows, 28).days)).toEqual([5, 1, 1, 28]);
});

test('the mean gap is shrunk by three global gaps and moved on to its next multiple', () => {
  // three gaps of 6 days and a global gap of 10: (18 + 30) / 6 = 8 days
  const rows = featureRows({ gap_mean: [6, 6, 6, 6], n_purchases: [4, 4, 4, 4], days_since_last: [0, 3, 8, 20] });
  expect(days(shrunkMeanGap(10).predict(rows, 28).days)).toEqual([8, 5, 8, 4]);
});
