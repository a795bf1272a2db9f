import type { FeatureRows } from '../../features/dataset';
import { featureColumn } from '../../features/dataset';
import type { DateModel } from '../date-model';
import { pointPrediction } from '../date-model';
import type { BoostedTrees } from '../trees/boosting';
import { scoreRows } from '../trees/boosting';
import { growForest } from '../trees/forest';
import { originWeekdays } from './weekdays';

const TREES = 100;

export interface CalendarForestRows {
  rows: FeatureRows;
  /** min(days to next, horizon), [length]. */
  restrictedDays: Float64Array;
  seed: number;
}

/**
 * The model of the Python reference implementation, for comparison: a random forest that knows nothing of the customer
 * but the weekday of the last purchase and the month, here that of the origin.
 */
export function fitCalendarForest({ rows, restrictedDays, seed }: CalendarForestRows): BoostedTrees {
  return growForest({ columns: calendarColumns(rows), targets: restrictedDays }, { seed, trees: TREES });
}

export function calendarForestModel(forest: BoostedTrees): DateModel {
  return {
    name: 'calendar-forest',
    kind: 'baseline',
    predict: (rows, reach) => pointPrediction(scoreRows(forest, calendarColumns(rows)), reach),
  };
}

/** Weekday of the last purchase (0 = Monday) and month of the origin (0 = January). */
function calendarColumns(rows: FeatureRows): Float64Array[] {
  const weekday = originWeekdays(rows);
  const elapsed = featureColumn(rows, 'days_since_last');
  const sine = featureColumn(rows, 'month_sin');
  const cosine = featureColumn(rows, 'month_cos');
  const month = sine.map((y, row) => (Math.round((Math.atan2(y, cosine[row]!) / (2 * Math.PI)) * 12) + 12) % 12);
  return [elapsed.map((days, row) => (((weekday[row]! - days) % 7) + 7) % 7), month];
}
