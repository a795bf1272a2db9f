import type { Dataset } from '../features/dataset';
import { answersSeenBy, featureColumn, originsUntil, restrictedDays, selectRows, thinned } from '../features/dataset';
import type { FirstPurchases } from '../features/first-purchases';
import { findShopDays } from '../models/dates/baselines/find-shop-days';
import type { BaselineName, FittedBaselines } from '../models/dates/baselines/fit-baselines';
import { fitBaselines, needsWholeAnswers } from '../models/dates/baselines/fit-baselines';
import type { EpochRecord, FittedRegressor } from '../models/dates/dense/dense-regressor';
import { trainRegressor } from '../models/dates/dense/dense-regressor';
import { LEARNED_DAYS } from '../models/dates/forecast/forecast-days';
import { answersOnShopDays } from '../models/dates/forecast/shop-days';
import { DAY_INPUTS } from '../models/dates/hazard-network/day-layout';
import type { HazardLessons } from '../models/dates/hazard-network/hazard-lessons';
import { hazardLessons } from '../models/dates/hazard-network/hazard-lessons';
import type { JudgedRows } from './judged-rows';

/** How long the iterative fits went on before validation stopped them. */
export interface FitLengths {
  /** Of the dense network. */
  epochs: number;
  /** Of gradient boosting. */
  trees: number;
}

/** What models learn from; rows of origins on or after the last day they may see are not looked at. */
export interface TrainingRows {
  /** Recurrent customers on the origins of the plan, for models that need whole answers. */
  planned: Dataset;
  /** Everybody with a gap, recurrent or not, on dense origins, for models that follow customers day by day. */
  dense: Dataset;
  first: FirstPurchases;
}

/** What all parts of a fit are told: values only. */
export interface PartOptions {
  horizon: number;
  seed: number;
  /** Last day training may see, epoch day. */
  lastDay: number;
  /** Rows on which fits stop early; without them they go on for `lengths`. */
  validation?: JudgedRows | undefined;
  lengths?: FitLengths | undefined;
}

const MOST_EPOCHS = 30;
const PATIENCE = 3;
/** Rows a network learns from at the most: a chain of shops is no slower to learn than a shop. */
const MOST_NETWORK_ROWS = 150_000;
/** With fewer rows or whole answers a network would learn noise: it is left out. */
const LEAST_NETWORK_ROWS = 100;

/**
 * Some of the baselines. Those that count days at risk learn from every row, censored or not; those that need an answer,
 * from the rows whose restricted answer was known, and are left out where there are hardly any.
 */
export async function fitSomeBaselines(
  training: TrainingRows,
  names: readonly BaselineName[],
  { horizon, seed, lastDay, validation, lengths }: PartOptions,
): Promise<FittedBaselines> {
  const { dense, planned } = training;
  const recurrent = (row: number) => dense.recurrent[row] === 1;
  const onlyWhole = names.every(needsWholeAnswers);
  const rows = {
    planned: names.some(needsWholeAnswers) ? rowsWithGaps(planned, lastDay) : noRows(planned),
    dense: onlyWhole ? noRows(dense) : rowsWithGaps(dense, lastDay, recurrent),
  };
  const watched = validation && { rows: validation.rows, restrictedDays: validation.restricted };
  const shop = onlyWhole ? undefined : findShopDays(dense, lastDay);
  return fitBaselines(rows, { horizon, seed, lastDay, shop, validation: watched, trees: lengths?.trees, only: names });
}

/** Rows of customers with a single purchase day have no rhythm to learn from. */
function rowsWithGaps(rows: Dataset, lastDay: number, keep: (row: number) => boolean = () => true): Dataset {
  const hasGap = gapsBefore(rows, lastDay);
  return selectRows(rows, (row) => hasGap(row) && keep(row));
}

function gapsBefore(rows: Dataset, lastDay: number): (row: number) => boolean {
  const purchases = featureColumn(rows, 'n_purchases');
  return (row) => rows.origin[row]! < lastDay && purchases[row]! > 1;
}

function noRows(rows: Dataset): Dataset {
  return selectRows(rows, () => false);
}

/** Numbers that the rows of any fit of the hazard network may take. */
export function hazardRoom({ dense }: Pick<TrainingRows, 'dense'>): number {
  return Math.min(dense.length, MOST_NETWORK_ROWS) * LEARNED_DAYS * DAY_INPUTS;
}

/**
 * What the hazard network learns from; null where it is too little.
 *
 * @param memory where the inputs of the days are written
 */
export function hazardRows(
  { dense }: TrainingRows,
  { lastDay, memory }: { lastDay: number; memory: Float32Array },
): HazardLessons | null {
  const rows = thinned(teachingRows(dense, lastDay), MOST_NETWORK_ROWS);
  if (rows.length < LEAST_NETWORK_ROWS) return null;
  const answers = answersOnShopDays(rows, lastDay, findShopDays(dense, lastDay));
  return hazardLessons({ rows, answers }, { memory });
}

/** With more rows of recurrent customers than this, those of others teach nothing more of them. */
const ENOUGH_ROWS = 60_000;

/**
 * The rows of recurrent customers, and where they are few as many of the others at the most, evenly spaced: those teach
 * what the others are about to be, but where they are nearly everybody the network is not to be about them.
 */
function teachingRows(dense: Dataset, lastDay: number): Dataset {
  const hasGap = gapsBefore(dense, lastDay);
  const isRecurrent = (row: number) => hasGap(row) && dense.recurrent[row] === 1;
  let [recurrent, others] = [0, 0];
  for (let row = 0; row < dense.length; row++) {
    if (isRecurrent(row)) recurrent++;
    else if (hasGap(row)) others++;
  }
  if (recurrent > ENOUGH_ROWS) return selectRows(dense, isRecurrent);
  if (others <= recurrent) return selectRows(dense, hasGap);
  let seen = 0;
  return selectRows(dense, (row) => {
    if (!hasGap(row) || dense.recurrent[row] === 1) return hasGap(row);
    seen++;
    return Math.floor((seen * recurrent) / others) !== Math.floor(((seen - 1) * recurrent) / others);
  });
}

/** The dense network, told of by epoch; null where whole answers are too few. Needs readyBackend. */
export async function fitRegressor(
  { planned }: TrainingRows,
  { horizon, lastDay, seed, validation, lengths }: PartOptions,
  onEpoch: (record: EpochRecord, epochs: number) => void,
): Promise<FittedRegressor | null> {
  const complete = thinned(originsUntil(rowsWithGaps(planned, lastDay), lastDay - horizon), MOST_NETWORK_ROWS);
  if (complete.length < LEAST_NETWORK_ROWS) return null;
  const epochs = lengths?.epochs ?? MOST_EPOCHS;
  const watched = validation && { rows: validation.rows, restrictedDays: validation.restricted };
  return trainRegressor(
    { rows: complete, restrictedDays: restrictedDays(answersSeenBy(complete, lastDay), horizon) },
    {
      horizon,
      seed,
      ...(watched ? { validation: watched, patience: PATIENCE } : {}),
      epochs,
      onEpoch: (record) => onEpoch(record, epochs),
    },
  );
}
