import { average } from '../../evaluation/day-errors';
import type { RandomSource } from '../../evaluation/statistics/random-source';
import { seededRandom } from '../../evaluation/statistics/random-source';
import { binColumns, findBounds } from './binning';
import type { BoostedTrees, TreeRows } from './boosting';
import { checkRows } from './boosting';
import { growTree } from './grow-tree';

export interface ForestOptions {
  seed: number;
  trees: number;
  maxLeaves?: number;
  minLeafRows?: number;
}

/**
 * Random forest for the mean (Breiman 2001): each tree grown to squared error on a bootstrap sample of the rows, all
 * features at every split, as scikit-learn's regressor does by default. It is kept as boosted trees are, the mean of
 * its trees being their sum at a rate of 1/trees.
 */
export function growForest(training: TreeRows, options: ForestOptions): BoostedTrees {
  checkRows(training);
  const { seed, trees, maxLeaves = 256, minLeafRows = 5 } = options;
  const bounds = findBounds(training.columns);
  const bins = binColumns(training.columns, bounds);
  const start = average(training.targets);
  const gradients = training.targets.map((target) => start - target);
  const random = seededRandom(seed);
  return {
    start,
    learningRate: 1 / trees,
    trees: Array.from({ length: trees }, () => {
      const rows = drawWithReplacement(gradients.length, random);
      return growTree({ bins, bounds, gradients, hessians: null, rows }, { maxLeaves, minLeafRows, l2: 0 }).tree;
    }),
  };
}

function drawWithReplacement(length: number, random: RandomSource): Int32Array {
  return Int32Array.from({ length }, () => Math.floor(random() * length)).sort();
}
