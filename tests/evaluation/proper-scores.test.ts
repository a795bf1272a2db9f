import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brierScores, crpsOfDays, crpsOfPoints, integratedBrierScores } from '../../src/evaluation/brier';
import { checkDayChances } from '../../src/evaluation/day-chances';
import { interpolatedMedian } from '../../src/evaluation/interpolated-median';

const NONE = Number.NaN;
/** Half on day 1, a quarter on day 3, a quarter after the horizon of 4. */
const forecast = { chances: Float64Array.from([0.5, 0, 0.25, 0]), horizon: 4 };

/** Rows of chances over `horizon` days that sum to at most 1, with an answer each. */
const rowsOf = (horizon: number) =>
  fc.array(
    fc.record({
      weights: fc.array(fc.integer({ min: 0, max: 20 }), { minLength: horizon + 1, maxLength: horizon + 1 }),
      days: fc.oneof(fc.integer({ min: 1, max: horizon }), fc.constant(NONE)),
    }),
    { minLength: 1, maxLength: 20 },
  );

function distribution(rows: { weights: number[] }[], horizon: number) {
  const chances = rows.flatMap(({ weights }) => {
    const total = weights.reduce((a, b) => a + b, 0) || 1;
    return weights.slice(0, horizon).map((weight) => weight / total);
  });
  return { chances: Float64Array.from(chances), horizon };
}

describe('scores of a distribution of days', () => {
  it('CRPS is worked out by hand, restricted to the horizon', () => {
    // F = .5, .5, .75 before the horizon; the answer is day 3: .25 + .25 + .0625
    expect(crpsOfDays(forecast, [3])[0]).toBeCloseTo(0.5625, 12);
    // not within the horizon: F² summed
    expect(crpsOfDays(forecast, [NONE])[0]).toBeCloseTo(0.25 + 0.25 + 0.5625, 12);
  });

  it('the day of the horizon and later are one answer to CRPS and two to Brier', () => {
    expect(crpsOfDays(forecast, [4])[0]).toBe(crpsOfDays(forecast, [NONE])[0]);
    expect(brierScores(forecast, [4], 4)[0]).toBeCloseTo(0.0625, 12);
    expect(brierScores(forecast, [NONE], 4)[0]).toBeCloseTo(0.5625, 12);
  });

  it('the integrated Brier score is the mean over days 1 … horizon', () => {
    const daily = [1, 2, 3, 4].map((day) => brierScores(forecast, [2], day)[0]!);
    expect(integratedBrierScores(forecast, [2])[0]).toBeCloseTo(
      (daily[0]! + daily[1]! + daily[2]! + daily[3]!) / 4,
      12,
    );
  });

  it('a sure forecast scores its absolute error, and a date alone the same', () => {
    const sure = { chances: Float64Array.from([0, 1, 0, 0]), horizon: 4 };
    for (const [answer, error] of [
      [1, 1],
      [2, 0],
      [4, 2],
      [NONE, 2],
    ] as const) {
      expect(crpsOfDays(sure, [answer])[0]).toBe(error);
      expect(crpsOfPoints([2], [answer], 4)[0]).toBe(error);
    }
  });

  it('is proper: no other forecast beats the one the answers were drawn from', () => {
    fc.assert(
      fc.property(rowsOf(6), rowsOf(6), (truth, other) => {
        const { chances } = distribution(truth.slice(0, 1), 6);
        const rival = distribution(other.slice(0, 1), 6);
        const after = 1 - chances.reduce((a, b) => a + b, 0);
        const expected = (judged: typeof rival) =>
          [...chances, after].reduce(
            (sum, chance, d) => sum + chance * crpsOfDays(judged, [d < 6 ? d + 1 : NONE])[0]!,
            0,
          );
        expect(expected({ chances, horizon: 6 })).toBeLessThanOrEqual(expected(rival) + 1e-9);
      }),
    );
  });

  it('IBS × horizon is CRPS plus the Brier score at the horizon', () => {
    fc.assert(
      fc.property(rowsOf(5), (rows) => {
        const judged = distribution(rows, 5);
        const days = rows.map((row) => row.days);
        const crps = crpsOfDays(judged, days);
        const last = brierScores(judged, days, 5);
        integratedBrierScores(judged, days).forEach((ibs, row) => {
          expect(ibs * 5).toBeCloseTo(crps[row]! + last[row]!, 9);
        });
      }),
    );
  });
});

describe('the interpolated median', () => {
  it('divides the day on which half is reached, and goes beyond the horizon where it is not', () => {
    expect(interpolatedMedian({ chances: Float64Array.from([0.25, 0.5, 0.25]), horizon: 3 })[0]).toBeCloseTo(1.5, 12);
    expect(interpolatedMedian(forecast)[0]).toBe(1);
    expect(interpolatedMedian({ chances: Float64Array.from([0.1, 0.2]), horizon: 2 })[0]).toBeCloseTo(2.2, 12);
  });
});

describe('what is not a distribution', () => {
  it.each([
    [[0.5, Number.NaN], /row 0, day 2: the chance is NaN/],
    [[0.5, Number.POSITIVE_INFINITY], /row 0, day 2: the chance is Infinity/],
    [[-0.2, 0.4], /row 0, day 1: the chance is -0.2/],
    [[0.7, 0.6], /row 0: the chances sum to 1.29/],
    [[0.7], /1 chances for 1 rows × 2 days/],
  ])('%j is refused with its place', (chances, message) => {
    expect(() => checkDayChances({ chances: Float64Array.from(chances), horizon: 2 }, 1)).toThrow(message);
  });

  it('a horizon of no days is refused', () => {
    expect(() => checkDayChances({ chances: new Float64Array(0), horizon: 0 }, 0)).toThrow(/the horizon is 0/);
  });
});
