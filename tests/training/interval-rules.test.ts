import { describe, expect, test } from 'vitest';
import { average } from '../../src/evaluation/day-errors';
import { covered } from '../../src/evaluation/interval-coverage';
import { seededRandom } from '../../src/evaluation/statistics/random-source';
import { FORECAST_DAYS } from '../../src/models/dates/forecast/forecast-days';
import type { StatedRows } from '../../src/training/interval-rules';
import { rollingIntervals, ruleByStatedMass, ruleKnownOn } from '../../src/training/interval-rules';
import { datedRows } from '../models/dated-rows';
import { cumulativeCells } from '../models/forecast-cells';

const CUSTOMERS = 400;
const ORIGINS = Array.from({ length: 12 }, (_, week) => 1000 + 7 * week);

/** Every row states the same chances, one 28th of each of 28 days; answers are drawn from days 1 … `longest(origin)`. */
function stated(origins: readonly number[], longest: (origin: number) => number): StatedRows {
  const length = origins.length * CUSTOMERS;
  const origin = Int32Array.from({ length }, (_, row) => origins[Math.floor(row / CUSTOMERS)]!);
  const nextDay = Float64Array.from(origin, (day, row) => {
    return day + 1 + Math.floor(seededRandom(31 * day + (row % CUSTOMERS))() * longest(day));
  });
  const customer = Int32Array.from({ length }, (_, row) => row % CUSTOMERS);
  const rows = { ...datedRows(length, {}), customer, origin, recurrent: new Int32Array(length).fill(1), nextDay };
  const one = new Float64Array(FORECAST_DAYS).fill(1 / 28, 0, 28);
  const cells = cumulativeCells(one);
  const all = new Float64Array(length * cells.length);
  for (let row = 0; row < length; row++) all.set(cells, row * cells.length);
  return { rows, stated: { days: new Float64Array(length).fill(7), cells: all } };
}

const shareCovered = (test: StatedRows, earlier: StatedRows, origins: readonly number[]) => {
  const { origin, nextDay } = test.rows;
  const inside = covered(
    rollingIntervals(test, [earlier]),
    nextDay.map((day, row) => day - origin[row]!),
  );
  return average(inside.filter((_, row) => origins.includes(origin[row]!)));
};

describe('a rule', () => {
  const steady = stated(ORIGINS, () => 28);
  const day = 1000 + 7 * 9;

  test('is the same whatever comes after the day it is known on', () => {
    // origins watched for less than a fortnight by then tell nothing yet, nor do purchases after that day
    const otherwise = stated(ORIGINS, (origin) => (origin > day - 14 ? 8 : 28));
    expect(ruleKnownOn(day, [otherwise])).toEqual(ruleKnownOn(day, [steady]));
    const later = {
      ...steady,
      rows: { ...steady.rows, nextDay: steady.rows.nextDay.map((d) => (d > day ? d + 90 : d)) },
    };
    expect(ruleKnownOn(day, [later])).toEqual(ruleKnownOn(day, [steady]));
    const known = stated(ORIGINS, (origin) => (origin >= day - 21 ? 8 : 28));
    expect(ruleKnownOn(day, [known])).not.toEqual(ruleKnownOn(day, [steady]));
  });

  test('forgets all but the newest six weeks, whichever part they are in', () => {
    const oldest = ORIGINS[1]!;
    const otherwise = stated(ORIGINS, (origin) => (origin <= oldest ? 8 : 28));
    expect(ruleKnownOn(day, [otherwise])).toEqual(ruleKnownOn(day, [steady]));
    const halves = [stated(ORIGINS.slice(0, 5), () => 28), stated(ORIGINS.slice(5), () => 28)];
    expect(ruleKnownOn(day, halves)).toEqual(ruleKnownOn(day, [steady]));
  });

  test('where no origin has been watched is that of the forecasts own mass', () => {
    const rule = ruleByStatedMass(
      stated([day], () => 28),
      day,
    );
    expect(ruleKnownOn(day, [stated([day], () => 8)])).toEqual(rule);
  });
});

describe('rolling intervals', () => {
  const earlier = stated(ORIGINS, () => 22);
  const later = Array.from({ length: 10 }, (_, week) => 2000 + 7 * week);

  test('follow answers that have become longer, once they are known', () => {
    const test = stated(later, () => 28);
    expect(shareCovered(test, earlier, later.slice(0, 2))).toBeLessThan(0.74);
    const followed = shareCovered(test, earlier, later.slice(-2));
    expect(followed).toBeGreaterThan(0.77);
    expect(followed).toBeLessThan(0.88);
  });

  test('leave the coverage where it is when nothing changes', () => {
    const test = stated(later, () => 22);
    const share = shareCovered(test, earlier, later);
    expect(share).toBeGreaterThan(0.79);
    expect(share).toBeLessThan(0.91);
  });
});
