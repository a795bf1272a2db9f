import { describe, expect, it } from 'vitest';
import { checkDayChances } from '../../src/evaluation/day-chances';
import { seededRandom } from '../../src/evaluation/statistics/random-source';
import { FEATURE_NAMES } from '../../src/features/feature-list';
import { betaGeometricModel, fitBetaGeometric } from '../../src/models/dates/baselines/beta-geometric';
import { calendarForestModel, fitCalendarForest } from '../../src/models/dates/baselines/calendar-forest';
import { fitGlobalHazard, globalHazardModel } from '../../src/models/dates/baselines/global-hazard';
import { fitGradientBoosting, gradientBoostingModel } from '../../src/models/dates/baselines/gradient-boosting';
import { fitMarginalDays, globalMedianModel } from '../../src/models/dates/baselines/marginal-days';
import { answersOf, datedRows, onWeekdays } from './dated-rows';

const NONE = Number.NaN;
const EVEN = new Array<number>(7).fill(1 / 7);

describe('the same distribution for everybody', () => {
  it('is the share of rows by day, counting censored rows while they were watched', () => {
    const answers = { daysToNext: Float64Array.of(1, 2, 2, NONE), watched: Float64Array.of(3, 3, 3, 1) };
    // day 1: 1 of 4; then one leaves unseen, and 2 of the 2 left buy on day 2
    expect(fitMarginalDays(answers).slice(0, 4)).toEqual([0.25, 0.75, 0, 0]);
    const { days, mean } = globalMedianModel([0.25, 0.75, 0]).predict(datedRows(2, {}), 3);
    expect([...days]).toEqual([2, 2]);
    expect([...mean]).toEqual([1.75, 1.75]);
  });

  it('where nobody returned, everything comes later or never', () => {
    const marginal = fitMarginalDays(answersOf([NONE, NONE], 5));
    expect(globalMedianModel(marginal).predict(datedRows(1, {}), 5)).toMatchObject({
      days: Float64Array.of(5),
      mean: Float64Array.of(5),
    });
  });
});

describe('the global hazard', () => {
  it('is the same for two customers of one elapsed time, whoever they are', () => {
    const hazard = fitGlobalHazard(Float64Array.of(3, 9), answersOf([2, NONE], 10));
    const rows = datedRows(2, { days_since_last: [4, 4], decayed_rate: [0.01, 0.9] });
    const { chances } = globalHazardModel(hazard).predict(rows, 10);
    expect(chances!.subarray(0, 10)).toEqual(chances!.subarray(10));
  });

  it('finds the gap that everybody keeps', () => {
    const elapsed = Float64Array.from({ length: 700 }, (_, i) => i % 7);
    const hazard = fitGlobalHazard(
      elapsed,
      answersOf(
        elapsed.map((days) => 7 - days),
        28,
      ),
    );
    const { days } = globalHazardModel(hazard).predict(datedRows(2, { days_since_last: [2, 6] }), 28);
    expect([...days]).toEqual([5, 1]);
  });
});

describe('the beta-geometric with weekday factor', () => {
  /** Beyond 1,000 half-lives' worth of history the own rate is all; none here, so the prior is. */
  const nobody = { tenure_days: 0, recent_rate: 0, ...zeroWeekdays() };

  it('without history, quiet days lower the chance as a beta posterior does', () => {
    const model = { mean: 0.2, strength: 10, weekdayStrength: 1, weekdayShares: EVEN };
    const { chances } = betaGeometricModel(model).predict(datedRows(1, nobody), 3);
    // 2/10, then 2/11 of the 8/10 left, then 2/12
    expect(chances![0]).toBeCloseTo(0.2, 12);
    expect(chances![1]).toBeCloseTo((0.8 * 2) / 11, 12);
    expect(chances![2]).toBeCloseTo((0.8 * (9 / 11) * 2) / 12, 12);
  });

  it('puts the purchase on the weekday of the customer', () => {
    const model = { mean: 0.14, strength: 1, weekdayStrength: 0.5, weekdayShares: EVEN };
    const saturdays = { ...zeroWeekdays(), decayed_saturday: 6, recent_rate: 1 / 7, tenure_days: 200 };
    const weekday = Int32Array.of(0, 3);
    const { chances } = betaGeometricModel(model).predict(onWeekdays(datedRows(2, saturdays), weekday), 7);
    const likeliest = (row: number) => {
      const days = [...chances!.subarray(row * 7, (row + 1) * 7)];
      return days.indexOf(Math.max(...days)) + 1;
    };
    // Monday to Saturday is 5 days, Thursday to Saturday 2
    expect([likeliest(0), likeliest(1)]).toEqual([5, 2]);
  });

  it('learns a prior that tells the rate of those without history', () => {
    const random = seededRandom(4);
    const days = Float64Array.from({ length: 3000 }, () => {
      for (let d = 1; d <= 28; d++) if (random() < 0.25) return d;
      return NONE;
    });
    const fitted = fitBetaGeometric(datedRows(3000, nobody), answersOf(days, 28));
    const { chances } = betaGeometricModel(fitted).predict(datedRows(1, nobody), 28);
    expect(chances![0]).toBeCloseTo(0.25, 1);
  });
});

