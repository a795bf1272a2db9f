import { isoDay } from '../../../config/calendar';
import type { Answers, Dataset } from '../../../features/dataset';
import { answersSeenBy } from '../../../features/dataset';
import type { DayPrediction } from './date-model';
import { distributionPrediction } from './day-distribution';
import type { StatedForecasts } from './day-intervals';
import { CELL_ENDS, CELL_STARTS, FORECAST_CELLS, medianDay } from './forecast-cells';
import { FORECAST_DAYS } from './forecast-days';

/**
 * How busy the shop was on each day: buyers over those whom the days since their last purchases and the weekday led to
 * expect. 1 on ordinary days; 0 where it was closed or its lines are missing; above 1 before a feast.
 */
export interface ShopDays {
  /** Epoch day of the first. */
  firstDay: number;
  activity: Float64Array;
}

/** A shop without unusual days. */
export const ORDINARY_DAYS: ShopDays = { firstDay: 0, activity: new Float64Array(0) };

function activityOn({ firstDay, activity }: ShopDays, day: number): number {
  return activity[day - firstDay] ?? 1;
}

function allOrdinary({ activity }: ShopDays): boolean {
  return activity.every((share) => share === 1);
}

/** Answers seen by `lastDay` (epoch day) in which each day counts for as much as the shop was busy on it. */
export function answersOnShopDays(rows: Dataset, lastDay: number, shop: ShopDays): Answers {
  const answers = answersSeenBy(rows, lastDay);
  return allOrdinary(shop) ? answers : { ...answers, activity: (row, d) => activityOn(shop, rows.origin[row]! + d) };
}

/** What the forecast would have been, had the unusual days been known: each day's chance times how busy the shop was. */
export function predictionOnShopDays(
  prediction: DayPrediction,
  origins: ArrayLike<number>,
  shop: ShopDays,
): DayPrediction {
  const { chances } = prediction;
  if (chances === undefined || allOrdinary(shop)) return prediction;
  const reach = chances.length / prediction.days.length;
  const told = chances.slice();
  for (let row = 0; row < prediction.days.length; row++) {
    let [before, quiet] = [1, 1];
    for (let d = 1; d <= reach; d++) {
      const chance = chances[row * reach + d - 1]!;
      const hazard = busyHazard(chance / Math.max(TINY, before), activityOn(shop, origins[row]! + d));
      told[row * reach + d - 1] = quiet * hazard;
      before -= chance;
      quiet *= 1 - hazard;
    }
  }
  return distributionPrediction(told, reach);
}

/** The same of whole forecasts; a cell of several days is as busy as they were on average. */
export function statedOnShopDays(stated: StatedForecasts, origins: ArrayLike<number>, shop: ShopDays): StatedForecasts {
  if (allOrdinary(shop)) return stated;
  const [days, cells] = [stated.days.slice(), stated.cells.slice()];
  const lastDay = shop.firstDay + shop.activity.length - 1;
  for (let row = 0; row < days.length; row++) {
    if (origins[row]! >= lastDay) continue;
    const at = row * FORECAST_CELLS;
    let [before, quiet] = [1, 1];
    for (let cell = 0; cell + 1 < FORECAST_CELLS; cell++) {
      const left = 1 - stated.cells[at + cell]!;
      const hazard = busyHazard(1 - left / Math.max(TINY, before), meanActivity(shop, origins[row]!, cell));
      quiet *= 1 - hazard;
      cells[at + cell] = 1 - quiet;
      before = left;
    }
    days[row] = medianDay(cells, row);
  }
  return { days, cells };
}

const TINY = 1e-9;
/** No day is certain, however busy. */
const MOST_HAZARD = 0.95;

/** The chance of a quiet day is raised to the power of how busy it was. */
function busyHazard(hazard: number, activity: number): number {
  const usual = Math.min(1, Math.max(0, hazard));
  if (activity === 1) return usual;
  return Math.min(MOST_HAZARD, 1 - (1 - usual) ** activity);
}

function meanActivity(shop: ShopDays, origin: number, cell: number): number {
  const [first, last] = [CELL_STARTS[cell]!, Math.min(FORECAST_DAYS, CELL_ENDS[cell]!)];
  let sum = 0;
  for (let d = first; d <= last; d++) sum += activityOn(shop, origin + d);
  return sum / (last - first + 1);
}

/** The unusual days, ascending. */
export function unusualDays({ firstDay, activity }: ShopDays): { day: string; activity: number }[] {
  return Array.from(activity, (share, i) => ({ day: isoDay(firstDay + i), activity: share })).filter(
    (unusual) => unusual.activity !== 1,
  );
}
