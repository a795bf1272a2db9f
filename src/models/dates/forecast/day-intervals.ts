import { CELL_ENDS, CELL_STARTS, FORECAST_CELLS } from './forecast-cells';

/** Inclusive bounds in days after the origin, [length] each; an open interval has Infinity as its end. */
export interface DayBounds {
  low: Float64Array;
  high: Float64Array;
}

/**
 * How intervals are cut from forecasts: of all runs of consecutive days that hold at least `leastMass`, the one with the
 * largest mass − `dayPrice` × its priced days. The price lets a day in where it holds more than it costs, whoever's it
 * is, which makes intervals as short as they can be on average; the least mass sees to it that nobody's is a lottery.
 */
export interface IntervalRule {
  leastMass: number;
  /** Mass that a day of the next four weeks must hold to be worth its width. */
  dayPrice: number;
}

/** What a row states: the date, [length], and the chance by the end of each cell, [length × FORECAST_CELLS]. */
export interface StatedForecasts {
  days: Float64Array;
  cells: Float64Array;
}

/** A day priced above any chance: the interval is the shortest that holds the least mass. */
export const SHORTEST = 1;
const ROUNDING = 1e-12;

/** Days that cost their full price; later ones cost (28 ÷ day)³ of it, for how late is late matters less and less. */
const FULL_PRICE_DAYS = 28;
/** Priced days of leaving an interval open: only those open it who are hardly expected within four weeks. */
const OPEN_END_DAYS = 2;
/** Priced days from the first up to the end of each cell, [FORECAST_CELLS]. */
const PRICED = pricedDays();

function pricedDays(): Float64Array {
  const priced = new Float64Array(FORECAST_CELLS);
  let sum = 0;
  let day = 0;
  for (let cell = 0; cell + 1 < FORECAST_CELLS; cell++) {
    while (day < CELL_ENDS[cell]!) sum += Math.min(1, (FULL_PRICE_DAYS / ++day) ** 3);
    priced[cell] = sum;
  }
  priced[FORECAST_CELLS - 1] = sum + OPEN_END_DAYS;
  return priced;
}

/**
 * Intervals of whole forecasts by the rule, widened where the date given lies outside. Those of customers who are
 * hardly expected within four weeks are cut late and may be open: "not before the 12th" says more of them than "between
 * tomorrow and in four months", and holds as much.
 */
export function forecastIntervals({ days, cells }: StatedForecasts, rule: IntervalRule): DayBounds {
  const length = days.length;
  const bounds = { low: new Float64Array(length), high: new Float64Array(length) };
  for (let row = 0; row < length; row++) {
    const [first, last] = bestRun(cells.subarray(row * FORECAST_CELLS, (row + 1) * FORECAST_CELLS), rule);
    bounds.low[row] = Math.min(CELL_STARTS[first]!, days[row]!);
    bounds.high[row] = Math.max(CELL_ENDS[last]!, days[row]!);
  }
  return bounds;
}

/**
 * First and last cell of the best run of `cumulative` chances, the earliest of equally good ones. A run that must reach
 * beyond four weeks to hold the least mass is the shortest that does: days so late are too cheap to be let in one by one.
 */
function bestRun(cumulative: Float64Array, { leastMass, dayPrice }: IntervalRule): [number, number] {
  const shortest = worthiestRun(cumulative, { leastMass, dayPrice: SHORTEST }, FORECAST_CELLS);
  const late = CELL_ENDS[shortest[1]]! > FULL_PRICE_DAYS;
  return late || dayPrice >= SHORTEST ? shortest : worthiestRun(cumulative, { leastMass, dayPrice }, FULL_PRICE_DAYS);
}

/** The run with the largest mass − price among those that hold the least mass, within the first `cells` cells. */
function worthiestRun(
  cumulative: Float64Array,
  { leastMass, dayPrice }: IntervalRule,
  cells: number,
): [number, number] {
  const least = Math.min(leastMass, 1) - ROUNDING;
  const priced = PRICED;
  let [bestFirst, bestLast] = [0, cells - 1];
  let worth = Number.NEGATIVE_INFINITY;
  let last = 0;
  for (let first = 0; first < cells; first++) {
    const before = first === 0 ? 0 : cumulative[first - 1]!;
    const pricedBefore = first === 0 ? 0 : priced[first - 1]!;
    // The later a run starts, the later it holds the least mass.
    last = Math.max(last, first);
    while (last < cells && cumulative[last]! - before < least) last++;
    if (last === cells) break;
    for (let end = last; end < cells; end++) {
      const value = cumulative[end]! - before - dayPrice * (priced[end]! - pricedBefore);
      if (value > worth + ROUNDING) {
        worth = value;
        [bestFirst, bestLast] = [first, end];
      }
      // Not even all that is left would pay for one cell more.
      if (end + 1 < cells && 1 - cumulative[end]! <= dayPrice * (priced[end + 1]! - priced[end]!)) break;
    }
  }
  return [bestFirst, bestLast];
}
