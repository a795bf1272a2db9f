import type { Answers } from '../../features/dataset';
import { featureColumn } from '../../features/dataset';
import type { DateModel } from '../date-model';
import { fromDailyHazards } from './daily-hazards';
import { ELAPSED_CELLS, elapsedCell } from './elapsed-cells';
import { daysAtRisk } from './person-days';

/** A cell is shrunk towards the overall rate by this many customer-days, so that none is empty. */
const PRIOR_DAYS = 50;

/** Chance to buy on a day by the cell of days since the last purchase, all customers alike: [ELAPSED_CELLS]. */
export type GlobalHazard = number[];

/** Purchases over customer-days at risk, by days since the last purchase; `elapsed` is that of the origin. */
export function fitGlobalHazard(elapsed: Float64Array, answers: Answers, horizon: number): GlobalHazard {
  const atRisk = new Float64Array(ELAPSED_CELLS);
  const bought = new Float64Array(ELAPSED_CELLS);
  for (let row = 0; row < elapsed.length; row++) {
    const end = daysAtRisk(answers, row, horizon);
    for (let d = 1; d <= end; d++) {
      const cell = elapsedCell(elapsed[row]! + d);
      atRisk[cell] = atRisk[cell]! + 1;
      if (d === answers.daysToNext[row]) bought[cell] = bought[cell]! + 1;
    }
  }
  const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
  const overall = sum(bought) / Math.max(1, sum(atRisk));
  return Array.from(atRisk, (days, cell) => (bought[cell]! + PRIOR_DAYS * overall) / (days + PRIOR_DAYS));
}

/** Walks each row's elapsed days forward through the global hazard. */
export function globalHazardModel(hazard: GlobalHazard, horizon: number): DateModel {
  return {
    name: 'global-hazard',
    kind: 'baseline',
    predict: (rows) => {
      const elapsed = featureColumn(rows, 'days_since_last');
      return fromDailyHazards(rows.length, horizon, (row, d) => hazard[elapsedCell(elapsed[row]! + d)]!);
    },
  };
}
