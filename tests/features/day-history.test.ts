import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BLOCK_DAYS, BOUGHT_BLOCKS, HISTORY_DAYS, writeHistory } from '../../src/features/day-history';
import { historyBits } from '../../src/tables/day-bits';

/** The blocks that SQL sums up, for one row with purchases at these ages. */
function blocksOf(ages: readonly number[]): Int32Array[] {
  const { block, bit } = historyBits(HISTORY_DAYS);
  const blocks = Array.from({ length: BOUGHT_BLOCKS }, () => new Int32Array(1));
  for (const age of ages) {
    const sums = blocks[block[age]!];
    if (sums) sums[0]! += bit[age]!;
  }
  return blocks;
}

test('bits are the ages in days: of the origin, and on both sides of a block', () => {
  const { block, bit } = historyBits(29);
  expect([block[0], bit[0]]).toEqual([0, 1]);
  expect([block[BLOCK_DAYS - 1], bit[BLOCK_DAYS - 1]]).toEqual([0, 2 ** 27]);
  expect([block[BLOCK_DAYS], bit[BLOCK_DAYS]]).toEqual([1, 1]);
});

test('whatever days were bought on come back, and nothing of the row before', () => {
  const anyAges = fc.uniqueArray(fc.integer({ min: 0, max: HISTORY_DAYS - 1 }), { maxLength: 60 });
  const days = new Uint8Array(HISTORY_DAYS).fill(1);
  fc.assert(
    fc.property(anyAges, (ages) => {
      writeHistory(blocksOf(ages), 0, days);
      expect([...days.keys()].filter((age) => days[age] === 1)).toEqual(ages.slice().sort((a, b) => a - b));
    }),
    { numRuns: 50 },
  );
});

test('a purchase before the history leaves no trace', () => {
  const days = new Uint8Array(HISTORY_DAYS);
  writeHistory(blocksOf([HISTORY_DAYS]), 0, days);
  expect(days.every((day) => day === 0)).toBe(true);
});
