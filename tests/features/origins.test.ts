import fc from 'fast-check';
import { expect, test } from 'vitest';
import { epochDay, isoDay } from '../../src/config/calendar';
import type { OriginPlan } from '../../src/features/origins';
import { denseOrigins, planOrigins } from '../../src/features/origins';

test('a whole year: ten weekly test origins of which the last has its horizon inside the data', () => {
  const plan = planOrigins(epochDay('2017-01-01'), epochDay('2017-12-31'))!;
  expect(plan.horizon).toBe(28);
  expect(plan.test.map(isoDay)).toEqual([
    '2017-10-01',
    '2017-10-08',
    '2017-10-15',
    '2017-10-22',
    '2017-10-29',
    '2017-11-05',
    '2017-11-12',
    '2017-11-19',
    '2017-11-26',
    '2017-12-03',
  ]);
  expect(plan.validation.map(isoDay).at(-1)).toBe('2017-09-03');
  expect(isoDay(plan.trainForTest.at(-1)!)).toBe('2017-09-03');
});

test('three months leave room for a horizon of two weeks', () => {
  const plan = planOrigins(0, 88)!;
  expect(plan.horizon).toBe(14);
  expect([plan.trainForChoice.length, plan.validation.length, plan.test.length]).toEqual([3, 1, 1]);
});

test('a history that is too short has no plan, nor one that is too short for the horizon asked for', () => {
  expect(planOrigins(0, 40)).toBeNull();
  expect(planOrigins(0, 88, 28)).toBeNull();
});

test('no answer is ever shared between training, validation and test', () => {
  const apart = (earlier: number[], later: number[], horizon: number) => earlier.at(-1)! + horizon <= later[0]!;
  const sound = (plan: OriginPlan, lastDay: number) =>
    apart(plan.trainForChoice, plan.validation, plan.horizon) &&
    apart(plan.validation, plan.test, plan.horizon) &&
    apart(plan.trainForTest, plan.test, plan.horizon) &&
    plan.test.at(-1)! + plan.horizon <= lastDay &&
    plan.trainForUse.at(-1)! + plan.horizon <= lastDay &&
    plan.trainForChoice.length >= 3;
  fc.assert(
    fc.property(fc.integer({ min: -5000, max: 20_000 }), fc.integer({ min: 0, max: 900 }), (first, days) => {
      const plan = planOrigins(first, first + days);
      return plan === null ? days < 80 : sound(plan, first + days);
    }),
  );
});

test('dense origins: every third day from the end of the warm-up to the day before the last', () => {
  const origins = denseOrigins(1000, 1100);
  expect(origins.at(-1)).toBe(1099);
  expect(origins[0]).toBeGreaterThanOrEqual(1028);
  expect(origins[0]).toBeLessThan(1031);
  expect(new Set(origins.slice(1).map((origin, i) => origin - origins[i]!))).toEqual(new Set([3]));
});

test('dense origins of a history that ends in its warm-up: none', () => {
  expect(denseOrigins(1000, 1028)).toEqual([]);
  expect(denseOrigins(1000, 1029)).toEqual([1028]);
});
