import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { checkDayChances } from '../../../src/evaluation/day-chances';
import { seededRandom } from '../../../src/evaluation/statistics/random-source';
import type { DatedRows } from '../../../src/features/dataset';
import { BLOCK_DAYS, BOUGHT_BLOCKS, LARGE_BLOCKS } from '../../../src/features/day-history';
import type { HazardTraining } from '../../../src/models/dates/hazard-network/hazard-lessons';
import type { HazardNetwork } from '../../../src/models/dates/hazard-network/hazard-network';
import { dailyHazards, hazardNetworkModel } from '../../../src/models/dates/hazard-network/hazard-network';
import { packHazardNetwork, unpackHazardNetwork } from '../../../src/models/dates/hazard-network/hazard-network-files';
import { trainHazardNetwork } from '../../../src/models/dates/hazard-network/train-hazard-network';
import { readyBackend } from '../../../src/models/fitting/backend';
import { answersOf, datedRows } from '../dated-rows';

const NONE = Number.NaN;
const H = 14;
const CHANCE = 0.2;
/** A Monday. */
const MONDAY = 17_532;

beforeAll(readyBackend);

/** Days to a purchase that comes with the same chance every day, censored after 1 … 20 days. */
function steadyShop(length: number, seed: number): HazardTraining {
  const random = seededRandom(seed);
  const watched = Float64Array.from({ length }, () => 1 + Math.floor(random() * 20));
  const daysToNext = watched.map((end) => {
    for (let d = 1; d <= end; d++) if (random() < CHANCE) return d;
    return NONE;
  });
  const elapsed = Float64Array.from({ length }, () => Math.floor(random() * 20));
  return { rows: datedRows(length, { days_since_last: elapsed }), answers: { daysToNext, watched } };
}

const train = (training: HazardTraining, seed = 1, members = 1): Promise<HazardNetwork> =>
  trainHazardNetwork(training, { horizon: H, seed, members });

describe('in a shop where everybody buys with the same chance every day', () => {
  let network: HazardNetwork;
  beforeAll(async () => {
    network = await train(steadyShop(6000, 1), 1, 2);
  });

  test('the chance is found on every day, though most rows are censored', () => {
    const hazards = dailyHazards(network, datedRows(3, { days_since_last: [1, 5, 12] }));
    const errors = hazards.map((hazard) => Math.abs(hazard - CHANCE));
    // an elapsed day has about 650 days at risk: the share of purchases on it has a standard error of .016
    expect(Math.max(...errors)).toBeLessThan(0.048);
    expect(errors.reduce((a, b) => a + b) / errors.length).toBeLessThan(0.016);
  });

  test('saved and loaded it gives the same chances to the bit, and the same bytes again', () => {
    const { manifest, weights } = packHazardNetwork(network);
    const loaded = unpackHazardNetwork(JSON.parse(JSON.stringify(manifest)), weights.slice());
    const rows = datedRows(700, { days_since_last: Float64Array.from({ length: 700 }, (_, i) => i % 40) });
    expect(dailyHazards(loaded, rows)).toEqual(dailyHazards(network, rows));
    expect(packHazardNetwork(loaded)).toEqual({ manifest, weights });
  });

  test('weights that are cut off are refused', () => {
    const { manifest, weights } = packHazardNetwork(network);
    expect(() => unpackHazardNetwork(manifest, weights.subarray(4))).toThrow(/has \d+ bytes, expected \d+/);
  });

  test('whatever the features, the chances are a distribution and the date lies after the origin', () => {
    const value = fc.double({ min: 0, max: 1e6, noNaN: true });
    const columns = fc.record({
      days_since_last: fc.integer({ min: 0, max: 4000 }),
      gap_median: fc.integer({ min: 1, max: 900 }),
      decayed_rate: fc.double({ min: 0, max: 1, noNaN: true }),
      units_last: value,
      spend_mean: value,
      tenure_days: fc.integer({ min: 1, max: 9000 }),
    });
    fc.assert(
      fc.property(columns, (given) => {
        const { chances, days, mean } = hazardNetworkModel(network).predict(datedRows(1, given), H);
        checkDayChances({ chances: chances!, horizon: H }, 1);
        expect(days[0]).toBeGreaterThanOrEqual(1);
        expect(days[0]).toBeLessThanOrEqual(H);
        expect(mean[0]).toBeGreaterThanOrEqual(1);
      }),
      { numRuns: 40 },
    );
  });

  test('a feature that is not a number is refused by name and row', () => {
    const rows = datedRows(2, { gap_mean: [3, NONE] });
    expect(() => dailyHazards(network, rows)).toThrow('row 1: feature gap_mean is NaN');
  });
});

