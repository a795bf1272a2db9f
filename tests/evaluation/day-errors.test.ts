import { expect, test } from 'vitest';
import { dayErrors } from '../../src/evaluation/day-errors';
import { errorHistogram, predictedVsActual } from '../../src/evaluation/predicted-vs-actual';

test('errors of four rows worked out by hand', () => {
  const errors = dayErrors({ days: [2, 5, 10, 7], mean: [2, 4, 8, 6], actual: [1, 5, 6, 8], customers: [0, 0, 1, 2] });
  // absolute errors of the dates 1, 0, 4, 1; squared errors of the means 1, 1, 4, 4; actual mean 5, variance 6.5
  expect(errors).toEqual({
    rows: 4,
    customers: 3,
    mae: 1.5,
    rmse: Math.sqrt(2.5),
    r2: 1 - 2.5 / 6.5,
    within1: 0.75,
    within3: 0.75,
    within7: 1,
  });
});

test('predicting the mean has R² 0, a perfect prediction 1, and answers that do not vary have none', () => {
  const customers = [0, 1, 2];
  const r2 = (mean: number[], actual: number[]) => dayErrors({ days: mean, mean, actual, customers })!.r2;
  expect(r2([4, 4, 4], [2, 4, 6])).toBe(0);
  expect(r2([2, 4, 6], [2, 4, 6])).toBe(1);
  expect(r2([2, 4, 6], [5, 5, 5])).toBeNull();
});

test('no rows, no figures', () => {
  expect(dayErrors({ days: [], mean: [], actual: [], customers: [] })).toBeNull();
  expect(errorHistogram([], [])).toEqual([]);
  expect(predictedVsActual([], [])).toEqual([]);
});

test('rows are grouped by predicted day, with mean and quartiles of what happened', () => {
  expect(predictedVsActual([3, 7, 3, 3, 3], [1, 9, 2, 3, 6])).toEqual([
    { predicted: 3, rows: 4, mean: 3, q25: 1.75, median: 2.5, q75: 3.75 },
    { predicted: 7, rows: 1, mean: 9, q25: 9, median: 9, q75: 9 },
  ]);
});

test('the error histogram has every day between its extremes and loses no row', () => {
  const histogram = errorHistogram([5, 5, 1], [3, 5, 3]);
  expect(histogram).toEqual([
    { days: -2, rows: 1 },
    { days: -1, rows: 0 },
    { days: 0, rows: 1 },
    { days: 1, rows: 0 },
    { days: 2, rows: 1 },
  ]);
});
