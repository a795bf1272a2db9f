import type { DatedRows } from '../../../features/dataset';
import { rowsBetween } from '../../../features/dataset';
import type { DateModel, DayPrediction } from './date-model';
import { distributionPrediction } from './day-distribution';
import type { StatedForecasts } from './day-intervals';
import { cumulativeCells, FORECAST_CELLS } from './forecast-cells';
import { FORECAST_DAYS } from './forecast-days';

/** Rows whose days are held at once: a year of chances of many customers is too much memory, and nobody needs them. */
const BLOCK_ROWS = 4096;

/** What a model says of rows, as far as it reaches, and day by day for the next ones. */
export interface WholeForecast extends StatedForecasts {
  /** The dates: median days, of those who come within FORECAST_DAYS where fewer than half do, [length]. */
  days: Float64Array;
  /** The same forecast restricted to the next days. */
  near: DayPrediction & { chances: Float64Array };
}

/**
 * The forecast of a model that tells chances, in blocks of rows; null of one that gives dates alone.
 *
 * @param nearDays days that are told one by one
 */
export function wholeForecast(model: DateModel, rows: DatedRows, nearDays: number): WholeForecast | null {
  const days = new Float64Array(rows.length);
  const cells = new Float64Array(rows.length * FORECAST_CELLS);
  const near = new Float64Array(rows.length * nearDays);
  for (let start = 0; start < rows.length; start += BLOCK_ROWS) {
    const end = Math.min(rows.length, start + BLOCK_ROWS);
    const { chances } = model.predict(rowsBetween(rows, start, end), FORECAST_DAYS);
    if (chances === undefined) return null;
    days.set(medianDays(chances), start);
    cells.set(cumulativeCells(chances), start * FORECAST_CELLS);
    for (let row = start; row < end; row++) {
      const from = (row - start) * FORECAST_DAYS;
      near.set(chances.subarray(from, from + nearDays), row * nearDays);
    }
  }
  return { days, cells, near: withChances(near, nearDays) };
}

function withChances(chances: Float64Array, reach: number): DayPrediction & { chances: Float64Array } {
  return { ...distributionPrediction(chances, reach), chances };
}

/** Median day of each row; of those who come at all where fewer than half do, and the last day where nobody does. */
function medianDays(chances: Float64Array): Float64Array {
  return Float64Array.from({ length: chances.length / FORECAST_DAYS }, (_, row) => {
    const days = chances.subarray(row * FORECAST_DAYS, (row + 1) * FORECAST_DAYS);
    const coming = days.reduce((sum, chance) => sum + chance, 0);
    const target = coming < 0.5 ? coming / 2 : 0.5;
    let sum = 0;
    const index = days.findIndex((chance) => {
      sum += chance;
      return sum >= target && sum > 0;
    });
    return index === -1 ? FORECAST_DAYS : index + 1;
  });
}
