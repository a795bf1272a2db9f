import { quantile } from '../evaluation/bootstrap';
import { average } from '../evaluation/day-errors';
import type { Dataset } from '../features/dataset';
import { answersSeenBy, featureColumn, restrictedDays } from '../features/dataset';
import { fitHazardTable } from '../models/baselines/hazard-table';
import type { EpochRecord, RegressorRows } from '../models/dense-regressor';
import { trainRegressor } from '../models/dense-regressor';
import type { FittedCandidates } from '../models/trained-model';

export interface FitOptions {
  horizon: number;
  seed: number;
  /** Last day training may see, epoch day; every row's origin lies at least `horizon` days before it. */
  lastDay: number;
  epochs: number;
  /** Early stopping on these rows; without them training runs for all `epochs`. */
  validation?: RegressorRows;
  patience?: number;
  onEpoch?: (record: EpochRecord) => void;
}

export interface Fit {
  candidates: FittedCandidates;
  history: EpochRecord[];
  bestEpoch: number;
}

/** Fits every candidate on the same rows, with answers as they were known on `lastDay`. */
export async function fitCandidates(rows: Dataset, options: FitOptions): Promise<Fit> {
  const { horizon, lastDay, seed, epochs, patience, validation, onEpoch } = options;
  const answers = answersSeenBy(rows, lastDay);
  const restricted = restrictedDays(answers, horizon);
  const regressor = await trainRegressor(
    { rows, restrictedDays: restricted },
    {
      horizon,
      seed,
      epochs,
      ...(patience === undefined ? {} : { patience }),
      ...(validation === undefined ? {} : { validation }),
      ...(onEpoch === undefined ? {} : { onEpoch }),
    },
  );
  const hazardTable = fitHazardTable(
    {
      elapsed: featureColumn(rows, 'days_since_last'),
      rate: featureColumn(rows, 'decayed_rate'),
      ...answers,
    },
    horizon,
  );
  const learned = { medianDays: Math.round(quantile(restricted.slice().sort(), 0.5)), hazardTable, regressor };
  return {
    candidates: { horizon, globalGap: meanGapOf(rows), learned },
    history: regressor.history,
    bestEpoch: regressor.bestEpoch,
  };
}

/** Mean of the customers' mean gaps, days. */
export function meanGapOf(rows: Dataset): number {
  return average(featureColumn(rows, 'gap_mean'));
}
