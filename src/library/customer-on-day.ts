import type { Dataset } from '../features/dataset';
import { daysAgo } from '../features/day-history';
import { FEATURE_NAMES } from '../features/feature-list';

/** What was known of a recurrent customer on the day a prediction is made; nothing later can be reached from it. */
export interface CustomerOnDay {
  /** The origin, epoch day. */
  day: number;
  /** One of the program's own features by name (`gap_median`, `days_since_last`, …), in its unit. */
  feature(name: string): number;
  /** Days on which the customer bought, epoch days, the newest first, as far back as the history is kept. */
  purchaseDays(): number[];
}

/** @throws RangeError for a feature that there is not, with those there are */
export function customerOnDay(rows: Dataset, row: number): CustomerOnDay {
  const day = rows.origin[row]!;
  return {
    day,
    feature: (name) => {
      const column = rows.features[FEATURE_NAMES.indexOf(name)];
      if (column === undefined) throw new RangeError(`no feature ${name}; there are ${FEATURE_NAMES.join(', ')}`);
      return column[row]!;
    },
    purchaseDays: () => daysAgo(rows.history.bought, row).map((age) => day - age),
  };
}

/** One value a row. */
export function valuesOf(rows: Dataset, value: (customer: CustomerOnDay) => number): Float64Array {
  return Float64Array.from({ length: rows.length }, (_, row) => value(customerOnDay(rows, row)));
}
