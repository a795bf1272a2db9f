import { MISSING_BIN } from './binning';
import type { Histogram } from './histogram';
import { BINS } from './histogram';

export interface SplitRules {
  /** Least rows of a child. */
  minLeafRows: number;
  /** Added to every sum of hessians: leaves of few rows are shrunk towards zero. */
  l2: number;
}

export interface Split {
  feature: number;
  /** Last bin that goes left. */
  bin: number;
  missingLeft: boolean;
  /** What the split takes off the loss, to second order. */
  gain: number;
}

/** Sums over one side of a split. */
interface Side {
  gradient: number;
  hessian: number;
  rows: number;
}

/** A hessian sum below this is none: there is nothing to divide by. */
const LEAST_HESSIAN = 1e-3;
/** Gains from rounding alone are no gains. */
const LEAST_GAIN = 1e-9;

/**
 * The split with the largest gain ½[G_L²/(H_L+λ) + G_R²/(H_R+λ) − G²/(H+λ)] (Chen & Guestrin 2016, eq. 7), missing
 * values tried on either side; the first feature and lowest bin among equals. Null where none gains.
 */
export function bestSplit(histogram: Histogram, bounds: readonly Float64Array[], rules: SplitRules): Split | null {
  let best: Split | null = null;
  for (let feature = 0; feature < bounds.length; feature++) {
    const found = bestOfFeature(histogram, feature, { bins: bounds[feature]!.length, rules });
    if (found !== null && found.gain > (best?.gain ?? LEAST_GAIN)) best = found;
  }
  return best;
}

function bestOfFeature(
  histogram: Histogram,
  feature: number,
  { bins, rules }: { bins: number; rules: SplitRules },
): Split | null {
  const base = feature * BINS;
  const missing = sideOf(histogram, base + MISSING_BIN, base + MISSING_BIN + 1);
  const present = sideOf(histogram, base, base + MISSING_BIN);
  const all = plus(present, missing);
  const parent = score(all, rules.l2);
  const left: Side = { gradient: 0, hessian: 0, rows: 0 };
  let best: Split | null = null;
  const consider = (candidate: Side, bin: number, missingLeft: boolean): void => {
    const rest = minus(all, candidate);
    if (candidate.rows < rules.minLeafRows || rest.rows < rules.minLeafRows) return;
    if (candidate.hessian < LEAST_HESSIAN || rest.hessian < LEAST_HESSIAN) return;
    const gain = (score(candidate, rules.l2) + score(rest, rules.l2) - parent) / 2;
    if (gain > (best?.gain ?? LEAST_GAIN)) best = { feature, bin, missingLeft, gain };
  };
  for (let bin = 0; bin < bins; bin++) {
    left.gradient += histogram.gradients[base + bin]!;
    left.hessian += histogram.hessians[base + bin]!;
    left.rows += histogram.counts[base + bin]!;
    consider(left, bin, false);
    if (missing.rows > 0) consider(plus(left, missing), bin, true);
  }
  if (missing.rows > 0) consider(present, bins, false);
  return best;
}

function sideOf({ gradients, hessians, counts }: Histogram, start: number, end: number): Side {
  const side = { gradient: 0, hessian: 0, rows: 0 };
  for (let entry = start; entry < end; entry++) {
    side.gradient += gradients[entry]!;
    side.hessian += hessians[entry]!;
    side.rows += counts[entry]!;
  }
  return side;
}

function score({ gradient, hessian }: Side, l2: number): number {
  return (gradient * gradient) / (hessian + l2);
}

function plus(a: Side, b: Side): Side {
  return { gradient: a.gradient + b.gradient, hessian: a.hessian + b.hessian, rows: a.rows + b.rows };
}

function minus(a: Side, b: Side): Side {
  return { gradient: a.gradient - b.gradient, hessian: a.hessian - b.hessian, rows: a.rows - b.rows };
}
