import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  chanceWithin,
  distributionPrediction,
  intervalsAround,
  shortestIntervals,
  tuneIntervalMass,
} from '../../src/models/day-distribution';

test('median, mean and chances of a small distribution worked out by hand', () => {
  // day 1: .2, day 2: .1, day 3: .4, later: .3
  const chances = Float64Array.of(0.2, 0.1, 0.4);
  const { days, mean } = distributionPrediction(chances, 3);
  expect(days[0]).toBe(3);
  expect(mean[0]).toBeCloseTo(0.2 + 0.2 + 1.2 + 0.3 * 3, 12);
  expect(chanceWithin(chances, 3, 2)[0]).toBeCloseTo(0.3, 12);
  expect(chanceWithin(chances, 3, 7)[0]).toBeNaN();
});

test('a purchase that is improbable within the horizon gets its last day', () => {
  expect(distributionPrediction(Float64Array.of(0.1, 0.1), 2).days[0]).toBe(2);
});

test('the shortest interval holds the mass and lies where it is densest', () => {
  const chances = Float64Array.of(0.05, 0.1, 0.4, 0.3, 0.05);
  const bounds = (mass: number) => {
    const { low, high } = shortestIntervals(chances, 5, mass);
    return [low[0], high[0]];
  };
  expect(bounds(0.3)).toEqual([3, 3]);
  expect(bounds(0.7)).toEqual([3, 4]);
  expect(bounds(0.8)).toEqual([2, 4]);
  expect(bounds(1)).toEqual([1, 5]);
});

test('no shorter interval holds the mass (brute force)', () => {
  const weights = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 2, maxLength: 12 });
  fc.assert(
    fc.property(weights, fc.double({ min: 0.05, max: 0.95, noNaN: true }), (raw, mass) => {
      const total = raw.reduce((a, b) => a + b, 0);
      const p = raw.map((weight) => weight / total);
      const { low, high } = shortestIntervals(Float64Array.from(p), p.length, mass);
      const held = (from: number, to: number) => p.slice(from - 1, to).reduce((a, b) => a + b, 0);
      const width = high[0]! - low[0]!;
      if (held(low[0]!, high[0]!) < mass - 1e-9) return false;
      for (let from = 1; from + width - 1 <= p.length; from++) {
        if (width > 0 && held(from, from + width - 1) >= mass + 1e-9) return false;
      }
      return true;
    }),
  );
});

test('the tuned mass covers what it is asked to, and hardly more', () => {
  const horizon = 10;
  const rows = 1000;
  const chances = new Float64Array(rows * horizon).fill(0.1);
  const actual = Float64Array.from({ length: rows }, (_, i) => (i % horizon) + 1);
  const days = new Float64Array(rows).fill(5);
  const mass = tuneIntervalMass({ days, chances }, actual, horizon, 0.8);
  const { low, high } = shortestIntervals(chances, horizon, mass);
  const inside = actual.filter((day, row) => day >= low[row]! && day <= high[row]!).length;
  expect(inside).toBe(800);
});

test('a stated interval holds the date given, on whichever side it lies outside', () => {
  const chances = Float64Array.of(0, 0.5, 0.5, 0, 0, 0.5, 0.5, 0, 0.5, 0.5, 0, 0);
  const stated = intervalsAround({ days: Float64Array.of(4, 1, 2), chances }, 4, 0.9);
  expect([Array.from(stated.low), Array.from(stated.high)]).toEqual([
    [2, 1, 1],
    [4, 3, 2],
  ]);
});

test('the mass is tuned on the intervals as they are stated: a date outside needs less mass', () => {
  const rows = 100;
  const chances = new Float64Array(rows * 10).fill(0.1);
  const actual = Float64Array.from({ length: rows }, (_, row) => (row % 10) + 1);
  const late = { days: new Float64Array(rows).fill(10), chances };
  const mass = tuneIntervalMass(late, actual, 10, 0.8);
  const { low, high } = intervalsAround(late, 10, mass);
  expect(actual.filter((day, row) => day >= low[row]! && day <= high[row]!).length).toBeGreaterThanOrEqual(80);
  expect(mass).toBeLessThan(0.5);
});
