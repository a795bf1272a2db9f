import { BLOCK_DAYS, BOUGHT_BLOCKS, LARGE_BLOCKS } from '../tables/day-bits';

export { BLOCK_DAYS, BOUGHT_BLOCKS, LARGE_BLOCKS } from '../tables/day-bits';

/** Days before the origin, that day included, of which the history knows whether a purchase was made. */
export const HISTORY_DAYS = BLOCK_DAYS * BOUGHT_BLOCKS;

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
    let bits = blocks[block]![row]!;
    for (let age = block * BLOCK_DAYS; bits !== 0; age++, bits >>>= 1) days[age] = bits & 1;
  }
}