describe('trees as date models', () => {
  it('the calendar forest sees weekday and month and nothing else', () => {
    const n = 700;
    const weekday = Int32Array.from({ length: n }, (_, i) => i % 7);
    const restrictedDays = Float64Array.from(weekday, (day) => 7 - day);
    const rows = onWeekdays(datedRows(n, { days_since_last: 0, decayed_rate: restrictedDays }), weekday);
    const model = calendarForestModel(fitCalendarForest({ rows, restrictedDays }, 1));
    const blind = onWeekdays(datedRows(2, { days_since_last: 0, decayed_rate: [1, 99] }), [1, 1]);
    expect([...model.predict(blind, 28).days]).toEqual([6, 6]);
  });

  it('gradient boosting finds the gap less the elapsed days, and never dates the past', async () => {
    const random = seededRandom(5);
    const n = 1500;
    const gap = Float64Array.from({ length: n }, () => 5 + Math.floor(random() * 15));
    const elapsed = gap.map((days) => Math.floor(random() * days));
    const restrictedDays = gap.map((days, row) => days - elapsed[row]!);
    const rows = datedRows(n, { gap_median: gap, days_since_last: elapsed });
    const model = gradientBoostingModel(await fitGradientBoosting({ rows, restrictedDays }, { seed: 1, trees: 100 }));
    const { days } = model.predict(datedRows(3, { gap_median: [10, 15, 6], days_since_last: [2, 3, 90] }), 28);
    expect(Math.abs(days[0]! - 8)).toBeLessThanOrEqual(1);
    expect(Math.abs(days[1]! - 12)).toBeLessThanOrEqual(1);
    expect(days[2]).toBeGreaterThanOrEqual(1);
  });
});

describe('bad inputs have defined answers', () => {
  const H = 14;
  const one = datedRows(1, { n_purchases: 2, tenure_days: 3, days_since_last: 0 });
  const fitters = {
    marginal: (days: number[]) => globalMedianModel(fitMarginalDays(answersOf(days, H))),
    hazard: (days: number[]) => globalHazardModel(fitGlobalHazard(new Float64Array(days.length), answersOf(days, H))),
    beta: (days: number[]) => betaGeometricModel(fitBetaGeometric(datedRows(days.length, {}), answersOf(days, H))),
  };

  it.each(Object.entries(fitters))('%s: a single customer, all censored, all on the next day', (_, modelOf) => {
    for (const days of [[3], [NONE, NONE, NONE], [1, 1, 1, 1]]) {
      const { chances, days: dates } = modelOf(days).predict(one, H);
      checkDayChances({ chances: chances!, horizon: H }, 1);
      expect(dates[0]).toBeGreaterThanOrEqual(1);
      expect(dates[0]).toBeLessThanOrEqual(H);
    }
  });

  it('gaps of years and rows that are never at risk are distributions too', () => {
    const years = datedRows(1, { days_since_last: 4000, tenure_days: 9000, recent_rate: 0, decayed_rate: 0 });
    for (const modelOf of Object.values(fitters)) {
      const model = modelOf([900, 2, NONE]);
      checkDayChances({ chances: model.predict(years, H).chances!, horizon: H }, 1);
    }
  });

  it('constant features and missing values give trees nothing to split, and an answer all the same', async () => {
    const constant = datedRows(60, Object.fromEntries(FEATURE_NAMES.map((name) => [name, NONE])));
    const restrictedDays = Float64Array.from({ length: 60 }, (_, i) => 1 + (i % 9));
    const model = gradientBoostingModel(
      await fitGradientBoosting({ rows: constant, restrictedDays }, { seed: 1, trees: 5 }),
    );
    expect(model.predict(one, H).days[0]).toBe(5);
  });

  it('answers that are not finite are refused by trees', async () => {
    const training = { rows: datedRows(1, {}), restrictedDays: Float64Array.of(NONE) };
    await expect(fitGradientBoosting(training, { seed: 1 })).rejects.toThrow(/target of row 0 is NaN/);
  });
});

function zeroWeekdays(): Record<string, number> {
  return Object.fromEntries(FEATURE_NAMES.filter((name) => /^decayed_.*day$/.test(name)).map((name) => [name, 0]));
}
