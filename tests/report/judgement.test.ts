import { describe, expect, test } from 'vitest';
import type { NextPurchaseMetrics, TopProductsMetrics } from '../../src/evaluation/metrics-schema';
import { judgeCoverage, judgeDates, judgeProducts, judgeRejects, standingOf } from '../../src/report/facts/judgement';
import { lessIsBetter } from '../../src/report/facts/shop-comparison';
import { estimate } from './estimate';
import { fullEtl, shortEtl } from './etl-fixture';
import { fullMetrics, pair } from './metrics-fixture';
import { badMetrics, shortMetrics } from './other-states';

test.each([
  [-0.2, -0.1, 'good'],
  [0.1, 0.2, 'bad'],
  [-0.1, 0.1, 'even'],
  [-0.1, 0, 'even'],
  [0, 0.1, 'even'],
])('a difference of errors between %d and %d is %s', (low, high, status) => {
  expect(lessIsBetter({ value: (low + high) / 2, low, high })).toBe(status);
});

describe('dates', () => {
  const chosen = 'hazard-network';
  const paired = (...pairs: NextPurchaseMetrics['paired']): NextPurchaseMetrics => ({
    ...fullMetrics().nextPurchase,
    paired: pairs,
  });
  const standing = (table: number, half: number, crps: number) =>
    standingOf(
      judgeDates(
        paired(
          pair(chosen, 'mean-gap', -1, 0.1),
          pair(chosen, 'hazard-table', table, half),
          pair(chosen, 'mean-gap', -2, 0.1, 'crps'),
          pair(chosen, 'hazard-table', crps, 0.05, 'crps'),
        ),
      ),
    );

  test.each([
    [-0.13, 0.06, -0.1, 'good'],
    [-0.13, 0.2, -0.1, 'sharper'],
    [-0.13, 0.2, -0.01, 'even'],
    [-0.13, 0.06, -0.01, 'even'],
    [0.13, 0.06, -0.1, 'bad'],
    [-0.13, 0.06, 0.1, 'bad'],
  ] as const)(
    '%d ± %d days and a CRPS of %d against the table, ahead of the own mean gap, are %s',
    (table, half, crps, is) => {
      expect(standing(table, half, crps)).toBe(is);
    },
  );

  test('a difference is told in days and as a share of what the rule errs', () => {
    const [gap, table] = judgeDates(fullMetrics().nextPurchase).shop;
    expect([gap!.rule.name, table!.rule.name]).toEqual(['mean-gap', 'hazard-table']);
    // −1.092 of 5.525 days, −2.444 of a CRPS of 5.525, −.0938 of .695 × 4.568.
    expect(gap!.dates.relative).toBeCloseTo(-0.1976, 4);
    expect(gap!.forecast!.relative).toBeCloseTo(-0.4424, 4);
    expect(table!.forecast!.relative).toBeCloseTo(-0.0295, 4);
  });

  test('the table in use is compared with the own mean gap alone, and what erred less beside it is told', () => {
    const bad = badMetrics().nextPurchase;
    const judged = judgeDates(bad);
    expect(judged.shop.map(({ rule }) => rule.name)).toEqual(['mean-gap']);
    expect([standingOf(judged), judged.closest]).toEqual(['good', null]);
    const models = bad.models.map((model) =>
      model.name === 'last-gap' ? { ...model, test: { ...model.test!, mae: 4 } } : model,
    );
    expect(judgeDates({ ...bad, models }).closest).toMatchObject({ model: { name: 'last-gap' }, dates: null });
  });

  test('nothing measured is nothing known', () => {
    expect(judgeDates(shortMetrics().nextPurchase)).toMatchObject({
      dates: 'unknown',
      forecast: 'unknown',
      chosen: null,
    });
  });

  test('models without test figures are not judged', () => {
    const { nextPurchase } = fullMetrics();
    const models = nextPurchase.models.map((model) => ({ ...model, test: null, testMae: null }));
    expect(standingOf(judgeDates({ ...nextPurchase, models }))).toBe('unknown');
  });

  test('a single customer is too few for an interval', () => {
    const { nextPurchase } = fullMetrics();
    const models = nextPurchase.models.map((model) => ({ ...model, test: { ...model.test!, customers: 1 } }));
    expect(judgeDates({ ...nextPurchase, models }).fewCustomers).toBe(true);
  });
});

describe('coverage of the 80 % interval', () => {
  const covering = (value: number, half: number): NextPurchaseMetrics => {
    const { nextPurchase } = fullMetrics();
    const interval = { coverage: estimate(value, half), meanWidth: 9 };
    return { ...nextPurchase, models: nextPurchase.models.map((model) => ({ ...model, interval })) };
  };

  test.each([
    [0.8, 0.001, 'right'],
    [0.815, 0.001, 'right'],
    [0.75, 0.06, 'right'],
    [0.72, 0.01, 'narrow'],
    [0.91, 0.01, 'wide'],
  ] as const)('%d ± %d is %s', (value, half, outcome) => {
    expect(judgeCoverage(covering(value, half)).outcome).toBe(outcome);
  });

  test('where that of the chosen model is missing, no other is judged in its place', () => {
    const { nextPurchase } = fullMetrics();
    const models = nextPurchase.models.map((model) => (model.chosen ? { ...model, interval: null } : model));
    expect(judgeCoverage({ ...nextPurchase, models })).toMatchObject({ status: 'unknown', interval: null });
  });
});

describe('products', () => {
  test('a personal method whose interval stands above that of one list for all is good', () => {
    expect(judgeProducts(fullMetrics().topProducts)).toMatchObject({
      status: 'good',
      bestGlobal: { name: 'G-TopFreq' },
    });
  });

  test('one list for all in use means that knowing the customer does not pay', () => {
    expect(judgeProducts(badMetrics().topProducts).status).toBe('bad');
  });

  test.each([
    [0.02, 0.01, 'good'],
    [0.02, 0.03, 'even'],
    [-0.02, 0.01, 'bad'],
  ] as const)('a paired difference of %d ± %d from one list for all is %s', (value, half, status) => {
    const { topProducts } = fullMetrics();
    const difference: TopProductsMetrics['difference'] = {
      model: 'GP-TopFreq',
      against: 'G-TopFreq',
      hitAtTop: estimate(value, half),
    };
    expect(judgeProducts({ ...topProducts, difference }).status).toBe(status);
  });
});

test('rejected lines: none and few are good, more than one in a hundred deserves a look, no line at all is unknown', () => {
  expect(judgeRejects(shortEtl())).toEqual({ status: 'good', share: 0 });
  expect(judgeRejects(fullEtl()).status).toBe('good');
  expect(judgeRejects({ ...shortEtl(), linesIn: 100, linesRejected: 2 }).status).toBe('even');
  expect(judgeRejects({ ...shortEtl(), linesIn: 0, linesKept: 0 })).toEqual({ status: 'unknown', share: null });
});
