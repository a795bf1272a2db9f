import { FORECAST_DAYS } from './forecast-days';

/** Ends of the cells in which a forecast is looked at as a whole: days, then weeks, then four weeks. */
const SINGLE_DAYS = 28;
const WEEKS_UNTIL = 91;
const LAST_DAYS = [
  ...Array.from({ length: SINGLE_DAYS }, (_, day) => day + 1),
  ...Array.from({ length: (WEEKS_UNTIL - SINGLE_DAYS) / 7 }, (_, week) => SINGLE_DAYS + 7 * (week + 1)),
  ...Array.from(
    { length: Math.floor((FORECAST_DAYS - WEEKS_UNTIL) / 28) },
    (_, month) => WEEKS_UNTIL + 28 * (month + 1),
  ),
].filter((day) => day < FORECAST_DAYS);

/** Last day of each cell, ascending; the last cell is "later or never" and has no end. */
export const CELL_ENDS = Float64Array.from([...LAST_DAYS, FORECAST_DAYS, Number.POSITIVE_INFINITY]);
export const FORECAST_CELLS = CELL_ENDS.length;

/** First day of each cell. */
export const CELL_STARTS = CELL_ENDS.map((_, cell) => (cell === 0 ? 1 : CELL_ENDS[cell - 1]! + 1));

/** Cell of each day 1 … FORECAST_DAYS. */
const CELL_OF = Int32Array.from({ length: FORECAST_DAYS + 1 }, (_, day) => CELL_ENDS.findIndex((end) => end >= day));

/** Chance of a purchase by `day` (0 … FORECAST_DAYS) of a row of cumulative cells; within a cell, in proportion. */
export function chanceBy(cells: Float64Array, row: number, day: number): number {
  if (day <= 0) return 0;
  if (day >= FORECAST_DAYS) return cells[(row + 1) * FORECAST_CELLS - 2]!;
  const cell = CELL_OF[day]!;
  const before = cell === 0 ? 0 : cells[row * FORECAST_CELLS + cell - 1]!;
  const share = (day - CELL_STARTS[cell]! + 1) / (CELL_ENDS[cell]! - CELL_STARTS[cell]! + 1);
  return before + share * (cells[row * FORECAST_CELLS + cell]! - before);
}

/**
 * The day by which half are expected of a row of cumulative cells; of those who come within FORECAST_DAYS where fewer
 * than half do, and the last day where nobody does.
 */
export function medianDay(cells: Float64Array, row: number): number {
  const coming = chanceBy(cells, row, FORECAST_DAYS);
  const target = coming < 0.5 ? coming / 2 : 0.5;
  if (coming === 0) return FORECAST_DAYS;
  let [low, high] = [0, FORECAST_DAYS];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (chanceBy(cells, row, middle) >= target) high = middle;
    else low = middle;
  }
  return high;
}
