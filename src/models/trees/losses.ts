import { quantile } from '../../evaluation/statistics/resample';

/** A loss that boosted trees can minimise, by its derivatives in the score. */
export interface Loss {
  /** The best constant score for these targets. */
  start(targets: Float64Array): number;
  /** First derivative. */
  gradient(target: number, score: number): number;
  /** Second derivative; null where 1 stands for it. */
  hessian: ((target: number, score: number) => number) | null;
  /** Best step of a leaf given its residuals (target − score), ascending; null where the Newton step is right. */
  leafStep: ((residuals: Float64Array) => number) | null;
  /** Mean over rows is what early stopping watches. */
  value(target: number, score: number): number;
}

/** (target − score)² / 2: the score is the mean. */
export const squaredLoss: Loss = {
  start: (targets) => targets.reduce((a, b) => a + b, 0) / targets.length,
  gradient: (target, score) => score - target,
  hessian: null,
  leafStep: null,
  value: (target, score) => (target - score) ** 2 / 2,
};

/**
 * Pinball loss: the score is the quantile. It has no curvature, so trees follow the sign and leaves take the residuals'
 * own quantile (Friedman 2001, algorithm 3, for the median).
 */
export function quantileLoss(probability: number): Loss {
  return {
    start: (targets) => quantile(targets.slice().sort(), probability),
    gradient: (target, score) => (target > score ? -probability : target < score ? 1 - probability : 0),
    hessian: null,
    leafStep: (residuals) => quantile(residuals, probability),
    value: (target, score) => (target - score) * (target > score ? probability : probability - 1),
  };
}

/** Half the absolute error: the score is the median. */
export const absoluteLoss: Loss = quantileLoss(0.5);