describe('training', () => {
  const fewer = steadyShop(1500, 2);

  test('the same rows and seed give the same bytes, another seed others', async () => {
    const bytes = async (seed: number) => packHazardNetwork(await train(fewer, seed)).weights;
    const first = await bytes(7);
    expect(await bytes(7)).toEqual(first);
    expect(await bytes(8)).not.toEqual(first);
  });

  test('learns from rows that have not returned: with them, chances are lower', async () => {
    const observed = { rows: datedRows(1000, {}), answers: answersOf(new Array<number>(1000).fill(2), H) };
    const days = [...observed.answers.daysToNext, ...new Array<number>(1000).fill(NONE)];
    const both = { rows: datedRows(2000, {}), answers: answersOf(days, H) };
    const within = async (training: HazardTraining) => {
      const { chances } = hazardNetworkModel(await train(training)).predict(datedRows(1, {}), H);
      return chances!.reduce((a, b) => a + b);
    };
    const alone = await within(observed);
    const together = await within(both);
    expect(alone).toBeGreaterThan(0.85);
    expect(Math.abs(together - 0.5)).toBeLessThan(0.12);
  });

  test('tells of each epoch of each member', async () => {
    const epochs: number[] = [];
    await trainHazardNetwork(fewer, {
      horizon: H,
      seed: 1,
      members: 2,
      epochs: 2,
      onEpoch: ({ epoch }) => epochs.push(epoch),
    });
    expect(epochs).toEqual([1, 2, 3, 4]);
  });

  test('one row, all censored, all on the next day: an answer all the same', async () => {
    for (const days of [[3], [NONE, NONE, NONE], new Array<number>(50).fill(1)]) {
      const network = await train({ rows: datedRows(days.length, {}), answers: answersOf(days, H) });
      checkDayChances({ chances: hazardNetworkModel(network).predict(datedRows(1, {}), H).chances!, horizon: H }, 1);
    }
  });

  test('where nobody returned the date is the horizon', async () => {
    const nobody = { rows: datedRows(400, {}), answers: answersOf(new Array<number>(400).fill(NONE), H) };
    expect(hazardNetworkModel(await train(nobody)).predict(datedRows(1, {}), H).days[0]).toBe(H);
  });

  test('rows that were never watched are refused', async () => {
    const training = { rows: datedRows(2, {}), answers: answersOf([NONE, NONE], 0) };
    await expect(train(training)).rejects.toThrow(/nothing to learn/);
  });
});

/** Customers who buy every week on one weekday (0 = Monday), asked about on any day of the last four weeks. */
function weeklyRows(length: number, seed: number): { rows: DatedRows; daysToNext: Float64Array } {
  const random = seededRandom(seed);
  const origin = Int32Array.from({ length }, () => MONDAY + Math.floor(random() * 28));
  const weekday = Int32Array.from({ length }, () => Math.floor(random() * 7));
  const elapsed = Float64Array.from(origin, (day, row) => (day + 3 - weekday[row]! + 7) % 7);
  const bought = Array.from({ length: BOUGHT_BLOCKS }, () => new Int32Array(length));
  elapsed.forEach((first, row) => {
    for (let age = first; age < 112; age += 7) bought[Math.floor(age / BLOCK_DAYS)]![row]! += 2 ** (age % BLOCK_DAYS);
  });
  const rows = datedRows(length, { days_since_last: elapsed, gap_median: 7, gap_mean: 7, decayed_rate: 1 / 7 });
  const large = Array.from({ length: LARGE_BLOCKS }, () => new Int32Array(length));
  return { rows: { ...rows, origin, history: { bought, large } }, daysToNext: elapsed.map((days) => 7 - days) };
}

test('a weekly habit is dated on its day, whatever the weekday', async () => {
  const habit = weeklyRows(3000, 3);
  const network = await train({ rows: habit.rows, answers: answersOf(habit.daysToNext, 28) });
  const asked = weeklyRows(200, 4);
  expect(hazardNetworkModel(network).predict(asked.rows, H).days).toEqual(asked.daysToNext);
});
