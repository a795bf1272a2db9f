import * as tf from '@tensorflow/tfjs-node';
import type { Answers } from '../../../features/dataset';

/** Which days of some rows count, and on which of them a purchase came: both [rows × days], 1 or 0. */
export interface DayOutcomes {
  atRisk: tf.Tensor2D;
  bought: tf.Tensor2D;
  /** Logarithm of how busy the shop was; null where all days are ordinary. */
  activity: tf.Tensor2D | null;
}

/** Outcomes of these rows over `days` columns; a row is at risk on its first days, and buys on the last or not at all. */
export function dayOutcomes(
  members: Int32Array,
  { daysToNext, activity: busy }: Answers,
  daysAtRisk: Int32Array,
  days: number,
): DayOutcomes {
  const atRisk = new Float32Array(members.length * days);
  const bought = new Float32Array(members.length * days);
  const activity = new Float32Array(busy === undefined ? 0 : members.length * days);
  members.forEach((row, place) => {
    const end = daysAtRisk[row]!;
    atRisk.fill(1, place * days, place * days + end);
    for (let d = 1; busy !== undefined && d <= end; d++) {
      const share = busy(row, d);
      // A closed day tells nothing of anybody.
      if (share === 0) atRisk[place * days + d - 1] = 0;
      else activity[place * days + d - 1] = Math.log(share);
    }
    if (end > 0 && daysToNext[row] === end) bought[place * days + end - 1] = 1;
  });
  const shape: [number, number] = [members.length, days];
  return {
    atRisk: tf.tensor2d(atRisk, shape),
    bought: tf.tensor2d(bought, shape),
    activity: busy === undefined ? null : tf.tensor2d(activity, shape),
  };
}

/**
 * −log likelihood of daily chances, summed over days at risk (Gensheimer & Narasimhan 2019; Kvamme & Borgan 2019):
 * a quiet day gives −log(1 − h), the day of the purchase −log h, with h = 1 ÷ (1 + e^−logit). Censored rows give the
 * quiet days that they were watched. On unusual days the odds are those of an ordinary day, times how busy it was.
 */
export function hazardLoss(ordinary: tf.Tensor2D, { atRisk, bought, activity }: DayOutcomes): tf.Scalar {
  const logits = activity === null ? ordinary : tf.add(ordinary, activity);
  return tf.sum(tf.mul(atRisk, tf.sub(tf.softplus(logits), tf.mul(bought, logits))));
}
