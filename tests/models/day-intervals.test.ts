import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../src/evaluation/statistics/random-source';
import type { IntervalRule } from '../../src/models/dates/forecast/day-intervals';
import { forecastIntervals } from '../../src/models/dates/forecast/day-intervals';
import { CELL_ENDS } from '../../src/models/dates/forecast/forecast-cells';
import { FORECAST_DAYS } from '../../src/models/dates/forecast/forecast-days';
import { knownCoverage, tuneIntervals } from '../../src/models/dates/forecast/tune-intervals';
import { cumulativeCells } from './forecast-cells';

/** A day costs more than it can hold: the shortest interval with the mass. */
const shortest = (leastMass: number): IntervalRule => ({ leastMass, dayPrice: 1 });

/** Cells of rows whose chances are given for the first days; the rest comes later or never. */
function cellsOf(...rows: (readonly number[])[]): Float64Array {
  const chances = new Float64Array(rows.length * FORECAST_DAYS);
  rows.forEach((row, i) => {
    chances.set(row, i * FORECAST_DAYS);
  });
  return cumulativeCells(chances);
}

const single = (chances: readonly number[], rule: IntervalRule, day = Number.NaN) => {
  const cells = cellsOf(chances);
  // a date inside any interval widens none
  const { low, high } = forecastIntervals({ days: Float64Array.of(0), cells }, rule);
  const free = forecastIntervals({ days: Float64Array.of(low[0] === 0 ? high[0]! : low[0]!), cells }, rule);
  if (Number.isNaN(day)) return [free.low[0], free.high[0]];
  const dated = forecastIntervals({ days: Float64Array.of(day), cells }, rule);
  return [dated.low[0], dated.high[0]];
};

describe('an interval', () => {
  const chances = [0.05, 0.1, 0.4, 0.3, 0.15];

  test('holds the least mass, no longer than it must, where it is densest', () => {
    expect(single(chances, shortest(0.3), 3)).toEqual([3, 3]);
    expect(single(chances, shortest(0.7), 3)).toEqual([3, 4]);
    // days 2 to 4 hold .8 as well, days 3 to 5 hold .85
    expect(single(chances, shortest(0.8), 3)).toEqual([3, 5]);
  });

  test('takes in each further day that holds more than its price', () => {
    expect(single(chances, { leastMass: 0.7, dayPrice: 0.2 }, 3)).toEqual([3, 4]);
    expect(single(chances, { leastMass: 0.7, dayPrice: 0.12 }, 3)).toEqual([3, 5]);
    expect(single(chances, { leastMass: 0.7, dayPrice: 0.09 }, 3)).toEqual([2, 5]);
  });

  test('is open where what is left comes later or never', () => {
    // .1 on day 1, nothing else within the year
    expect(single([0.1], shortest(0.8), 5)).toEqual([5, Number.POSITIVE_INFINITY]);
  });

  test('of a far forecast is cut late: how far ahead it ends matters less and less', () => {
    // a hundredth a day from day 1 to day 100: the shortest interval of four fifths begins with day 1 or ends with 100
    const [low, high] = single(new Array<number>(100).fill(0.01), shortest(0.78), 60) as [number, number];
    expect(low).toBeGreaterThan(15);
    expect(high).toBeGreaterThan(98);
  });

  test('is widened to hold the date given, on whichever side it lies outside', () => {
    const uneven = [0, 0.5, 0.5];
    expect(single(uneven, shortest(0.9), 1)).toEqual([1, 3]);
    expect(single(uneven, shortest(0.9), 6)).toEqual([2, 6]);
  });

  test('holds at least the least mass, whatever the forecast, within days that are cells', () => {
    const weights = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 2, maxLength: FORECAST_DAYS });
    const share = fc.double({ min: 0.05, max: 0.95, noNaN: true });
    fc.assert(
      fc.property(weights, share, fc.double({ min: 0, max: 0.4, noNaN: true }), (raw, leastMass, dayPrice) => {
        const total = raw.reduce((a, b) => a + b, 1);
        const p = raw.map((weight) => weight / total);
        const cells = cellsOf(p);
        const { low, high } = forecastIntervals({ days: Float64Array.of(1), cells }, { leastMass, dayPrice });
        const later = 1 - p.reduce((a, b) => a + b, 0);
        const held = p.slice(low[0]! - 1, high[0]!).reduce((a, b) => a + b, 0) + (high[0] === Infinity ? later : 0);
        return held >= leastMass - 1e-9 && low[0]! >= 1 && CELL_ENDS.includes(high[0]!);
      }),
    );
  });
});

