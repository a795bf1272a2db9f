import type { Answers } from '../../../features/dataset';
import { featureColumn } from '../../../features/dataset';
import type { DateModel } from '../forecast/date-model';
import { hazardModel } from './daily-hazards';
import { writeByElapsed } from './elapsed-cells';
import { countDays, emptyCounts, smoothedHazards } from './elapsed-hazards';

/** Chance to buy on a day by the cell of days since the last purchase, all customers alike: [ELAPSED_CELLS]. */
export type GlobalHazard = number[];

/** Purchases over customer-days at risk, by days since the last purchase; `elapsed` is that of the origin. */
export function fitGlobalHazard(elapsed: Float64Array, answers: Answers): GlobalHazard {
  const counts = emptyCounts();
  for (let row = 0; row < elapsed.length; row++) countDays(counts, elapsed[row]!, answers, row);
  return Array.from(smoothedHazards(counts));
}

/** Walks each row's elapsed days forward through the global hazard. */
export function globalHazardModel(hazard: GlobalHazard): DateModel {
  return hazardModel({
    name: 'global-hazard',
    kind: 'baseline',
    hazards: (rows) => {
      const elapsed = featureColumn(rows, 'days_since_last');
      return (row, into) => writeByElapsed(hazard, elapsed[row]!, into);
    },
  });
}
