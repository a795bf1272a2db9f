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
  expect(plan.latest.map(isoDay)).toEqual(['2017-12-10', '2017-12-17', '2017-12-24']);
});

test('three months are judged on two weeks, at several origins closer together than a week', () => {
  const plan = planOrigins(0, 88)!;
  expect(plan.horizon).toBe(14);
  // from day 22, a quarter of the history; the last test origin has its fortnight inside, validation ends one before
  expect(plan.test).toEqual([68, 71, 74]);
  expect(plan.validation).toEqual([44, 47, 50, 53]);
  expect(plan.trainForChoice).toEqual([23, 26, 29]);
  expect(plan.latest).toEqual([77, 80, 83, 86]);
});

test.each([
  [60, 7],
  [75, 14],
  [110, 14],
  [112, 21],
  [180, 28],
])('%i days are judged on %i', (days, horizon) => {
  const plan = planOrigins(0, days - 1)!;
  expect(plan.horizon).toBe(horizon);
  expect(plan.validation.length).toBeGreaterThanOrEqual(3);
  expect(plan.test.length).toBeGreaterThanOrEqual(2);
});

test('a history that is too short has no plan, nor one that is too short for the horizon asked for', () => {
  expect(planOrigins(0, 27)).toBeNull();
  expect(planOrigins(0, 0)).toBeNull();
  expect(planOrigins(0, 60, 28)).toBeNull();
});

test('no answer is ever shared between training, validation and test', () => {
  const apart = (earlier: number[], later: number[], horizon: number) =>
    earlier.length === 0 || earlier.at(-1)! + horizon <= later[0]!;
  const sound = (plan: OriginPlan, first: number, lastDay: number) =>
    apart(plan.trainForChoice, plan.validation, plan.horizon) &&
    apart(plan.validation, plan.test, plan.horizon) &&
    apart(plan.trainForTest, plan.test, plan.horizon) &&
    plan.test.at(-1)! + plan.horizon <= lastDay &&
    plan.trainForUse.at(-1)! + plan.horizon <= lastDay &&
    plan.all[0]! < plan.validation[0]! &&
    plan.all[0]! > first &&
    plan.latest.every((origin) => origin > plan.test.at(-1)! && origin < lastDay) &&
    plan.all.every((origin, i) => i === 0 || origin > plan.all[i - 1]!);
  fc.assert(
    fc.property(fc.integer({ min: -5000, max: 20_000 }), fc.integer({ min: 0, max: 900 }), (first, days) => {
      const plan = planOrigins(first, first + days);
      return plan === null ? days < 60 : sound(plan, first, first + days);
    }),
  );
});

test('dense origins: every third day from the end of the warm-up to the day before the last', () => {
  const origins = denseOrigins(1000, 1110);
  expect(origins.at(-1)).toBe(1109);
  expect(origins[0]).toBeGreaterThanOrEqual(1027);
  expect(origins[0]).toBeLessThan(1030);
  expect(new Set(origins.slice(1).map((origin, i) => origin - origins[i]!))).toEqual(new Set([3]));
});

test('dense origins of a history of a few days: those there are', () => {
  expect(denseOrigins(1000, 1000)).toEqual([]);
  expect(denseOrigins(1000, 1002)).toEqual([1001]);
});
