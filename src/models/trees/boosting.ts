import { breathe } from '../../config/breath';
import { RecompraError } from '../../config/errors';
import { average } from '../../evaluation/day-errors';
import type { RandomSource } from '../../evaluation/statistics/random-source';
import { seededRandom } from '../../evaluation/statistics/random-source';
import { binColumns, findBounds } from './binning';
import type { GrowthRules } from './grow-tree';
import { growTree } from './grow-tree';
import type { Loss } from './losses';
import type { Tree } from './tree';
import { addTree } from './tree';

/** Rows with an answer each: columns by feature, [n] each; NaN is a missing value. */
export interface TreeRows {
  columns: readonly Float64Array[];
  targets: Float64Array;
}

export interface BoostingOptions extends Partial<GrowthRules> {
  loss: Loss;
  seed: number;
  /** Most trees; without validation rows, just as many. */
  trees: number;
  learningRate?: number;
  /** Share of the rows each tree sees, drawn without replacement. */
  subsample?: number;
  validation?: TreeRows;
  /** Trees without a better validation loss after which growing stops. */
  patience?: number;
}

/** Boosted trees, ready for JSON: the score of a row is `start` + `learningRate` × the sum of the trees' answers. */
export interface BoostedTrees {
  start: number;
  learningRate: number;
  trees: Tree[];
}

/** Defaults of scikit-learn's HistGradientBoosting: 31 leaves, 20 rows a leaf, rate .1. */
const DEFAULTS = { maxLeaves: 31, minLeafRows: 20, l2: 0, learningRate: 0.1, subsample: 1 };

/**
 * Gradient boosting on histograms (Friedman 2001, 2002; LightGBM, Ke et al. 2017). With validation rows the trees up
 * to the lowest validation loss are kept. The same rows, options and seed give the same trees.
 *
 * @throws RecompraError (data) without rows, for columns of other lengths, and for targets that are not finite
 */
export async function boostTrees(training: TreeRows, options: BoostingOptions): Promise<BoostedTrees> {
  checkRows(training);
  const { loss, seed, trees: most, validation, patience = most } = options;
  const rules = { ...DEFAULTS, ...options };
  const bounds = findBounds(training.columns);
  const bins = binColumns(training.columns, bounds);
  const random = seededRandom(seed);
  const model: BoostedTrees = { start: loss.start(training.targets), learningRate: rules.learningRate, trees: [] };
  const scores = new Float64Array(training.targets.length).fill(model.start);
  const watched = validation && new Float64Array(validation.targets.length).fill(model.start);
  let best = { trees: 0, loss: watched ? meanLoss(loss, validation, watched) : 0 };
  while (model.trees.length < most) {
    await breathe();
    const derivatives = derive(loss, training.targets, scores);
    const rows = sampleRows(scores.length, rules.subsample, random);
    const grown = growTree({ bins, bounds, ...derivatives, rows }, rules);
    if (loss.leafStep !== null) setLeafSteps(grown, loss.leafStep, { targets: training.targets, scores });
    model.trees.push(grown.tree);
    addTree(grown.tree, training.columns, { sums: scores, scale: rules.learningRate });
    if (!watched) continue;
    addTree(grown.tree, validation.columns, { sums: watched, scale: rules.learningRate });
    const current = meanLoss(loss, validation, watched);
    if (current < best.loss) best = { trees: model.trees.length, loss: current };
    else if (model.trees.length - best.trees >= patience) break;
  }
  return watched ? { ...model, trees: model.trees.slice(0, best.trees) } : model;
}

/** Scores of rows, in the unit of the loss (days, or a logit). */
export function scoreRows(
  { start, learningRate, trees }: BoostedTrees,
  columns: readonly Float64Array[],
): Float64Array {
  const sums = new Float64Array(columns[0]?.length ?? 0).fill(start);
  for (const tree of trees) addTree(tree, columns, { sums, scale: learningRate });
  return sums;
}

function derive(loss: Loss, targets: Float64Array, scores: Float64Array) {
  const { hessian } = loss;
  return {
    gradients: targets.map((target, row) => loss.gradient(target, scores[row]!)),
    hessians: hessian && targets.map((target, row) => hessian(target, scores[row]!)),
  };
}

function setLeafSteps(
  { tree, leaves }: ReturnType<typeof growTree>,
  leafStep: NonNullable<Loss['leafStep']>,
  { targets, scores }: { targets: Float64Array; scores: Float64Array },
): void {
  for (const { node, rows } of leaves) {
    tree.value[node] = leafStep(Float64Array.from(rows, (row) => targets[row]! - scores[row]!).sort());
  }
}

/** Ascending row numbers: a share of them drawn without replacement, or all. */
export function sampleRows(length: number, share: number, random: RandomSource): Int32Array {
  const rows = Int32Array.from({ length }, (_, row) => row);
  if (share >= 1) return rows;
  let wanted = Math.max(1, Math.round(share * length));
  // Selection sampling (Knuth, TAOCP 3.4.2, algorithm S): in order, and exactly as many as wanted.
  return rows.filter((row) => {
    const taken = random() * (length - row) < wanted;
    if (taken) wanted--;
    return taken;
  });
}

function meanLoss(loss: Loss, { targets }: TreeRows, scores: Float64Array): number {
  return average(targets.map((target, row) => loss.value(target, scores[row]!)));
}

export function checkRows({ columns, targets }: TreeRows): void {
  if (targets.length === 0) throw new RecompraError('data', 'there are no rows to grow trees from');
  const other = columns.findIndex((column) => column.length !== targets.length);
  if (other !== -1) {
    throw new RecompraError('data', `feature ${other} has ${columns[other]!.length} rows, expected ${targets.length}`);
  }
  const bad = targets.findIndex((target) => !Number.isFinite(target));
  if (bad !== -1)
    throw new RecompraError('data', `the target of row ${bad} is ${targets[bad]}, expected a finite number`);
}
