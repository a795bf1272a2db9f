import type { FeatureRows } from '../../../features/dataset';
import { FEATURES } from '../../../features/feature-list';
import type { BoostedTrees } from '../../trees/boosting';
import { boostTrees, scoreRows } from '../../trees/boosting';
import { absoluteLoss } from '../../trees/losses';
import type { DateModel } from '../forecast/date-model';
import { pointPrediction } from '../forecast/date-model';

/** Chosen on the validation origins of The Complete Journey; slower and smaller steps did not err less there. */
const SETTINGS = { learningRate: 0.05, subsample: 0.7, minLeafRows: 50, maxLeaves: 31 };
const MOST_TREES = 500;
const PATIENCE = 40;

export interface BoostingRows {
  rows: FeatureRows;
  /** min(days to next, horizon), [length]. */
  restrictedDays: Float64Array;
}

export interface GradientBoostingOptions {
  seed: number;
  /** Early stopping on these rows; without them exactly `trees` are grown. */
  validation?: BoostingRows | undefined;
  trees?: number | undefined;
}

/** Histogram gradient boosting by absolute error on the network's own features: its answer is the median. */
export function fitGradientBoosting(training: BoostingRows, options: GradientBoostingOptions): Promise<BoostedTrees> {
  const { seed, validation, trees = MOST_TREES } = options;
  return boostTrees(treeRows(training), {
    ...SETTINGS,
    loss: absoluteLoss,
    seed,
    trees,
    ...(validation === undefined ? {} : { validation: treeRows(validation), patience: PATIENCE }),
  });
}

export function gradientBoostingModel(trees: BoostedTrees): DateModel {
  return {
    name: 'gradient-boosting',
    kind: 'learned',
    predict: (rows, reach) => pointPrediction(scoreRows(trees, networkColumns(rows)), reach),
  };
}

function treeRows({ rows, restrictedDays }: BoostingRows) {
  return { columns: networkColumns(rows), targets: restrictedDays };
}

/**
 * The features that the network sees, by column: trees that split on drifting ones err more on validation too. Columns
 * beyond the list are a caller's own, and seen.
 */
function networkColumns({ features }: FeatureRows): Float64Array[] {
  return features.filter((_, index) => FEATURES[index]?.networkInput ?? true);
}
