import { describe, expect, test } from 'vitest';
import { ELAPSED_CELLS } from '../../src/models/dates/baselines/elapsed-cells';
import { fitAfterFirstPurchase, withFirstPurchases } from '../../src/models/dates/baselines/first-purchase';
import { globalHazardModel } from '../../src/models/dates/baselines/global-hazard';
import type { DateModel } from '../../src/models/dates/forecast/date-model';
import { pointPrediction } from '../../src/models/dates/forecast/date-model';
import { distributionPrediction } from '../../src/models/dates/forecast/day-distribution';
import { CELL_ENDS, chanceBy, FORECAST_CELLS } from '../../src/models/dates/forecast/forecast-cells';
import { FORECAST_DAYS } from '../../src/models/dates/forecast/forecast-days';
import { wholeForecast } from '../../src/models/dates/forecast/whole-forecast';
import { answersOf, datedRows } from './dated-rows';
import { cumulativeCells } from './forecast-cells';

/** Row r buys with this chance every day, given none before. */
function steady(hazard: (row: number) => number): DateModel {
  return {
    name: 'global-hazard',
    kind: 'baseline',
    predict: ({ features, length }, reach) => {
      const chances = new Float64Array(length * reach);
      for (let row = 0; row < length; row++) {
        const h = hazard(features[0]![row]!);
        for (let d = 1; d <= reach; d++) chances[row * reach + d - 1] = h * (1 - h) ** (d - 1);
      }
      return distributionPrediction(chances, reach);
    },
  };
}

describe('a forecast as a whole', () => {
  // rows numbered by the first feature, more than one block of them
  const rows = datedRows(9000, { n_purchases: Float64Array.from({ length: 9000 }, (_, row) => row % 3) });
  const hazards = [0.1, 0.01, 0.001];
  const forecast = wholeForecast(
    steady((row) => hazards[row]!),
    rows,
    28,
  )!;

  test('has the median as its date, beyond four weeks where it lies there', () => {
    // ½ is reached on day ln ½ ÷ ln(1 − h), rounded up
    expect([...forecast.days.subarray(0, 2)]).toEqual([7, 69]);
    expect([...forecast.days.subarray(8997, 8999)]).toEqual([7, 69]);
  });

  test('of customers of whom fewer than half come back has the median of those who do', () => {
    const back = 1 - 0.999 ** FORECAST_DAYS;
    expect(back).toBeLessThan(0.5);
    expect(forecast.days[2]).toBe(Math.ceil(Math.log(1 - back / 2) / Math.log(0.999)));
  });

  test('of nobody coming back at all has the last day', () => {
    expect(
      wholeForecast(
        steady(() => 0),
        datedRows(1, {}),
        28,
      )!.days[0],
    ).toBe(FORECAST_DAYS);
  });

  test('told for fewer days is the same forecast', () => {
    expect(forecast.near.chances.subarray(28, 56)).toEqual(steady(() => 0.01).predict(datedRows(1, {}), 28).chances);
  });

  test('is the same by daily chances, one row after another, as by the chances of all rows side by side', () => {
    const elapsed = Float64Array.from({ length: 9000 }, (_, row) => row % 400);
    const asked = datedRows(9000, { days_since_last: elapsed, n_purchases: elapsed.map((days) => 1 + (days % 3)) });
    const smoothed = Array.from({ length: ELAPSED_CELLS }, (_, cell) => 0.2 / (1 + cell));
    const { hazards: daily, ...sideBySide } = withFirstPurchases(globalHazardModel(smoothed), smoothed.map(Math.sqrt));
    expect(wholeForecast({ ...sideBySide, hazards: daily! }, asked, 28)).toEqual(wholeForecast(sideBySide, asked, 28));
  });

  test('of a model of dates alone there is none', () => {
    const point: DateModel = { name: 'last-gap', kind: 'baseline', predict: (_, reach) => pointPrediction([3], reach) };
    expect(wholeForecast(point, datedRows(1, {}), 28)).toBeNull();
  });
});

describe('cells of a forecast', () => {
  test('end with days, weeks, four weeks, the year and never', () => {
    expect([...CELL_ENDS.subarray(26, 31)]).toEqual([27, 28, 35, 42, 49]);
    expect([...CELL_ENDS.subarray(-4)]).toEqual([315, 343, FORECAST_DAYS, Number.POSITIVE_INFINITY]);
  });

  test('tell the chance by any day: exactly at their ends, in proportion within', () => {
    const chances = new Float64Array(2 * FORECAST_DAYS).fill(0.002);
    const cells = cumulativeCells(chances);
    expect(cells.length).toBe(2 * FORECAST_CELLS);
    for (const day of [0, 1, 5, 28, 30, 91, 100, 363, FORECAST_DAYS]) {
      expect(chanceBy(cells, 1, day)).toBeCloseTo(0.002 * day, 12);
    }
  });
});

describe('customers with a single purchase', () => {
  // of four first purchases one came back on day 2, the others were watched for ten days
  const after = fitAfterFirstPurchase(answersOf([2, Number.NaN, Number.NaN, Number.NaN], 10));
  const model = withFirstPurchases(
    steady(() => 0.5),
    after,
  );

  test('get what the shop sees after a first purchase, the others what the model says', () => {
    const { chances, days } = model.predict(datedRows(2, { n_purchases: [1, 2], days_since_last: [0, 0] }), 28);
    expect(chances![0]).toBeCloseTo(after[0]!, 12);
    expect(chances![28]).toBeCloseTo(0.5, 12);
    expect(days[0]).toBeGreaterThan(days[1]!);
  });

  test('who have been away for long are less likely to come than those who were just here', () => {
    const asked = datedRows(2, { n_purchases: 1, days_since_last: [0, 200] });
    const { chances } = model.predict(asked, 28);
    const within = (row: number) => chances!.subarray(28 * row, 28 * (row + 1)).reduce((a, b) => a + b, 0);
    expect(within(1)).toBeLessThan(within(0) / 2);
  });

  test('are left to a model of dates alone', () => {
    const point: DateModel = { name: 'last-gap', kind: 'baseline', predict: (_, reach) => pointPrediction([3], reach) };
    expect([...withFirstPurchases(point, after).predict(datedRows(1, { n_purchases: 1 }), 28).days]).toEqual([3]);
  });
});
