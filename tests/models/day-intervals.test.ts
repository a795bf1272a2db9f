import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../src/evaluation/random-source';
import type { IntervalRule } from '../../src/models/day-intervals';
import { dayIntervals, intervalsAround, tuneIntervals } from '../../src/models/day-intervals';

/** A day costs more than it can hold: the shortest interval with the mass. */
const shortest = (leastMass: number): IntervalRule => ({ leastMass, dayPrice: 1 });

const single = (chances: readonly number[], rule: IntervalRule) => {
  const { low, high } = dayIntervals(Float64Array.from(chances), chances.length, rule);
  return [low[0], high[0]];
};

describe('an interval', () => {
  const chances = [0.05, 0.1, 0.4, 0.3, 0.05];

  test('holds the least mass, no longer than it must, where it is densest', () => {
    expect(single(chances, shortest(0.3))).toEqual([3, 3]);
    expect(single(chances, shortest(0.7))).toEqual([3, 4]);
    // days 2 to 4 hold .8 as well, days 3 to 5 hold .85
    expect(single(chances, shortest(0.8))).toEqual([3, 5]);
    expect(single(chances, shortest(1))).toEqual([1, 5]);
  });

  test('takes in each further day that holds more than its price', () => {
    // the last day holds .15, what comes after the horizon included
    expect(single(chances, { leastMass: 0.7, dayPrice: 0.2 })).toEqual([3, 4]);
    expect(single(chances, { leastMass: 0.7, dayPrice: 0.12 })).toEqual([3, 5]);
    expect(single(chances, { leastMass: 0.7, dayPrice: 0.09 })).toEqual([2, 5]);
    expect(single(chances, { leastMass: 0, dayPrice: 0.35 })).toEqual([3, 3]);
  });

  test('is the best of all runs of days (brute force)', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 2, maxLength: 12 });
    const share = fc.double({ min: 0.05, max: 0.95, noNaN: true });
    fc.assert(
      fc.property(weights, share, fc.double({ min: 0, max: 0.4, noNaN: true }), (raw, leastMass, dayPrice) => {
        const total = raw.reduce((a, b) => a + b, 0);
        const p = raw.map((weight) => weight / total);
        const held = (from: number, to: number) => p.slice(from - 1, to).reduce((a, b) => a + b, 0);
        const worth = (from: number, to: number) => held(from, to) - dayPrice * (to - from);
        const [low, high] = single(p, { leastMass, dayPrice }) as [number, number];
        const days = p.map((_, index) => index + 1);
        const best = Math.max(
          ...days.flatMap((from) =>
            days.filter((to) => to >= from && held(from, to) >= leastMass).map((to) => worth(from, to)),
          ),
        );
        return held(low, high) >= leastMass - 1e-9 && Math.abs(worth(low, high) - best) < 1e-9;
      }),
    );
  });

  test('is widened to hold the date given, on whichever side it lies outside', () => {
    const uneven = Float64Array.of(0, 0.5, 0.5, 0, 0, 0.5, 0.5, 0, 0.5, 0.5, 0, 0);
    const stated = intervalsAround({ days: Float64Array.of(4, 1, 2), chances: uneven }, 4, shortest(0.9));
    expect([Array.from(stated.low), Array.from(stated.high)]).toEqual([
      [2, 1, 1],
      [4, 3, 2],
    ]);
  });
});

describe('the tuned rule', () => {
  const horizon = 10;

  test('covers what it is asked to, and hardly more', () => {
    const rows = 1000;
    const chances = new Float64Array(rows * horizon).fill(0.1);
    const actual = Float64Array.from({ length: rows }, (_, i) => (i % horizon) + 1);
    const stated = { days: new Float64Array(rows).fill(5), chances };
    const { low, high } = intervalsAround(stated, horizon, tuneIntervals(stated, actual, { horizon, nominal: 0.8 }));
    const inside = actual.filter((day, row) => day >= low[row]! && day <= high[row]!).length;
    expect(inside).toBe(800);
  });

  test('is tuned on the intervals as they are stated: a date outside needs less mass', () => {
    const rows = 100;
    const chances = new Float64Array(rows * 10).fill(0.1);
    const actual = Float64Array.from({ length: rows }, (_, row) => (row % 10) + 1);
    const late = { days: new Float64Array(rows).fill(10), chances };
    const rule = tuneIntervals(late, actual, { horizon, nominal: 0.8 });
    const { low, high } = intervalsAround(late, horizon, rule);
    expect(actual.filter((day, row) => day >= low[row]! && day <= high[row]!).length).toBeGreaterThanOrEqual(80);
    expect(rule.leastMass).toBeLessThan(0.5);
  });

  test('makes intervals shorter than equally sure ones of the same coverage, and none much less sure', () => {
    const random = seededRandom(3);
    const rows = 4000;
    // half the rows are nearly sure of days 2 and 3, half hardly know
    const profile = [
      [0.05, 0.45, 0.35, 0.05, 0.02, 0.02, 0.02, 0.02, 0.01, 0.01],
      [0.13, 0.12, 0.12, 0.11, 0.1, 0.1, 0.09, 0.09, 0.08, 0.06],
    ];
    const chances = Float64Array.from(
      { length: rows * horizon },
      (_, i) => profile[Math.floor(i / horizon) % 2]![i % horizon]!,
    );
    const actual = Float64Array.from({ length: rows }, (_, row) => {
      const drawn = random();
      const cumulative = profile[row % 2]!.map((_, d, p) => p.slice(0, d + 1).reduce((a, b) => a + b, 0));
      return 1 + Math.max(0, cumulative.filter((share) => share <= drawn).length);
    });
    const stated = { days: new Float64Array(rows).fill(3), chances };
    const width = ({ low, high }: { low: Int32Array; high: Int32Array }) =>
      low.reduce((sum, bound, row) => sum + high[row]! - bound + 1, 0) / rows;
    const rule = tuneIntervals(stated, actual, { horizon, nominal: 0.8 });
    const tuned = dayIntervals(chances, horizon, rule);
    const covered = actual.filter((day, row) => day >= tuned.low[row]! && day <= tuned.high[row]!).length / rows;
    expect(covered).toBeGreaterThanOrEqual(0.8);
    expect(covered).toBeLessThan(0.86);
    expect(width(tuned)).toBeLessThanOrEqual(width(dayIntervals(chances, horizon, shortest(rule.leastMass + 0.035))));
    expect(rule.leastMass).toBeGreaterThan(0.65);
  });
});
