import type { FeatureRows } from '../../../features/dataset';
import { featureColumn } from '../../../features/dataset';
import type { DateModel } from '../forecast/date-model';
import { pointPrediction } from '../forecast/date-model';

/** Purchases' worth of the global gap that a customer's own mean is shrunk by. */
const SHRINKAGE = 3;

/** The last gap comes again: counted from the last purchase, tomorrow at the earliest. */
export function lastGap(): DateModel {
  return {
    name: 'last-gap',
    kind: 'baseline',
    predict: (rows, reach) => {
      const gap = featureColumn(rows, 'gap_last_1');
      const elapsed = featureColumn(rows, 'days_since_last');
      return pointPrediction(
        rowWise(rows.length, (row) => gap[row]! - elapsed[row]!),
        reach,
      );
    },
  };
}

/**
 * The customer's mean gap, shrunk towards the global one by `SHRINKAGE` gaps, counted from the last purchase and
 * moved on by whole gaps until it lies after the origin.
 */
export function shrunkMeanGap(globalGap: number): DateModel {
  return {
    name: 'mean-gap',
    kind: 'baseline',
    predict: (rows, reach) => pointPrediction(nextMultiples(rows, globalGap), reach),
  };
}

function nextMultiples(rows: FeatureRows, globalGap: number): Float64Array {
  const mean = featureColumn(rows, 'gap_mean');
  const purchases = featureColumn(rows, 'n_purchases');
  const elapsed = featureColumn(rows, 'days_since_last');
  return rowWise(rows.length, (row) => {
    const gaps = purchases[row]! - 1;
    const gap = (mean[row]! * gaps + globalGap * SHRINKAGE) / (gaps + SHRINKAGE);
    return gap * (Math.floor(elapsed[row]! / gap) + 1) - elapsed[row]!;
  });
}

function rowWise(length: number, value: (row: number) => number): Float64Array {
  return Float64Array.from({ length }, (_, row) => value(row));
}
