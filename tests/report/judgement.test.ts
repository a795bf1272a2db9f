import { describe, expect, test } from 'vitest';
import type { NextPurchaseMetrics, TopProductsMetrics } from '../../src/evaluation/metrics-schema';
import { judgeCoverage, judgeDates, judgeProducts, judgeRejects, lessIsBetter } from '../../src/report/facts/judgement';
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
  const withDifference = (value: number, half: number): NextPurchaseMetrics => ({
    ...fullMetrics().nextPurchase,
    paired: [pair('hazard-network', 'hazard-table', value, half)],
  });

  test.each([
    [-0.13, 0.06, 'good'],
    [-0.13, 0.2, 'even'],
    [0.13, 0.06, 'bad'],
  ] as const)('the network %d ± %d days from the best rule is %s', (value, half, status) => {
    expect(judgeDates(withDifference(value, half)).status).toBe(status);
  });

  test('a network that lost is judged although a rule is in use', () => {
    const judged = judgeDates(badMetrics().nextPurchase);
    expect(judged).toMatchObject({
      status: 'bad',
      chosen: { name: 'hazard-table' },
      network: { name: 'hazard-network' },
    });
  });

  test('nothing measured is nothing known', () => {
    expect(judgeDates(shortMetrics().nextPurchase)).toMatchObject({ status: 'unknown', chosen: null });
  });

  test('models without test figures are not judged', () => {
    const { nextPurchase } = fullMetrics();
    const models = nextPurchase.models.map((model) => ({ ...model, test: null, testMae: null }));
    expect(judgeDates({ ...nextPurchase, models }).status).toBe('unknown');
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
