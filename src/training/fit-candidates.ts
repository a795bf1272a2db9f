import type { DateModelName } from '../config/model-names';
import type { Dataset } from '../features/dataset';
import { answersSeenBy, featureColumn, originsUntil, restrictedDays, selectRows, thinned } from '../features/dataset';
import type { FirstPurchases } from '../features/first-purchases';
import { secondPurchasesSeenBy } from '../features/first-purchases';
import { findShopDays } from '../models/dates/baselines/find-shop-days';
import { fitAfterFirstPurchase } from '../models/dates/baselines/first-purchase';
import { BASELINE_NAMES, fitBaselines } from '../models/dates/baselines/fit-baselines';
import type { EpochRecord, FittedRegressor, RegressorRows } from '../models/dates/dense/dense-regressor';
import { trainRegressor } from '../models/dates/dense/dense-regressor';
import type { ShopDays } from '../models/dates/forecast/shop-days';
import { answersOnShopDays } from '../models/dates/forecast/shop-days';
import { trainHazardNetwork } from '../models/dates/hazard-network/train-hazard-network';
import type { FittedCandidates } from '../models/trained-model';
import type { JudgedRows } from './judged-rows';
import type { FitStep } from './training-steps';

/** How long the iterative fits went on before validation stopped them. */
export interface FitLengths {
  /** Of the dense network. */
  epochs: number;
  /** Of gradient boosting. */
  trees: number;
}

export interface FitOptions {
  horizon: number;
  seed: number;
  /** Last day training may see, epoch day. */
  lastDay: number;
  /** Rows on which fits stop early; without them they go on for `lengths`. */
  validation?: JudgedRows;
  lengths?: FitLengths;
  /** Names of the models wanted; all unless given. */
  only?: ReadonlySet<string>;
  /** Called as each kind of model begins, and after each pass of a network over its rows. */
  onStep?: ((step: FitStep) => void) | undefined;
}

/** What models learn from; rows of origins on or after the last day they may see are not looked at. */
export interface TrainingRows {
  /** Recurrent customers on the origins of the plan, for models that need whole answers. */
  planned: Dataset;
  /** Everybody with a gap, recurrent or not, on dense origins, for models that follow customers day by day. */
  dense: Dataset;
  first: FirstPurchases;
}

export interface Fit {
  candidates: FittedCandidates;
  history: EpochRecord[];
  lengths: FitLengths;
}

const MOST_EPOCHS = 30;
const PATIENCE = 3;
/** Rows a network learns from at the most: a chain of shops is no slower to learn than a shop. */
const MOST_NETWORK_ROWS = 150_000;
/** With fewer rows or whole answers a network would learn noise: it is left out. */
const LEAST_NETWORK_ROWS = 100;

/**
 * Fits the candidates on the rows of all origins before `lastDay`, with answers as they were known on that day. Those
 * that count days at risk learn from every row, censored or not; those that need an answer, from the rows whose
 * restricted answer was known, and are left out where there are hardly any.
 */
export async function fitCandidates(training: TrainingRows, options: FitOptions): Promise<Fit> {
  const { horizon, lastDay, seed, validation, lengths, only, onStep } = options;
  const watched = validation && { rows: validation.rows, restrictedDays: validation.restricted };
  const planned = withGaps(originsUntil(training.planned, lastDay - 1));
  const dense = withGaps(originsUntil(training.dense, lastDay - 1));
  const shop = findShopDays(training.dense, lastDay);
  onStep?.({ model: 'baselines' });
  const wanted = (name: DateModelName) => only?.has(name) ?? true;
  const baselines = await fitBaselines(
    { planned, dense: recurrentRows(dense) },
    { horizon, seed, lastDay, shop, validation: watched, trees: lengths?.trees, only: BASELINE_NAMES.filter(wanted) },
  );
  const hazardNetwork = wanted('hazard-network') ? await fitHazardNetwork(dense, shop, options) : null;
  const regressor = wanted('dense-network') ? await fitRegressor(planned, watched, options) : null;
  return {
    candidates: {
      horizon,
      baselines,
      regressor,
      hazardNetwork,
      afterFirstPurchase: fitAfterFirstPurchase(secondPurchasesSeenBy(training.first, lastDay)),
    },
    history: regressor?.history ?? [],
    lengths: lengths ?? {
      epochs: regressor?.bestEpoch ?? 0,
      trees: baselines['gradient-boosting']?.trees.length ?? 0,
    },
  };
}

/** Rows of customers with a single purchase day have no rhythm to learn from. */
function withGaps(rows: Dataset): Dataset {
  const purchases = featureColumn(rows, 'n_purchases');
  return selectRows(rows, (row) => purchases[row]! > 1);
}

function recurrentRows(rows: Dataset): Dataset {
  return selectRows(rows, (row) => rows.recurrent[row] === 1);
}

async function fitHazardNetwork(dense: Dataset, shop: ShopDays, { lastDay, seed, onStep }: FitOptions) {
  const rows = thinned(teachingRows(dense), MOST_NETWORK_ROWS);
  if (rows.length < LEAST_NETWORK_ROWS) return null;
  const model = 'hazard-network';
  onStep?.({ model });
  return trainHazardNetwork(
    { rows, answers: answersOnShopDays(rows, lastDay, shop) },
    { seed, onEpoch: ({ epoch, epochs }) => onStep?.({ model, epoch, epochs }) },
  );
}

/** With more rows of recurrent customers than this, those of others teach nothing more of them. */
const ENOUGH_ROWS = 60_000;

/**
 * The rows of recurrent customers, and where they are few as many of the others at the most, evenly spaced: those teach
 * what the others are about to be, but where they are nearly everybody the network is not to be about them.
 */
function teachingRows(dense: Dataset): Dataset {
  const recurrent = dense.recurrent.reduce((sum, flag) => sum + flag, 0);
  const others = dense.length - recurrent;
  if (recurrent > ENOUGH_ROWS) return recurrentRows(dense);
  if (others <= recurrent) return dense;
  let seen = 0;
  return selectRows(dense, (row) => {
    if (dense.recurrent[row] === 1) return true;
    seen++;
    return Math.floor((seen * recurrent) / others) !== Math.floor(((seen - 1) * recurrent) / others);
  });
}

async function fitRegressor(
  rows: Dataset,
  validation: RegressorRows | undefined,
  { horizon, lastDay, seed, lengths, onStep }: FitOptions,
): Promise<FittedRegressor | null> {
  const complete = thinned(originsUntil(rows, lastDay - horizon), MOST_NETWORK_ROWS);
  if (complete.length < LEAST_NETWORK_ROWS) return null;
  const restricted = restrictedDays(answersSeenBy(complete, lastDay), horizon);
  const model = 'dense-network';
  const epochs = lengths?.epochs ?? MOST_EPOCHS;
  onStep?.({ model });
  return trainRegressor(
    { rows: complete, restrictedDays: restricted },
    {
      horizon,
      seed,
      ...(validation ? { validation, patience: PATIENCE } : {}),
      epochs,
      onEpoch: ({ epoch }) => onStep?.({ model, epoch, epochs }),
    },
  );
}
