import type { Columns } from '../engine/relation';
import { column } from '../engine/relation';

/** Days that one block of the history holds, a bit each: whole weeks, and few enough for a signed 32-bit integer. */
export const BLOCK_DAYS = 28;
/** Blocks of days with a purchase: a year, so that yearly shoppers keep their gaps. */
export const BOUGHT_BLOCKS = 13;
/** Blocks of days with a large purchase. */
export const LARGE_BLOCKS = 4;

const blocks = (count: number) => Array.from({ length: count }, (_, block) => block);

/** Columns of a feature row that hold its purchase days as bits; read by models that follow a customer day by day. */
export const HISTORY_COLUMNS: Columns = Object.fromEntries([
  ...blocks(BOUGHT_BLOCKS).map((block) => {
    const meaning = `bit a: a purchase was made ${BLOCK_DAYS * block} + a days before the origin`;
    return [`bought_${block}`, column('INTEGER', meaning, 'bits')] as const;
  }),
  ...blocks(LARGE_BLOCKS).map((block) => {
    const meaning = `the same, of purchases with more units than the recurrence rule's minimum (${BLOCK_DAYS * block} + a days)`;
    return [`large_${block}`, column('INTEGER', meaning, 'bits')] as const;
  }),
]);

/** A row an age of the calendar of ages 0 … `maxAge`: its block and its bit. */
export function historyBits(maxAge: number): { block: number[]; bit: number[] } {
  const ages = Array.from({ length: maxAge + 1 }, (_, age) => age);
  return { block: ages.map((age) => Math.floor(age / BLOCK_DAYS)), bit: ages.map((age) => 2 ** (age % BLOCK_DAYS)) };
}

/** The bits of purchase days `d`, whose ages have the bits `w`. */
export function historyBitsSql(minUnits: number): string {
  const bits = (condition: string, name: string) => `bit_or(CASE WHEN ${condition} THEN w.bit ELSE 0 END) AS ${name}`;
  return [
    ...blocks(BOUGHT_BLOCKS).map((block) => bits(`w.block = ${block}`, `bought_${block}`)),
    ...blocks(LARGE_BLOCKS).map((block) => bits(`w.block = ${block} AND d.units > ${minUnits}`, `large_${block}`)),
  ].join(',\n             ');
}

/** How many of the last `days` days have a purchase, from a row `r` with those bits. @param days at most BLOCK_DAYS */
export function daysBoughtSql(days: number): string {
  return `bit_count(r.bought_0 & ${2 ** days - 1})`;
}
