/** Passes of Newton's method; a fit of a few columns needs five or six. */
const MOST_STEPS = 30;
/** A step smaller than this everywhere is the last. */
const SMALL_STEP = 1e-9;

export interface LogisticRows {
  /** One column a coefficient, all of one length. */
  columns: readonly ArrayLike<number>[];
  /** 0 or 1 a row. */
  outcome: ArrayLike<number>;
  /** Ridge of each coefficient, > 0: half of it times the square is added to the loss, so that the fit always exists. */
  ridge: readonly number[];
}

/**
 * Coefficients of a logistic regression with a ridge, by Newton's method (iteratively reweighted least squares: le Cessie
 * & van Houwelingen 1992). There is no intercept but a column of ones.
 */
export function fitLogistic({ columns, outcome, ridge }: LogisticRows): number[] {
  let weights = ridge.map(() => 0);
  for (let step = 0; step < MOST_STEPS; step++) {
    const { gradient, curvature } = derivatives({ columns, outcome, ridge }, weights);
    const change = solve(curvature, gradient);
    weights = weights.map((weight, i) => weight + change[i]!);
    if (change.every((value) => Math.abs(value) < SMALL_STEP)) break;
  }
  return weights;
}

/** Of the log-likelihood less the ridge; the curvature is that of its negative. */
function derivatives({ columns, outcome, ridge }: LogisticRows, weights: readonly number[]) {
  const gradient = weights.map((weight, i) => -ridge[i]! * weight);
  const curvature = weights.map((_, i) => weights.map((_, j) => (i === j ? ridge[i]! : 0)));
  for (let row = 0; row < outcome.length; row++) {
    const chance = logistic(weights.reduce((sum, weight, i) => sum + weight * columns[i]![row]!, 0));
    const spread = chance * (1 - chance);
    for (let i = 0; i < weights.length; i++) {
      const value = columns[i]![row]!;
      if (value === 0) continue;
      gradient[i]! += value * (outcome[row]! - chance);
      for (let j = 0; j < weights.length; j++) curvature[i]![j]! += spread * value * columns[j]![row]!;
    }
  }
  return { gradient, curvature };
}

/** Gauss–Jordan elimination of a positive definite system, which needs no pivots. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]!]);
  for (const [i, pivot] of rows.entries()) {
    for (const [k, row] of rows.entries()) {
      if (k === i) continue;
      const factor = row[i]! / pivot[i]!;
      for (let j = i; j < row.length; j++) row[j]! -= factor * pivot[j]!;
    }
  }
  return rows.map((row, i) => row.at(-1)! / row[i]!);
}

/** Chance of log-odds. */
export function logistic(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

/** Log-odds of a chance, which must not be 0 or 1. */
export function logOdds(chance: number): number {
  return Math.log(chance / (1 - chance));
}
