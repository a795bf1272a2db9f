import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kaplanMeier } from '../../src/evaluation/statistics/kaplan-meier';

const NONE = Number.NaN;

describe('Kaplan–Meier', () => {
  it('gives the published curve of the 6-MP arm of Freireich et al. (1963)', () => {
    const weeks = [
      6,
      6,
      6,
      7,
      10,
      13,
      16,
      22,
      23,
      NONE,
      NONE,
      NONE,
      NONE,
      NONE,
      NONE,
      NONE,
      NONE,
      NONE,
      NONE,
      NONE,
      NONE,
    ];
    const watched = [99, 99, 99, 99, 99, 99, 99, 99, 99, 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35];
    const { days, survival, standardError } = kaplanMeier(weeks, watched);
    expect(days).toEqual([6, 7, 10, 13, 16, 22, 23]);
    expect(survival.map((s) => +s.toFixed(3))).toEqual([0.857, 0.807, 0.753, 0.69, 0.627, 0.538, 0.448]);
    expect(standardError.map((s) => +s.toFixed(4))).toEqual([0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346]);
  });

  it('is empty where all are censored, and without rows', () => {
    expect(kaplanMeier([NONE, NONE], [5, 9]).days).toEqual([]);
    expect(kaplanMeier([], []).survival).toEqual([]);
  });

  it('counts a return after the watch as not seen', () => {
    expect(kaplanMeier([8], [7]).days).toEqual([]);
  });

  it('without censoring is the share of rows still out', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 40 }), (days) => {
        const curve = kaplanMeier(
          days,
          days.map(() => 12),
        );
        curve.days.forEach((day, i) => {
          expect(curve.survival[i]).toBeCloseTo(days.filter((d) => d > day).length / days.length, 9);
        });
        expect(curve.survival.at(-1)).toBeCloseTo(0, 12);
      }),
    );
  });
});
