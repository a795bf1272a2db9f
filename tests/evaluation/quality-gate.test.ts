import { expect, test } from 'vitest';
import type { Metrics } from '../../src/evaluation/metrics-schema';
import { parseGate, passGate } from '../../src/evaluation/quality-gate';

/** The part of metrics.json that a gate looks at: a chosen model and method beside another one. */
const METRICS = {
  nextPurchase: {
    chosen: 'hazard-network',
    models: [
      {
        name: 'global-median',
        test: { mae: 9, rmse: 9, within3: 0.1 },
        interval: null,
        probabilities: { crps: { value: 9 } },
      },
      {
        name: 'hazard-network',
        test: { mae: 4.66, rmse: 6.1, within3: 0.55 },
        interval: { coverage: { value: 0.81 }, meanWidth: 12 },
        probabilities: { crps: { value: 3.3 } },
      },
    ],
  },
  topProducts: {
    chosen: 'dense-ranker',
    missing: null,
    methods: [{ name: 'dense-ranker', cases: 10, hitRate: [0.3, 0.5, 0.6], recall: [], ndcg: [] }],
  },
} as unknown as Metrics;

const held = (text: string) => passGate(parseGate(text), METRICS).map(({ held: is }) => is);

test('a number is the worst that is taken: an error at the most, a share of hits at the least', () => {
  expect(held('mae=5.0,hit3=.5')).toEqual([true, true]);
  expect(held('mae=4.66,hit3=.6')).toEqual([true, true]);
  expect(held('mae=4.65,hit3=.61')).toEqual([false, false]);
});

test('bounds are open on either side, and hold their ends', () => {
  expect(held('coverage=.75..,coverage=..0.85,coverage=.75...85,coverage=.82..')).toEqual([true, true, true, false]);
  expect(parseGate('coverage=.75...85')).toEqual([{ name: 'coverage', low: 0.75, high: 0.85 }]);
});

test('a figure that is missing does not hold', () => {
  expect(passGate(parseGate('recall10=.1'), METRICS)).toEqual([
    { name: 'recall10', low: 0.1, high: null, value: null, held: false },
  ]);
});

test.each([
  ['meae=5', 'did you mean mae?'],
  ['hit11=.5', 'did you mean hit1'],
  ['__proto__=1', 'write --gate'],
  ['coverage=.8', 'write --gate'],
  ['mae', 'write --gate'],
  ['mae=..', 'write --gate'],
  ['mae=5..4', 'write --gate'],
  ['mae=five', 'write --gate'],
  ['', 'write --gate'],
])('--gate %s is refused as usage', (text, remedy) => {
  expect(() => parseGate(text)).toThrow(
    expect.objectContaining({ kind: 'usage', remedy: expect.stringContaining(remedy) }),
  );
});
