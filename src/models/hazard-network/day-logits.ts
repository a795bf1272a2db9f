import * as tf from '@tensorflow/tfjs-node';
import type { MemberTensors } from './member-weights';
import { HEAD_UNITS, LAG_DAYS } from './member-weights';
import { dataProduct, product } from './quick-product';

/** Rows side by side, each with its first `days` days. */
export interface RowBlock {
  days: number;
  /** Standardised features, [rows × inputs]. */
  context: tf.Tensor2D;
  /** What is known of each day, [rows · days × DAY_INPUTS]. */
  day: tf.Tensor2D;
  /** 1 for each day of history with a purchase, by age, [rows × LAG_DAYS]. */
  history: tf.Tensor2D;
}

/**
 * Logit of the chance to buy on each day, given no purchase before it: [rows × days]. A context network reads the
 * features; a small head, the same for every day, reads the context and what is known of the day; linear terms of
 * context, day and history stand beside it. Differentiable by the member's parameters.
 */
export function dayLogits(member: MemberTensors, { days, context, day, history }: RowBlock): tf.Tensor2D {
  const rows = context.shape[0];
  const first = tf.relu(tf.add(dataProduct(context, member.context1), member.contextBias1)) as tf.Tensor2D;
  const second = tf.relu(tf.add(product(first, member.context2), member.contextBias2)) as tf.Tensor2D;
  const shift = tf.add(product(second, member.headContext), member.headBias);
  const head = tf.relu(
    tf.add(
      tf.reshape(dataProduct(day, member.headDay), [rows, days, HEAD_UNITS]),
      tf.reshape(shift, [rows, 1, HEAD_UNITS]),
    ),
  );
  const shared = product(tf.reshape(head, [rows * days, HEAD_UNITS]), member.headOut);
  const daily = tf.reshape(tf.add(shared, dataProduct(day, member.skipDay)), [rows, days]);
  const steady = tf.add(product(second, member.skipContext), member.bias);
  return tf.add(tf.add(daily, lagTerms(member.lags, history, days)), steady);
}

/** Weight of each purchase by the days between it and the day asked about: on day d, age a weighs lags[a + d − 1]. */
function lagTerms(lags: tf.Tensor2D, history: tf.Tensor2D, days: number): tf.Tensor2D {
  const byDay = Array.from({ length: days }, (_, d) => tf.slice(lags, [d, 0], [LAG_DAYS, 1]));
  return dataProduct(history, tf.concat(byDay, 1));
}
