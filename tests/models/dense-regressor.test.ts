import { beforeAll, describe, expect, test } from 'vitest';
import { seededRandom } from '../../src/evaluation/statistics/random-source';
import { FEATURE_NAMES } from '../../src/features/feature-list';
import type { FittedRegressor } from '../../src/models/dates/dense/dense-regressor';
import { regressDays, trainRegressor } from '../../src/models/dates/dense/dense-regressor';
import { readyBackend } from '../../src/models/fitting/backend';

const HORIZON = 28;
const random = seededRandom(4);
const rows = {
  length: 400,
  features: FEATURE_NAMES.map(() => Float64Array.from({ length: 400 }, () => random() * 10)),
};
const gap = rows.features[FEATURE_NAMES.indexOf('gap_mean')]!;
const restrictedDays = gap.map((days) => 1 + days);

const fitWith = (seed: number) => trainRegressor({ rows, restrictedDays }, { horizon: HORIZON, seed, epochs: 40 });

let fitted: FittedRegressor;
beforeAll(async () => {
  await readyBackend();
  fitted = await fitWith(1);
});

describe('a dense network', () => {
  test('learns what the features say', () => {
    const errors = regressDays(fitted, rows, HORIZON).map((days, row) => Math.abs(days - restrictedDays[row]!));
    expect(errors.reduce((a, b) => a + b, 0) / errors.length).toBeLessThan(1);
  });

  test('is the same to the bit for one seed and another for another seed', async () => {
    const days = async (seed: number) => regressDays(await fitWith(seed), rows, HORIZON);
    expect(await days(1)).toEqual(regressDays(fitted, rows, HORIZON));
    expect(await days(2)).not.toEqual(regressDays(fitted, rows, HORIZON));
  });

  test('keeps the weights of the best validation epoch', async () => {
    const flipped = restrictedDays.map((days) => 12 - days);
    const stopped = await trainRegressor(
      { rows, restrictedDays },
      { horizon: HORIZON, seed: 1, epochs: 40, patience: 3, validation: { rows, restrictedDays: flipped } },
    );
    const best = stopped.history.reduce((a, b) => (b.validationMae! < a.validationMae! ? b : a));
    expect(stopped.bestEpoch).toBe(best.epoch);
    expect(stopped.history.length).toBeLessThan(40);
    const mae =
      regressDays(stopped, rows, HORIZON).reduce((sum, days, row) => sum + Math.abs(days - flipped[row]!), 0) /
      rows.length;
    expect(mae).toBeCloseTo(best.validationMae!, 6);
  });
});
