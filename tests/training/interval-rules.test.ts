import { describe, expect, test } from 'vitest';
import { average } from '../../src/evaluation/day-errors';
import { covered } from '../../src/evaluation/interval-coverage';
import { seededRandom } from '../../src/evaluation/random-source';
import type { AnsweredDays } from '../../src/training/interval-rules';
import { answeredDays, rollingIntervals, ruleKnownOn } from '../../src/training/interval-rules';
import { datedRows } from '../models/dated-rows';

const HORIZON = 14;
const CUSTOMERS = 400;
const ORIGINS = Array.from({ length: 12 }, (_, week) => 1000 + 7 * week);

/** Every row states the same chances, .1 of each of ten days; answers are drawn from days 1 … `longest(origin)`. */
function answered(origins: readonly number[], longest: (origin: number) => number): AnsweredDays {
  const length = origins.length * CUSTOMERS;
  const origin = Int32Array.from({ length }, (_, row) => origins[Math.floor(row / CUSTOMERS)]!);
  const restricted = Float64Array.from(origin, (day, row) => {
    return 1 + Math.floor(seededRandom(31 * day + (row % CUSTOMERS))() * longest(day));
  });
  const customer = Int32Array.from({ length }, (_, row) => row % CUSTOMERS);
  const rows = { ...datedRows(length, {}), customer, origin, nextDay: restricted };
  const chances = Float64Array.from({ length: length * HORIZON }, (_, i) => (i % HORIZON < 10 ? 0.1 : 0));
  return {
    judged: { rows, restricted, daysToNext: restricted },
    stated: { days: new Float64Array(length).fill(1), chances },
  };
}

const shareCovered = (test: AnsweredDays, earlier: AnsweredDays, origins: readonly number[]) => {
  const inside = covered(rollingIntervals(test, earlier, HORIZON), test.judged.restricted);
  return average(inside.filter((_, row) => origins.includes(test.judged.rows.origin[row]!)));
};

describe('a rule', () => {
  const steady = answered(ORIGINS, () => 10);
  const day = 1000 + 7 * 9;

  test('is the same whatever comes after the day it is known on', () => {
    const lastKnown = day - HORIZON;
    const otherwise = answered(ORIGINS, (origin) => (origin > lastKnown ? 3 : 10));
    expect(ruleKnownOn(day, [otherwise], HORIZON)).toEqual(ruleKnownOn(day, [steady], HORIZON));
    const known = answered(ORIGINS, (origin) => (origin >= lastKnown ? 3 : 10));
    expect(ruleKnownOn(day, [known], HORIZON)).not.toEqual(ruleKnownOn(day, [steady], HORIZON));
  });

  test('forgets all but the six newest origins, whichever part they are in', () => {
    const oldest = ORIGINS[1]!;
    const otherwise = answered(ORIGINS, (origin) => (origin <= oldest ? 3 : 10));
    expect(ruleKnownOn(day, [otherwise], HORIZON)).toEqual(ruleKnownOn(day, [steady], HORIZON));
    const halves = [answered(ORIGINS.slice(0, 5), () => 10), answered(ORIGINS.slice(5), () => 10)];
    expect(ruleKnownOn(day, halves, HORIZON)).toEqual(ruleKnownOn(day, [steady], HORIZON));
  });
});

describe('rolling intervals', () => {
  const earlier = answered(ORIGINS, () => 5);
  const later = Array.from({ length: 10 }, (_, week) => 2000 + 7 * week);

  test('follow answers that have become longer, once they are known', () => {
    const test = answered(later, () => 10);
    expect(shareCovered(test, earlier, later.slice(0, 2))).toBeLessThan(0.55);
    expect(shareCovered(test, earlier, later.slice(-2))).toBeCloseTo(0.8, 1);
  });

  test('leave the coverage where it is when nothing changes', () => {
    const test = answered(later, () => 5);
    expect(shareCovered(test, earlier, later)).toBeCloseTo(0.8, 1);
  });
});

test('dates without any distribution have no interval', () => {
  const { judged } = answered(ORIGINS, () => 10);
  const point = { days: judged.restricted, mean: judged.restricted };
  expect(answeredDays(judged, point, point)).toBeNull();
});
