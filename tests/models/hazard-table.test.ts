import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../src/evaluation/statistics/random-source';
import { CELL_DAYS, ELAPSED_CELLS, elapsedCell } from '../../src/models/dates/baselines/elapsed-cells';
import { emptyCounts, smoothedHazards } from '../../src/models/dates/baselines/elapsed-hazards';
import { fitHazardTable, hazardTableModel } from '../../src/models/dates/baselines/hazard-table';
import { datedRows } from './dated-rows';

/** Customers who buy each day with the same chance, seen on an origin and watched for `watched` days. */
function constantHazard(chance: number, rows: number, watched: number) {
  const random = seededRandom(1);
  const daysToNext = Float64Array.from({ length: rows }, () => {
    for (let d = 1; d <= watched; d++) if (random() < chance) return d;
    return Number.NaN;
  });
  const column = (value: number) => new Float64Array(rows).fill(value);
  return { elapsed: column(3), rate: column(0.2), daysToNext, watched: column(watched) };
}

describe('cells of elapsed days', () => {
  test('are days, then weeks, then four weeks, and ascend', () => {
    expect([1, 2, 28].map(elapsedCell)).toEqual([0, 1, 27]);
    expect([29, 35, 36, 91].map(elapsedCell)).toEqual([28, 28, 29, 36]);
    expect([92, 119, 120, 371, 372, 9000].map(elapsedCell)).toEqual([37, 37, 38, 46, 47, 47]);
    expect(ELAPSED_CELLS).toBe(48);
    for (let days = 1; days < 800; days++) expect(elapsedCell(days + 1)).toBeGreaterThanOrEqual(elapsedCell(days));
    expect([CELL_DAYS[0], CELL_DAYS[28], CELL_DAYS[37]]).toEqual([1, 32, 105.5]);
  });
});

describe('hazards of cells', () => {
  test('without a single day, one purchase in a fortnight, and 1 ÷ days after it', () => {
    const hazards = smoothedHazards(emptyCounts());
    expect(hazards[0]).toBeCloseTo(1 / 14, 12);
    expect(hazards[elapsedCell(20)]).toBeCloseTo(1 / 20, 12);
    expect(hazards[elapsedCell(105)]! * 105.5).toBeCloseTo(1, 12);
  });

  test('beyond what was seen they fall as 1 ÷ days with the level of the cells before', () => {
    const counts = emptyCounts();
    // many days at risk up to day 60, bought at 2 ÷ days
    for (let cell = 0; cell < elapsedCell(57); cell++) {
      counts.atRisk[cell] = 1e6;
      counts.bought[cell] = Math.min(0.9, 2 / CELL_DAYS[cell]!) * 1e6;
    }
    const hazards = smoothedHazards(counts);
    expect(hazards[elapsedCell(21)]).toBeCloseTo(2 / 21, 3);
    for (const cell of [elapsedCell(80), elapsedCell(200), ELAPSED_CELLS - 1]) {
      expect(hazards[cell]! * CELL_DAYS[cell]!).toBeCloseTo(2, 1);
    }
  });

  test('where many were away for long and nobody came, they are next to nothing', () => {
    const counts = emptyCounts();
    counts.atRisk.fill(1e5);
    counts.bought.fill(1e4, 0, 20);
    expect(smoothedHazards(counts)[ELAPSED_CELLS - 1]).toBeLessThan(1e-5);
  });
});

test('a constant daily chance is found again, from censored and observed rows alike', () => {
  const table = fitHazardTable(constantHazard(0.2, 20_000, 5));
  const group = table.hazard.at(-1)!;
  // elapsed 3 days at the origin, so days 4 … 8 were at risk
  for (let elapsed = 4; elapsed <= 8; elapsed++) expect(group[elapsed - 1]).toBeCloseTo(0.2, 1);
});

test('one row bought on the second of its days gives the counts worked out by hand', () => {
  const one = (value: number) => Float64Array.of(value);
  const table = fitHazardTable({ elapsed: one(0), rate: one(1), daysToNext: one(2), watched: one(3) });
  // 2 days at risk and 1 purchase beside one believed in a fortnight: overall 2/16
  const overall = 2 / 16;
  const [dayOne, dayTwo] = [(50 * overall) / 51, (1 + 50 * overall) / 51];
  // the group has bought once where everybody would have dayOne + dayTwo times; five purchases of belief in 1
  const level = (5 + 1) / (5 + dayOne + dayTwo);
  expect(table.hazard.at(-1)![0]).toBeCloseTo((50 * dayOne * level) / 51, 12);
  expect(table.hazard.at(-1)![1]).toBeCloseTo((1 + 50 * dayTwo * level) / 51, 12);
  expect(table.hazard.at(-1)![2]).toBeCloseTo((50 * overall * level) / 50, 12);
});

test('frequent customers are expected sooner, and chances never sum above one, a year ahead', () => {
  const random = seededRandom(2);
  const rows = 4000;
  const rate = Float64Array.from({ length: rows }, (_, i) => (i % 2 === 0 ? 0.05 : 0.5));
  const daysToNext = rate.map((chance) => {
    for (let d = 1; d <= 28; d++) if (random() < chance) return d;
    return Number.NaN;
  });
  const table = fitHazardTable({
    elapsed: new Float64Array(rows).fill(1),
    rate,
    daysToNext,
    watched: new Float64Array(rows).fill(28),
  });
  const asked = datedRows(3, { days_since_last: [1, 1, 400], decayed_rate: [0.05, 0.5, 0.5] });
  const { days, mean, chances } = hazardTableModel(table).predict(asked, 364);
  expect(days[0]).toBeGreaterThan(days[1]!);
  expect(mean[0]).toBeGreaterThan(mean[1]!);
  for (let row = 0; row < 3; row++) {
    const sum = chances!.subarray(row * 364, (row + 1) * 364).reduce((a, b) => a + b, 0);
    expect(sum).toBeGreaterThan(0);
    expect(sum).toBeLessThanOrEqual(1 + 1e-12);
  }
});
