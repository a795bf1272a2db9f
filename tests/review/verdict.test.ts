import { describe, expect, test } from 'vitest';
import { emptyOutcomes } from '../../src/evaluation/ranking';
import { seededRandom } from '../../src/evaluation/statistics/random-source';
import { promisesOf } from '../../src/review/promises';
import type { ReviewRows } from '../../src/review/review-rows';
import { judgePromises } from '../../src/review/verdict';
import { promising } from './earlier-run';

const PROMISED = promisesOf(promising({ mae: [4, 3.9, 4.1], brier: 0.1 }))!;

interface Shop {
  customers: number;
  /** Days that a date is off, and how many in ten intervals hold. */
  error: number;
  held: number;
  /** Chance stated for each time, and share that comes. */
  chance: number;
  came: number;
  watched?: number;
}

/** Customers whose errors lie around `error`, on days 8 to 20. */
function shop({ customers, error, held, chance, came, watched = 40 }: Shop): ReviewRows {
  const random = seededRandom(7);
  const column = (value: (row: number) => number) => Float64Array.from({ length: customers }, (_, row) => value(row));
  const day = column((row) => (row < came * customers ? 3 + (row % 4) : Number.NaN));
  const answer = (row: number) => (Number.isNaN(day[row]!) ? 28 : day[row]!);
  const chances = column(() => chance);
  return {
    length: customers,
    run: new Int32Array(customers),
    customer: Int32Array.from({ length: customers }, (_, row) => row),
    watched: new Int32Array(customers).fill(watched),
    day,
    predicted: column((row) => (answer(row) < 28 ? answer(row) + 2 * error * random() : 28 - 2 * error * random())),
    low: column(() => 1),
    high: column((row) => (row % 10 < held ? 28 : 1)),
    chances: [chances, chances, chances],
    purchases: column(() => 5),
    elapsed: column(() => 2),
    gap: column(() => 7),
    state: Array.from({ length: customers }, () => 'vigente'),
    outcomes: emptyOutcomes(customers),
    listed: new Int32Array(customers),
  };
}

const KEPT: Shop = { customers: 500, error: 4, held: 8, chance: 0.9, came: 0.9 };
const outcomes = (given: Shop) =>
  Object.fromEntries(
    judgePromises(shop(given), [PROMISED], 3).tests.map(({ figure, at, outcome }) => [`${figure}@${at}`, outcome]),
  );

describe('the verdict', () => {
  test('is that promises were kept where they were', () => {
    expect(judgePromises(shop(KEPT), [PROMISED], 3).outcome).toBe('as-promised');
    expect(new Set(Object.values(outcomes(KEPT)))).toEqual(new Set(['as-promised']));
  });

  test('is worse where dates err by two days more than promised', () => {
    expect(judgePromises(shop({ ...KEPT, error: 6 }), [PROMISED], 3).outcome).toBe('worse');
    expect(outcomes({ ...KEPT, error: 6 })).toMatchObject({ 'mae@28': 'worse', 'coverage@28': 'as-promised' });
  });

  test('is better where they err by two days less, and nothing is worse', () => {
    expect(judgePromises(shop({ ...KEPT, error: 2 }), [PROMISED], 3).outcome).toBe('better');
  });

  test('is worse where intervals hold half of what comes', () => {
    expect(outcomes({ ...KEPT, held: 5 })).toMatchObject({ 'coverage@28': 'worse', 'mae@28': 'as-promised' });
  });

  test('is worse where fewer or more buy than the chances add up to, but not for a difference of five in a hundred', () => {
    expect(outcomes({ ...KEPT, came: 0.7 })).toMatchObject({ 'buyers@7': 'worse', 'buyers@28': 'worse' });
    expect(outcomes({ ...KEPT, chance: 0.6 })).toMatchObject({ 'buyers@28': 'worse' });
    expect(outcomes({ ...KEPT, customers: 20_000, chance: 0.93 })).toMatchObject({ 'buyers@28': 'as-promised' });
  });

  test('compares like with like only: of a promise over 28 days nothing is said after 20', () => {
    expect(outcomes({ ...KEPT, watched: 20, error: 9 })).toMatchObject({
      'mae@28': 'not-yet',
      'coverage@28': 'not-yet',
      'brier@28': 'not-yet',
      'brier@14': 'as-promised',
    });
  });

  test('says nothing of fewer than twenty customers', () => {
    const { outcome, tests } = judgePromises(shop({ ...KEPT, customers: 15, error: 9 }), [PROMISED], 3);
    expect(outcome).toBe('no-verdict');
    expect(new Set(tests.map((test) => test.outcome))).toEqual(new Set(['too-few']));
  });

  test('without promises rests on the chances alone', () => {
    const { tests } = judgePromises(shop(KEPT), [null], 3);
    expect(tests.map(({ figure, at }) => `${figure}@${at}`)).toEqual(['buyers@7', 'buyers@14', 'buyers@28']);
  });

  test('says better or worse in about one of twenty shops that keep their promises', () => {
    let wrong = 0;
    for (let seed = 0; seed < 200; seed++) {
      const random = seededRandom(1000 + seed);
      const rows = shop({ ...KEPT, customers: 200 });
      // chances that are right, and answers drawn from them
      const chances = rows.chances[0].map(() => random());
      const day = chances.map((chance) => (random() < chance ? 5 : Number.NaN));
      if (judgePromises({ ...rows, day, chances: [chances, chances, chances] }, [null], seed).outcome === 'worse')
        wrong++;
    }
    expect(wrong).toBeLessThanOrEqual(18);
  });
});

describe('promises', () => {
  test('are those of the models that predicted', () => {
    expect(PROMISED).toMatchObject({
      horizonDays: 28,
      customers: 1000,
      mae: { value: 4, low: 3.9, high: 4.1 },
      coverage: { value: 0.8 },
      top: 3,
      hit: { value: 0.5 },
      recall: 0.3,
      ndcg: 0.4,
    });
  });

  test('that a metrics.json of another version does not make are none, and no metrics.json makes none', () => {
    expect(promisesOf({ schema: 'recompra/metrics', version: 1 })).toBeNull();
    expect(promisesOf(null)).toBeNull();
    const bare = {
      nextPurchase: { horizonDays: 14, chosen: 'x', models: [] },
      topProducts: { top: 3, chosen: 'y', methods: [] },
    };
    expect(promisesOf(bare)).toEqual({
      horizonDays: 14,
      customers: null,
      mae: null,
      coverage: null,
      meanWidth: null,
      brier: [],
      top: null,
      hit: null,
      recall: null,
      ndcg: null,
    });
  });

  test('of intervals and chances come from the distribution where the date model gives none', () => {
    const metrics = promising() as { nextPurchase: { chosen: string; models: object[] } };
    metrics.nextPurchase.chosen = 'dates-only';
    metrics.nextPurchase.models.push({ name: 'dates-only', test: { customers: 50, mae: 3 }, interval: null });
    expect(promisesOf(metrics)).toMatchObject({
      mae: { value: 3, low: null },
      coverage: { value: 0.8 },
      customers: 50,
    });
    expect(promisesOf(metrics)!.brier).toHaveLength(3);
  });
});