/** Answers drawn from days of equal chance, all watched to the end. */
function evenShop(rows: number, longest: number) {
  const random = seededRandom(3);
  const cells = cellsOf(...Array.from({ length: rows }, () => new Array<number>(longest).fill(1 / longest)));
  const daysToNext = Float64Array.from({ length: rows }, () => 1 + Math.floor(random() * longest));
  return { stated: { days: new Float64Array(rows).fill(Math.ceil(longest / 2)), cells }, daysToNext };
}

describe('the tuned rule', () => {
  test('covers what it is asked to, and hardly more', () => {
    const { stated, daysToNext } = evenShop(1000, 10);
    const answers = { daysToNext, watched: new Float64Array(1000).fill(60) };
    const rule = tuneIntervals(stated, answers, { nominal: 0.8, customers: 1e6 });
    const coverage = knownCoverage(stated, forecastIntervals(stated, rule), answers);
    expect(coverage).toBeGreaterThanOrEqual(0.8);
    expect(coverage).toBeLessThan(0.85);
  });

  test('of forecasts that are too sure asks for more mass than of those that are true', () => {
    const stated = evenShop(1000, 10);
    const answers = (longest: number) => ({
      daysToNext: evenShop(1000, longest).daysToNext,
      watched: new Float64Array(1000).fill(60),
    });
    const mass = (longest: number) => {
      const rule = tuneIntervals(stated.stated, answers(longest), { nominal: 0.8, customers: 1e6 });
      const { low, high } = forecastIntervals(stated.stated, rule);
      return high.reduce((sum, bound, row) => sum + Math.min(bound, 400) - low[row]! + 1, 0) / 1000;
    };
    expect(mass(12)).toBeGreaterThan(mass(10));
  });

  test('of nobody watched is the one whose own mass is nominal', () => {
    const { stated } = evenShop(50, 20);
    const unknown = { daysToNext: new Float64Array(50).fill(Number.NaN), watched: new Float64Array(50) };
    const { low, high } = forecastIntervals(stated, tuneIntervals(stated, unknown, { nominal: 0.8, customers: 0 }));
    // sixteen days of a twentieth each are .8, but for rounding
    expect([16, 17]).toContain(high[0]! - low[0]! + 1);
  });
});

describe('coverage as far as it is known', () => {
  // a tenth a day for ten days; the interval is days 3 … 8
  const stated = {
    days: Float64Array.of(5, 5, 5, 5),
    cells: cellsOf(...Array.from({ length: 4 }, () => new Array<number>(10).fill(0.1))),
  };
  const bounds = { low: new Float64Array(4).fill(3), high: new Float64Array(4).fill(8) };

  test('a row still open counts with the chance that is left to it', () => {
    const answers = {
      daysToNext: Float64Array.of(4, 9, Number.NaN, Number.NaN),
      watched: Float64Array.of(10, 10, 5, 9),
    };
    // inside; outside; quiet for 5 days: days 6, 7, 8 of the five left; quiet for 9 days: the interval is over
    expect(knownCoverage(stated, bounds, answers)).toBeCloseTo((1 + 0 + 3 / 5 + 0) / 4, 9);
  });

  test('censoring rows at random days changes the estimate by its noise alone (conservation)', () => {
    const { stated: shop, daysToNext } = evenShop(4000, 20);
    const rule = shortest(0.6);
    const cut = forecastIntervals(shop, rule);
    const whole = knownCoverage(shop, cut, { daysToNext, watched: new Float64Array(4000).fill(30) });
    const random = seededRandom(9);
    const watched = Float64Array.from({ length: 4000 }, () => Math.floor(random() * 25));
    const seen = daysToNext.map((day, row) => (day <= watched[row]! ? day : Number.NaN));
    expect(Math.abs(knownCoverage(shop, cut, { daysToNext: seen, watched }) - whole)).toBeLessThan(0.02);
  });
});
