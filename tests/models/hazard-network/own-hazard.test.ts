import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HISTORY_DAYS } from '../../../src/features/day-history';
import { writeOwnHazard } from '../../../src/models/dates/hazard-network/own-hazard';

function hazards(ages: readonly number[], elapsed: number, alike: readonly number[]): number[] {
  const bought = new Uint8Array(HISTORY_DAYS);
  for (const age of ages) bought[age] = 1;
  const chances = new Float64Array(alike.length);
  writeOwnHazard(bought, elapsed, Float64Array.from(alike), chances);
  return [...chances];
}

test('without a past gap it is that of customers alike', () => {
  expect(hazards([3], 3, [0.1, 0.2, 0.3])).toEqual([0.1, 0.2, 0.3].map((value) => expect.closeTo(value, 12)));
});

test('gaps worked out by hand', () => {
  // bought 0, 3 and 5 days ago: a gap of 3 that ended today, and one of 2 that ended 3 days ago
  const [three, two] = [1, 2 ** (-3 / 180)];
  const smoothed = [two / 4, two / 2 + three / 4, two / 4 + three / 2, three / 4];
  const atRisk = [three + two, three + two, three, 0];
  const expected = smoothed.map((s, i) => (s + 4 * 0.1) / (Math.max(atRisk[i]!, s) + 4));
  expect(hazards([0, 3, 5], 0, [0.1, 0.1, 0.1, 0.1])).toEqual(expected.map((value) => expect.closeTo(value, 12)));
});

test('gaps already outlasted say nothing; the longer one is left', () => {
  // bought 4, 6 and 16 days ago: the gap of 2 is over, the gap of 10 would end in 6 days
  const chances = hazards([4, 6, 16], 4, new Array<number>(8).fill(0.1));
  expect(chances.indexOf(Math.max(...chances))).toBe(5);
});

test('it is a chance whatever the history', () => {
  const ages = fc.uniqueArray(fc.integer({ min: 0, max: HISTORY_DAYS - 1 }), { maxLength: 80 });
  fc.assert(
    fc.property(
      ages,
      fc.integer({ min: 0, max: 500 }),
      fc.double({ min: 0.001, max: 0.99, noNaN: true }),
      (days, elapsed, alike) => {
        for (const chance of hazards(days, elapsed, new Array<number>(28).fill(alike))) {
          expect(chance).toBeGreaterThan(0);
          expect(chance).toBeLessThan(1);
        }
      },
    ),
  );
});
