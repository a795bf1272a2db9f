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

/** Cell of each day, looked up: it is asked for every day of every row. */
const CELL_OF = Int32Array.from({ length: MONTHS_UNTIL + 1 }, (_, days) =>
  Math.max(0, FIRST_DAYS.filter((first) => first <= days).length - 1),
);

/** Cell of a purchase `days` after the last one, from 1. */
export function elapsedCell(days: number): number {
  return days <= MONTHS_UNTIL ? CELL_OF[days]! : ELAPSED_CELLS - 1;
}

/** Chances of each day from day `from` on after the origin, of a row that has waited `elapsed` days on it. */
export function writeByElapsed(cells: ArrayLike<number>, elapsed: number, into: Float64Array, from = 1): void {
  for (let d = from; d <= into.length; d++) into[d - 1] = cells[elapsedCell(elapsed + d)]!;
}
