/** Elapsed days up to here have a cell each; then a week shares one, then four weeks, then all the rest. */
const SINGLE_DAYS = 28;
const WEEKS_UNTIL = 91;
const MONTHS_UNTIL = 371;

const FIRST_DAYS = [
  ...Array.from({ length: SINGLE_DAYS }, (_, day) => day + 1),
  ...Array.from({ length: (WEEKS_UNTIL - SINGLE_DAYS) / 7 }, (_, week) => SINGLE_DAYS + 1 + 7 * week),
  ...Array.from({ length: (MONTHS_UNTIL - WEEKS_UNTIL) / 28 }, (_, month) => WEEKS_UNTIL + 1 + 28 * month),
  MONTHS_UNTIL + 1,
];

/** Cells of days since the last purchase, for tables of daily chances. */
export const ELAPSED_CELLS = FIRST_DAYS.length;

/** The day in the middle of each cell, [ELAPSED_CELLS]; of the open one, half a year after its beginning. */
export const CELL_DAYS = Float64Array.from(FIRST_DAYS, (first, cell) =>
  cell + 1 < ELAPSED_CELLS ? (first + FIRST_DAYS[cell + 1]! - 1) / 2 : first + 182,
);

/** Cell of a purchase `days` after the last one, from 1. */
export function elapsedCell(days: number): number {
  if (days <= SINGLE_DAYS) return days - 1;
  if (days <= WEEKS_UNTIL) return SINGLE_DAYS + Math.floor((days - SINGLE_DAYS - 1) / 7);
  const months = Math.floor((days - WEEKS_UNTIL - 1) / 28);
  return Math.min(ELAPSED_CELLS - 1, SINGLE_DAYS + (WEEKS_UNTIL - SINGLE_DAYS) / 7 + months);
}
