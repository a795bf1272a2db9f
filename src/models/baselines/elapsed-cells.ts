/** Elapsed days up to here have a cell each; later ones share cells of a week, then one of all the rest. */
const SINGLE_DAYS = 28;
const LAST_ELAPSED_CELL = SINGLE_DAYS + 9;

/** Cells of days since the last purchase, for tables of daily chances. */
export const ELAPSED_CELLS = LAST_ELAPSED_CELL + 1;

/** Cell of a purchase `days` after the last one, from 0. */
export function elapsedCell(days: number): number {
  if (days <= SINGLE_DAYS) return days - 1;
  return Math.min(LAST_ELAPSED_CELL, SINGLE_DAYS + Math.floor((days - SINGLE_DAYS - 1) / 7));
}
