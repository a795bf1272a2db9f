import { monthOf, weekdayOf } from '../../../config/calendar';
import type { DatedRows } from '../../../features/dataset';
import { featureColumn } from '../../../features/dataset';
import type { BoostedTrees } from '../../trees/boosting';
import { scoreRows } from '../../trees/boosting';
import { growForest } from '../../trees/forest';
import type { DateModel } from '../forecast/date-model';
import { pointPrediction } from '../forecast/date-model';

const TREES = 100;

export interface CalendarForestRows {
  rows: DatedRows;
  /** min(days to next, horizon), [length]. */
  restrictedDays: Float64Array;
}

/**
 * The model of the Python reference implementation, for comparison: a random forest that knows nothing of the customer
 * but the weekday of the last purchase and the month, here that of the origin.
 */
export function fitCalendarForest({ rows, restrictedDays }: CalendarForestRows, seed: number): BoostedTrees {
  return growForest({ columns: calendarColumns(rows), targets: restrictedDays }, { seed, trees: TREES });
}

export function calendarForestModel(forest: BoostedTrees): DateModel {
  return {
    name: 'calendar-forest',
    kind: 'learned',
    predict: (rows, reach) => pointPrediction(scoreRows(forest, calendarColumns(rows)), reach),
  };
}

/** Weekday of the last purchase (0 = Monday) and month of the origin (0 = January). */
function calendarColumns(rows: DatedRows): Float64Array[] {
  const lastPurchase = featureColumn(rows, 'days_since_last').map((days, row) => rows.origin[row]! - days);
  return [lastPurchase.map(weekdayOf), Float64Array.from(rows.origin, monthOf)];
}
