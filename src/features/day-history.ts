/** Days that one block of the history holds, a bit each: whole weeks, and few enough for a signed 32-bit integer. */
export const BLOCK_DAYS = 28;
/** Blocks of days with a purchase: a year, so that yearly shoppers keep their gaps. */
export const BOUGHT_BLOCKS = 13;
/** Blocks of days with a large purchase. */
export const LARGE_BLOCKS = 4;

/** Days before the origin, that day included, of which the history knows whether a purchase was made. */
export const HISTORY_DAYS = BLOCK_DAYS * BOUGHT_BLOCKS;

const blocks = (name: string, count: number) => Array.from({ length: count }, (_, block) => `${name}_${block}`);

/**
 * Columns of a feature row that hold its purchase days as bits. Bit `a` of `bought_<b>` is set where a purchase was
 * made `28 b + a` days before the origin; `large_<b>` likewise, of purchases with more units than the recurrence rule's
 * minimum. They are read by models that follow a customer day by day, never as numbers.
 */
export const HISTORY_COLUMNS: readonly string[] = [
  ...blocks('bought', BOUGHT_BLOCKS),
  ...blocks('large', LARGE_BLOCKS),
];

/** A row an age of the calendar of ages 0 … `maxAge`: its block and its bit. */
export function historyBits(maxAge: number): { block: number[]; bit: number[] } {
  const ages = Array.from({ length: maxAge + 1 }, (_, age) => age);
  return { block: ages.map((age) => Math.floor(age / BLOCK_DAYS)), bit: ages.map((age) => 2 ** (age % BLOCK_DAYS)) };
}

/** Integer sums over purchase days `d` with the bits `w` of their ages; a day comes once, so a sum sets bits. */
export function historySumsSql(minUnits: number): string {
  const sum = (condition: string, name: string) =>
    `CAST(sum(CASE WHEN ${condition} THEN w.bit ELSE 0 END) AS INTEGER) AS ${name}`;
  return [
    ...Array.from({ length: BOUGHT_BLOCKS }, (_, block) => sum(`w.block = ${block}`, `bought_${block}`)),
    ...Array.from({ length: LARGE_BLOCKS }, (_, block) =>
      sum(`w.block = ${block} AND d.units > ${minUnits}`, `large_${block}`),
    ),
  ].join(',\n             ');
}

/** Purchase days of feature rows as bits, one Int32Array [length] a block. */
export interface DayHistory {
  bought: Int32Array[];
  large: Int32Array[];
}

/** The blocks of a table's columns. */
export function historyOf(ints: (name: string) => Int32Array): DayHistory {
  return { bought: blocks('bought', BOUGHT_BLOCKS).map(ints), large: blocks('large', LARGE_BLOCKS).map(ints) };
}

/** Writes 1 for each day with a purchase in these blocks, by age in days, and 0 for all others. */
export function writeHistory(blocks: readonly Int32Array[], row: number, days: Uint8Array): void {
  days.fill(0);
  for (let block = 0; block < blocks.length; block++) {
    let bits = blocks[block]![row]!;
    for (let age = block * BLOCK_DAYS; bits !== 0; age++, bits >>>= 1) days[age] = bits & 1;
  }
}
