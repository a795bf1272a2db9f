import { BLOCK_DAYS, BOUGHT_BLOCKS, LARGE_BLOCKS } from '../tables/day-bits';

export { BLOCK_DAYS, BOUGHT_BLOCKS, LARGE_BLOCKS } from '../tables/day-bits';

/** Days before the origin, that day included, of which the history knows whether a purchase was made. */
export const HISTORY_DAYS = BLOCK_DAYS * BOUGHT_BLOCKS;

// Taken out of its module once: what is imported is read through a getter, which shows in loops over rows.
const DAYS = BLOCK_DAYS;
const LAST_BIT = 31;

const blocks = (name: string, count: number) => Array.from({ length: count }, (_, block) => `${name}_${block}`);

/** Purchase days of feature rows as bits, one Int32Array [length] a block. */
export interface DayHistory {
  bought: Int32Array[];
  large: Int32Array[];
}

/** The blocks of a table's columns. */
export function historyOf(ints: (name: string) => Int32Array): DayHistory {
  return { bought: blocks('bought', BOUGHT_BLOCKS).map(ints), large: blocks('large', LARGE_BLOCKS).map(ints) };
}

/** How many days ago each purchase was, the newest first. */
export function daysAgo(blocks: readonly Int32Array[], row: number): number[] {
  const days = new Uint8Array(blocks.length * BLOCK_DAYS);
  writeHistory(blocks, row, days);
  return Array.from(days.keys()).filter((age) => days[age] === 1);
}

/** Writes 1 for each day with a purchase in these blocks, by age in days, and 0 for all others. */
export function writeHistory(blocks: readonly Int32Array[], row: number, days: Uint8Array): void {
  days.fill(0);
  for (let block = 0; block < blocks.length; block++) {
    // From the lowest bit that is set to the next.
    for (let bits = blocks[block]![row]!; bits !== 0; bits &= bits - 1) {
      days[block * DAYS + LAST_BIT - Math.clz32(bits & -bits)] = 1;
    }
  }
}
