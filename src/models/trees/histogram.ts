/** Entries of a feature in a histogram: one for each value of a byte, missing values at the last. */
export const BINS = 256;

/** Sums over a node's rows by feature and bin; entry [feature × BINS + bin]. */
export interface Histogram {
  gradients: Float64Array;
  hessians: Float64Array;
  counts: Float64Array;
}

export interface NodeRows {
  /** By feature, a byte a row. */
  bins: readonly Uint8Array[];
  /** The node's rows. */
  rows: Int32Array;
  gradients: Float64Array;
  /** Null where every row's is 1. */
  hessians: Float64Array | null;
}

/** Sums of gradients, hessians and rows of one node. Where all hessians are 1 they are the counts themselves. */
export function buildHistogram({ bins, rows, gradients, hessians }: NodeRows): Histogram {
  const size = bins.length * BINS;
  const sums = new Float64Array(size);
  const counts = new Float64Array(size);
  const curvature = hessians === null ? counts : new Float64Array(size);
  for (let feature = 0; feature < bins.length; feature++) {
    const column = bins[feature]!;
    const base = feature * BINS;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!;
      const entry = base + column[row]!;
      sums[entry] = sums[entry]! + gradients[row]!;
      counts[entry] = counts[entry]! + 1;
      if (hessians !== null) curvature[entry] = curvature[entry]! + hessians[row]!;
    }
  }
  return { gradients: sums, hessians: curvature, counts };
}

/** The sibling's histogram, from the parent's: only the smaller child of a split is ever counted. Overwrites the parent. */
export function subtractHistogram(parent: Histogram, child: Histogram): Histogram {
  subtract(parent.gradients, child.gradients);
  subtract(parent.counts, child.counts);
  if (parent.hessians !== parent.counts) subtract(parent.hessians, child.hessians);
  return parent;
}

function subtract(from: Float64Array, what: Float64Array): void {
  for (let i = 0; i < from.length; i++) from[i] = from[i]! - what[i]!;
}
