import { describe, expect, it } from 'vitest';
import { dateConcordance, dateScores, judgeProbabilities } from '../../src/evaluation/date-scores';

const answers = { daysToNext: [1, 3, Number.NaN, 9], customers: [0, 0, 1, 2], horizon: 10 };
const days = Float64Array.from([2, 3, 10, 4]);

describe('scores of dates', () => {
  it('a date alone has its absolute error as CRPS and no Brier scores', () => {
    const { mae, crps, ibs } = dateScores({ days, mean: days }, answers);
    expect([...mae]).toEqual([1, 0, 0, 5]);
    expect(crps).toBe(mae);
    expect(ibs).toBeNull();
    expect(judgeProbabilities({ days, mean: days }, answers, 1)).toMatchObject({
      crps: { value: 1.5 },
      ibs: null,
      brier: [],
    });
  });

  it('chances are judged at the days that the horizon reaches', () => {
    const chances = new Float64Array(40).fill(0.1);
    const judged = judgeProbabilities({ days, mean: days, chances }, answers, 1);
    expect(judged.brier.map((b) => b.days)).toEqual([7]);
    // all rows say .7 by day 7; two of four came
    expect(judged.brier[0]!.value).toBeCloseTo((2 * 0.09 + 2 * 0.49) / 4, 12);
    expect(judged.reliability).toEqual([{ days: 7, bins: [{ rows: 4, chance: expect.closeTo(0.7, 12), share: 0.5 }] }]);
  });

  it('ranks by the expected days where there are no chances', () => {
    expect(dateConcordance({ days, mean: Float64Array.from([1, 2, 5, 4]) }, answers)).toBe(1);
  });

  it('chances that are none are refused before anything is judged', () => {
    const chances = new Float64Array(40).fill(Number.NaN);
    expect(() => dateScores({ days, mean: days, chances }, answers)).toThrow(/row 0, day 1: the chance is NaN/);
  });
});
