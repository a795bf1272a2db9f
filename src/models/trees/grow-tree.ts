import type { Split, SplitRules } from './best-split';
import { bestSplit } from './best-split';
import { MISSING_BIN } from './binning';
import type { Histogram } from './histogram';
import { buildHistogram, subtractHistogram } from './histogram';
import type { Tree } from './tree';

export interface GrowthRules extends SplitRules {
  /** Leaves at most. */
  maxLeaves: number;
}

export interface GrowthRows {
  /** By feature, a byte a row. */
  bins: readonly Uint8Array[];
  /** Upper bounds of the bins, by feature. */
  bounds: readonly Float64Array[];
  gradients: Float64Array;
  /** Null where every row's is 1. */
  hessians: Float64Array | null;
  /** Rows the tree may see; reordered, so that the rows of a leaf lie side by side. */
  rows: Int32Array;
}

/** A grown tree with the rows of its leaves, so that a loss may set their values. */
export interface GrownTree {
  tree: Tree;
  leaves: { node: number; rows: Int32Array }[];
}

interface OpenLeaf {
  node: number;
  rows: Int32Array;
  histogram: Histogram;
  split: Split | null;
}

/**
 * Grows a tree leaf-wise: the leaf whose split gains most is split next, until `maxLeaves` or nothing gains (Shi 2007;
 * LightGBM, Ke et al. 2017). Leaf values are Newton steps −G/(H + λ).
 */
export function growTree(data: GrowthRows, rules: GrowthRules): GrownTree {
  const tree: Tree = { feature: [], threshold: [], missingLeft: [], left: [], right: [], value: [] };
  const histogram = buildHistogram(data);
  const open: OpenLeaf[] = [
    { node: addLeaf(tree), rows: data.rows, histogram, split: bestSplit(histogram, data.bounds, rules) },
  ];
  while (open.length < rules.maxLeaves) {
    const widest = indexOfBest(open);
    if (widest === -1) break;
    open.splice(widest, 1, ...splitLeaf(open[widest]!, tree, { data, rules }));
  }
  for (const { node, rows } of open) tree.value[node] = newtonStep(rows, data, rules.l2);
  return { tree, leaves: open.map(({ node, rows }) => ({ node, rows })) };
}

function splitLeaf(
  leaf: OpenLeaf,
  tree: Tree,
  { data, rules }: { data: GrowthRows; rules: GrowthRules },
): [OpenLeaf, OpenLeaf] {
  const { feature, bin, missingLeft } = leaf.split!;
  const cut = partition(leaf.rows, data.bins[feature]!, leaf.split!);
  const children = [leaf.rows.subarray(0, cut), leaf.rows.subarray(cut)] as const;
  const smaller = children[0].length <= children[1].length ? 0 : 1;
  const counted = buildHistogram({ ...data, rows: children[smaller] });
  const rest = subtractHistogram(leaf.histogram, counted);
  const open = (side: 0 | 1): OpenLeaf => {
    const histogram = side === smaller ? counted : rest;
    return { node: addLeaf(tree), rows: children[side], histogram, split: bestSplit(histogram, data.bounds, rules) };
  };
  const pair: [OpenLeaf, OpenLeaf] = [open(0), open(1)];
  tree.feature[leaf.node] = feature;
  tree.threshold[leaf.node] = data.bounds[feature]![bin] ?? Number.MAX_VALUE;
  tree.missingLeft[leaf.node] = missingLeft;
  tree.left[leaf.node] = pair[0].node;
  tree.right[leaf.node] = pair[1].node;
  return pair;
}

/** Moves the rows that go left to the front; returns how many. Order inside a side is kept, for reproducible sums. */
function partition(rows: Int32Array, bins: Uint8Array, { bin, missingLeft }: Split): number {
  const right = new Int32Array(rows.length);
  let lefts = 0;
  let rights = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const found = bins[row]!;
    if (found === MISSING_BIN ? missingLeft : found <= bin) rows[lefts++] = row;
    else right[rights++] = row;
  }
  rows.set(right.subarray(0, rights), lefts);
  return lefts;
}

function addLeaf(tree: Tree): number {
  tree.feature.push(-1);
  tree.threshold.push(0);
  tree.missingLeft.push(false);
  tree.left.push(-1);
  tree.right.push(-1);
  return tree.value.push(0) - 1;
}

function indexOfBest(open: readonly OpenLeaf[]): number {
  let best = -1;
  open.forEach(({ split }, index) => {
    if (split !== null && (best === -1 || split.gain > open[best]!.split!.gain)) best = index;
  });
  return best;
}

function newtonStep(rows: Int32Array, { gradients, hessians }: GrowthRows, l2: number): number {
  let gradient = 0;
  let hessian = 0;
  for (const row of rows) {
    gradient += gradients[row]!;
    hessian += hessians === null ? 1 : hessians[row]!;
  }
  return -gradient / (hessian + l2 + Number.EPSILON);
}
