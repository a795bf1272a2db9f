import { expect, test } from 'vitest';
import { seededRandom } from '../../src/evaluation/random-source';
import { fitHazardTable, hazardTableModel } from '../../src/models/baselines/hazard-table';
import { featureRows } from './feature-rows';

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

test('a constant daily chance is found again, from censored and observed rows alike', () => {
  const table = fitHazardTable(constantHazard(0.2, 20_000, 5), 28);
  const group = table.hazard.at(-1)!;
  // elapsed 3 days at the origin, so days 4 … 8 were at risk
  for (let elapsed = 4; elapsed <= 8; elapsed++) expect(group[elapsed - 1]).toBeCloseTo(0.2, 1);
});

test('one row bought on day 2 of horizon 3 gives the counts worked out by hand', () => {
  const one = (value: number) => Float64Array.of(value);
  const table = fitHazardTable({ elapsed: one(0), rate: one(1), daysToNext: one(2), watched: one(3) }, 3);
  // 2 days at risk, 1 purchase: overall 1/2; day 1: (0 + 25) / 51, day 2: (1 + 25) / 51; then the group, shrunk again
  const dayOne = 25 / 51;
  const dayTwo = 26 / 51;
  expect(table.hazard.at(-1)![0]).toBeCloseTo((50 * dayOne) / 51, 12);
  expect(table.hazard.at(-1)![1]).toBeCloseTo((1 + 50 * dayTwo) / 51, 12);
  expect(table.hazard.at(-1)![2]).toBeCloseTo(0.5, 12);
});

test('frequent customers are expected sooner, and chances never sum above one', () => {
  const random = seededRandom(2);
  const rows = 4000;
  const rate = Float64Array.from({ length: rows }, (_, i) => (i % 2 === 0 ? 0.05 : 0.5));
  const daysToNext = rate.map((chance) => {
    for (let d = 1; d <= 28; d++) if (random() < chance) return d;
    return Number.NaN;
  });
  const table = fitHazardTable(
    { elapsed: new Float64Array(rows).fill(1), rate, daysToNext, watched: new Float64Array(rows).fill(28) },
    28,
  );
  const { days, mean, chances } = hazardTableModel(table, 28).predict(
    featureRows({ days_since_last: [1, 1, 400], decayed_rate: [0.05, 0.5, 0.5] }),
  );
  expect(days[0]).toBeGreaterThan(days[1]!);
  expect(mean[0]).toBeGreaterThan(mean[1]!);
  for (let row = 0; row < 3; row++) {
    const sum = chances!.subarray(row * 28, (row + 1) * 28).reduce((a, b) => a + b, 0);
    expect(sum).toBeGreaterThan(0);
    expect(sum).toBeLessThanOrEqual(1 + 1e-12);
  }
});
