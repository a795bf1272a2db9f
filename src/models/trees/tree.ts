/**
 * A regression tree as plain arrays, one entry a node, node 0 the root: ready for JSON and for walking. An inner node
 * sends a row left where `column[feature] ≤ threshold`, and one that is not finite to the side `missingLeft` says.
 */
export interface Tree {
  /** Index of the feature, −1 at a leaf. */
  feature: number[];
  threshold: number[];
  missingLeft: boolean[];
  left: number[];
  right: number[];
  /** Answer of a leaf; 0 at inner nodes. */
  value: number[];
}

/** Adds `scale` times the tree's answer to every row of `sums`; columns are by feature, [n] each. */
export function addTree(
  tree: Tree,
  columns: readonly ArrayLike<number>[],
  { sums, scale }: { sums: Float64Array; scale: number },
): void {
  const { feature, threshold, missingLeft, left, right, value } = tree;
  for (let row = 0; row < sums.length; row++) {
    let node = 0;
    while (feature[node]! >= 0) {
      const x = columns[feature[node]!]![row]!;
      const goesLeft = Number.isFinite(x) ? x <= threshold[node]! : missingLeft[node]!;
      node = goesLeft ? left[node]! : right[node]!;
    }
    sums[row] = sums[row]! + scale * value[node]!;
  }
}
