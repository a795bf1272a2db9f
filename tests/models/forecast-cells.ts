import { CELL_ENDS, FORECAST_CELLS } from '../../src/models/dates/forecast/forecast-cells';
import { FORECAST_DAYS } from '../../src/models/dates/forecast/forecast-days';

/** Chance of a purchase by the end of each cell, [rows × FORECAST_CELLS], of chances of each day, [rows × FORECAST_DAYS]. */
export function cumulativeCells(chances: Float64Array): Float64Array {
  const rows = chances.length / FORECAST_DAYS;
  const cells = new Float64Array(rows * FORECAST_CELLS).fill(1);
  for (let row = 0; row < rows; row++) {
    const daily = chances.subarray(row * FORECAST_DAYS, (row + 1) * FORECAST_DAYS);
    for (let cell = 0; cell + 1 < FORECAST_CELLS; cell++) {
      const sum = daily.subarray(0, CELL_ENDS[cell]!).reduce((a, b) => a + b, 0);
      cells[row * FORECAST_CELLS + cell] = Math.min(1, sum);
    }
  }
  return cells;
}
