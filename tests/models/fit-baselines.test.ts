import { beforeAll, describe, expect, it } from 'vitest';
import { checkDayChances } from '../../src/evaluation/day-chances';
import { seededRandom } from '../../src/evaluation/statistics/random-source';
import type { Dataset } from '../../src/features/dataset';
import { thinned } from '../../src/features/dataset';
import { packBaselines, unpackBaselines } from '../../src/models/dates/baselines/baselines-file';
import type { FittedBaselines } from '../../src/models/dates/baselines/fit-baselines';
import { baselineModels, fitBaselines } from '../../src/models/dates/baselines/fit-baselines';
import { datedRows } from './dated-rows';

const HORIZON = 14;

/** Customers with a gap of their own, seen on ten weekly origins at a random day of it. */
function shopRows(customers: number, seed = 1): Dataset {
  const random = seededRandom(seed);
  const length = customers * 10;
  const gap = Float64Array.from({ length: customers }, () => 2 + Math.floor(random() * 12));
  const ofRow = (value: (customer: number) => number) =>
    Float64Array.from({ length }, (_, row) => value(row % customers));
  const elapsed = ofRow((customer) => Math.floor(random() * gap[customer]!));
  const origin = Int32Array.from({ length }, (_, row) => 7 * Math.floor(row / customers));
  const rows = datedRows(length, {
    n_purchases: ofRow((customer) => 3 + Math.floor(60 / gap[customer]!)),
    days_since_last: elapsed,
    tenure_days: elapsed.map((days) => days + 60),
    gap_mean: ofRow((customer) => gap[customer]!),
    gap_median: ofRow((customer) => gap[customer]!),
    decayed_rate: ofRow((customer) => 1 / gap[customer]!),
    recent_rate: ofRow((customer) => 1 / gap[customer]!),
  });
  return {
    ...rows,
    customer: Int32Array.from({ length }, (_, row) => row % customers),
    recurrent: new Int32Array(length).fill(1),
    origin,
    nextDay: elapsed.map((days, row) => origin[row]! + gap[row % customers]! - days),
  };
}

const rows = shopRows(80);
const options = { horizon: HORIZON, seed: 3, lastDay: 7 * 9 + HORIZON, trees: 40 };
let fitted: FittedBaselines;

beforeAll(async () => {
  fitted = await fitBaselines({ dense: rows, planned: rows }, options);
});

describe('all baselines', () => {
  it('stand in their order, the simplest first, none dated in the past', () => {
    const models = baselineModels(fitted);
    expect(models.map(({ name }) => name)).toEqual([
      'global-median',
      'last-gap',
      'mean-gap',
      'global-hazard',
      'bg-nbd',
      'beta-geometric',
      'hazard-table',
      'calendar-forest',
      'gradient-boosting',
    ]);
    for (const { predict } of models) {
      const { days, mean, chances } = predict(rows, HORIZON);
      expect(days.every((day) => Number.isInteger(day) && day >= 1 && day <= HORIZON)).toBe(true);
      expect(mean.every((day) => day >= 1 && day <= HORIZON)).toBe(true);
      if (chances) checkDayChances({ chances, horizon: HORIZON }, rows.length);
    }
  });

  it('read back from the model folder they predict the same to the bit', () => {
    const again = baselineModels(unpackBaselines(packBaselines(fitted)));
    baselineModels(fitted).forEach((model, index) => {
      expect(again[index]!.predict(rows, 364)).toEqual(model.predict(rows, 364));
    });
  });

  it('those that need whole answers are left out where there are hardly any', async () => {
    const early = { ...options, lastDay: HORIZON };
    const names = baselineModels(await fitBaselines({ dense: rows, planned: shopRows(5) }, early)).map(
      ({ name }) => name,
    );
    expect(names).toEqual([
      'global-median',
      'last-gap',
      'mean-gap',
      'global-hazard',
      'bg-nbd',
      'beta-geometric',
      'hazard-table',
    ]);
  });

  it('the same rows and seed give the same bytes', async () => {
    expect(packBaselines(await fitBaselines({ dense: rows, planned: rows }, options))).toEqual(packBaselines(fitted));
  });

  it('a single customer can be fitted, and one whose answers all lie beyond the horizon', async () => {
    const one = shopRows(1);
    const late = { ...one, nextDay: new Float64Array(one.length).fill(Number.NaN) };
    for (const lonely of [one, late]) {
      for (const { predict } of baselineModels(await fitBaselines({ dense: lonely, planned: lonely }, options))) {
        expect(predict(lonely, HORIZON).days.every((day) => day >= 1 && day <= HORIZON)).toBe(true);
      }
    }
  });

  it.each([
    ['{', /baselines.json is not JSON/],
    ['{"mean-gap":"long"}', /baselines.json, mean-gap: /],
    ['{"crystal-ball":[1]}', /baselines.json, top level: /],
  ])('bytes that are not theirs are refused: %s', (text, message) => {
    expect(() => unpackBaselines(new TextEncoder().encode(text))).toThrow(message);
  });
});

it('thinned rows are as many as asked for, spread over all', () => {
  const few = thinned(rows, 100);
  expect(few.length).toBe(100);
  expect([few.origin[0], few.origin.at(-1)]).toEqual([rows.origin[0], rows.origin.at(-1)]);
  expect(thinned(rows, 1e6)).toBe(rows);
});
