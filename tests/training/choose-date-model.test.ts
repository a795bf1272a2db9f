import { describe, expect, test } from 'vitest';
import type { DateModelName } from '../../src/config/model-names';
import { seededRandom } from '../../src/evaluation/statistics/random-source';
import type { DateModel } from '../../src/models/dates/forecast/date-model';
import { pointPrediction } from '../../src/models/dates/forecast/date-model';
import { distributionPrediction } from '../../src/models/dates/forecast/day-distribution';
import { chooseDateModel } from '../../src/training/choose-date-model';
import { forecastsOf } from '../../src/training/judged-forecasts';
import type { JudgedRows } from '../../src/training/judged-rows';
import { datedRows } from '../models/dated-rows';

const HORIZON = 10;

/** Answers of `customers` with four rows each, a quarter of a year apart, drawn evenly from days 1 … 4. */
function judged(customers: number, daysApart = 91): JudgedRows {
  const random = seededRandom(5);
  const length = 4 * customers;
  const restricted = Float64Array.from({ length }, () => 1 + Math.floor(random() * 4));
  const customer = Int32Array.from({ length }, (_, row) => row % customers);
  const rows = {
    ...datedRows(length, {}),
    customer,
    origin: Int32Array.from({ length }, (_, row) => daysApart * Math.floor(row / customers)),
    recurrent: new Int32Array(length).fill(1),
    nextDay: restricted,
  };
  return { rows, restricted, daysToNext: restricted };
}

/** The same chances for every row. */
function constant(name: DateModelName, chances: readonly number[]): DateModel {
  return {
    name,
    kind: 'baseline',
    predict: ({ length }, reach) =>
      distributionPrediction(
        Float64Array.from({ length: length * reach }, (_, i) => chances[i % reach] ?? 0),
        reach,
      ),
  };
}

const choose = (models: DateModel[], rows: JudgedRows) =>
  chooseDateModel(forecastsOf(models, rows, HORIZON), rows, HORIZON);

const exact = [0.25, 0.25, 0.25, 0.25];
/** Its CRPS is .005 above the exact one's, where a row's difference varies by .07. */
const rough = [0.3, 0.2, 0.3, 0.2];
const late = [0, 0, 0, 0, 0, 0, 0, 0.5, 0.5];

describe('the model with the highest expected merit', () => {
  test('is the better one where there is evidence enough, however simple or usual', () => {
    const rows = judged(200);
    expect(choose([constant('hazard-table', late), constant('beta-geometric', exact)], rows).chosen).toBe(
      'beta-geometric',
    );
    expect(choose([constant('hazard-table', exact), constant('hazard-network', late)], rows).chosen).toBe(
      'hazard-table',
    );
  });

  test('of few customers is the one that is usually better; of many, the one that was', () => {
    const models = [constant('hazard-table', exact), constant('hazard-network', rough)];
    expect(choose(models, judged(4)).chosen).toBe('hazard-network');
    expect(choose(models, judged(4000)).chosen).toBe('hazard-table');
  });

  test('of few weeks is the one that is usually better, however many the customers', () => {
    const models = [constant('hazard-table', exact), constant('hazard-network', rough)];
    expect(choose(models, judged(4000, 1)).chosen).toBe('hazard-network');
  });

  test('of a single customer is what is usual alone: nothing says how another would differ', () => {
    const { chosen, metrics } = choose([constant('hazard-table', exact), constant('hazard-network', late)], judged(1));
    expect(chosen).toBe('hazard-network');
    expect(metrics.merits.map(({ standardError }) => standardError)).toEqual([null, null]);
  });

  test('tells what it stands on', () => {
    const { metrics } = choose([constant('hazard-table', rough), constant('beta-geometric', exact)], judged(50));
    expect(metrics).toMatchObject({ reference: 'hazard-table', rows: 200, customers: 50, origins: 4 });
    const [table, mine] = metrics.merits;
    expect([table!.gain, table!.merit]).toEqual([0, 0]);
    expect(mine!.gain).toBeGreaterThan(mine!.merit);
    expect(mine!.merit).toBeGreaterThan(0);
  });
});

test('a model of dates alone is never chosen, were it an oracle', () => {
  const rows = judged(200);
  const oracle: DateModel = {
    name: 'last-gap',
    kind: 'network',
    predict: (_, reach) => pointPrediction(rows.restricted, reach),
  };
  expect(choose([constant('hazard-table', rough), oracle], rows).chosen).toBe('hazard-table');
  expect(() => choose([oracle], rows)).toThrow(/no model tells chances/);
});
