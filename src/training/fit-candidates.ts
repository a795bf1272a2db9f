import type { Dataset } from '../features/dataset';
import { answersSeenBy, originsUntil, restrictedDays, thinned } from '../features/dataset';
import { BASELINE_NAMES, fitBaselines } from '../models/baselines/fit-baselines';
import type { EpochRecord, RegressorRows } from '../models/dense-regressor';
import { trainRegressor } from '../models/dense-regressor';
import { trainHazardNetwork } from '../models/hazard-network/train-hazard-network';
import type { FittedCandidates } from '../models/trained-model';
import type { JudgedRows } from './judged-rows';

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
  /** Called after each pass of a network over its rows. */
  onStep?: (() => void) | undefined;
}

/** Rows of the same customers on two sets of origins; those on or after `lastDay` are not looked at. */
export interface TrainingRows {
  /** Of all weekly origins, for models that a row more of the same week would not change. */
  weekly: Dataset;
  /** Of every third day, for the network that follows customers day by day. */
  dense: Dataset;
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

/**
 * Fits the candidates on the rows of all origins before `lastDay`, with answers as they were known on that day. Those
 * that count days at risk learn from every row, censored or not; those that need an answer, from the rows whose
 * restricted answer was known.
 */
export async function fitCandidates(training: TrainingRows, options: FitOptions): Promise<Fit> {
  const { horizon, lastDay, seed, validation, lengths, only } = options;
  const watched = validation && { rows: validation.rows, restrictedDays: validation.restricted };
  const rows = originsUntil(training.weekly, lastDay - 1);
  const baselines = fitBaselines(rows, {
    horizon,
    seed,
    lastDay,
    validation: watched,
    trees: lengths?.trees,
    only: BASELINE_NAMES.filter((name) => only?.has(name) ?? true),
  });
  const hazardNetwork = (only?.has('hazard-network') ?? true) ? fitHazardNetwork(training.dense, options) : null;
  const regressor = (only?.has('dense-network') ?? true) ? await fitRegressor(rows, watched, options) : null;
  return {
    candidates: { horizon, baselines, regressor, hazardNetwork },
    history: regressor?.history ?? [],
    lengths: lengths ?? {
      epochs: regressor?.bestEpoch ?? 0,
      trees: baselines['gradient-boosting']?.trees.length ?? 0,
    },
  };
}

function fitHazardNetwork(dense: Dataset, { horizon, lastDay, seed, onStep }: FitOptions) {
  const rows = thinned(originsUntil(dense, lastDay - 1), MOST_NETWORK_ROWS);
  return trainHazardNetwork({ rows, answers: answersSeenBy(rows, lastDay) }, { horizon, seed, onEpoch: onStep });
}

function fitRegressor(
  rows: Dataset,
  validation: RegressorRows | undefined,
  { horizon, lastDay, seed, lengths, onStep }: FitOptions,
) {
  const complete = thinned(originsUntil(rows, lastDay - horizon), MOST_NETWORK_ROWS);
  const restricted = restrictedDays(answersSeenBy(complete, lastDay), horizon);
  return trainRegressor(
    { rows: complete, restrictedDays: restricted },
    {
      horizon,
      seed,
      ...(validation ? { validation, patience: PATIENCE } : {}),
      epochs: lengths?.epochs ?? MOST_EPOCHS,
      ...(onStep ? { onEpoch: onStep } : {}),
    },
  );
}
