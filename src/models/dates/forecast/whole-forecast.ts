import type { DatedRows } from '../../../features/dataset';
import { rowsBetween } from '../../../features/dataset';
import type { DateModel, DayPrediction } from './date-model';
import { distributionPrediction } from './day-distribution';
import type { StatedForecasts } from './day-intervals';
import { CELL_ENDS, FORECAST_CELLS } from './forecast-cells';
import { FORECAST_DAYS } from './forecast-days';

/** Rows whose days are held at once: a year of chances of many customers is too much memory, and nobody needs them. */
const BLOCK_ROWS = 4096;

// Taken out of their modules once: what is imported is read through a getter, which shows in loops over days.
const DAYS = FORECAST_DAYS;
const CELLS = FORECAST_CELLS;
const ENDS = CELL_ENDS;

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
  const writer = new ForecastWriter(rows.length, nearDays);
  for (let start = 0; start < rows.length; start += BLOCK_ROWS) {
    const block = rowsBetween(rows, start, Math.min(rows.length, start + BLOCK_ROWS));
    const chancesOf = dailyChances(model, block);
    if (chancesOf === null) return null;
    for (let row = 0; row < block.length; row++) writer.write(start + row, chancesOf(row));
  }
  return { days: writer.days, cells: writer.cells, near: withChances(writer.near, nearDays) };
}

/** The chances of each day of a row, [FORECAST_DAYS], in memory that is used again; null of a model without chances. */
function dailyChances(model: DateModel, block: DatedRows): ((row: number) => Float64Array) | null {
  if (model.hazards !== undefined) {
    const write = model.hazards(block, DAYS);
    const chances = new Float64Array(DAYS);
    return (row) => {
      write(row, chances);
      let quiet = 1;
      for (let day = 0; day < DAYS; day++) {
        const hazard = chances[day]!;
        chances[day] = quiet * hazard;
        quiet *= 1 - hazard;
      }
      return chances;
    };
  }
  const { chances } = model.predict(block, DAYS);
  return chances === undefined ? null : (row) => chances.subarray(row * DAYS, (row + 1) * DAYS);
}

/** Takes down what is kept of each row's chances. */
class ForecastWriter {
  readonly days: Float64Array;
  readonly cells: Float64Array;
  readonly near: Float64Array;
  /** Chance of a purchase by each day of a row. */
  private readonly by = new Float64Array(DAYS);

  constructor(
    length: number,
    private readonly nearDays: number,
  ) {
    this.days = new Float64Array(length);
    this.cells = new Float64Array(length * CELLS);
    this.near = new Float64Array(length * nearDays);
  }

  write(row: number, chances: Float64Array): void {
    const { by, cells, near, nearDays } = this;
    let sum = 0;
    for (let day = 0; day < DAYS; day++) {
      sum += chances[day]!;
      by[day] = sum;
    }
    this.days[row] = medianOf(by);
    // The last cell has no end.
    for (let cell = 0; cell + 1 < CELLS; cell++) {
      cells[row * CELLS + cell] = Math.min(1, by[ENDS[cell]! - 1]!);
    }
    cells[(row + 1) * CELLS - 1] = 1;
    for (let day = 0; day < nearDays; day++) near[row * nearDays + day] = chances[day]!;
  }
}

function withChances(chances: Float64Array, reach: number): DayPrediction & { chances: Float64Array } {
  return { ...distributionPrediction(chances, reach), chances };
}

/** Median day; of those who come at all where fewer than half do, and the last day where nobody does. */
function medianOf(by: Float64Array): number {
  const coming = by[FORECAST_DAYS - 1]!;
  const target = coming < 0.5 ? coming / 2 : 0.5;
  for (let day = 0; day < DAYS; day++) {
    if (by[day]! >= target && by[day]! > 0) return day + 1;
  }
  return DAYS;
}
