import * as tf from '@tensorflow/tfjs-node';
import { dataProduct, product } from '../../fitting/matrix-product';
import type { MemberTensors } from './member-weights';
import { HEAD_UNITS, LAG_DAYS } from './member-weights';

/** Rows side by side, each with its first `days` days. */
export interface RowBlock {
  days: number;
  /** Standardised features, [rows × inputs]. */
  context: tf.Tensor2D;
  /** What is known of each day, [rows · days × DAY_INPUTS]. */
  day: tf.Tensor2D;
  /** The same transposed, where gradients will be asked for. */
  dayTransposed?: tf.Tensor2D;
  /** 1 for each day of history with a purchase, by age, [rows × LAG_DAYS]. */
  history: tf.Tensor2D;
  /** 1 where an age and a day lie so many days apart, [LAG_DAYS · days × LAG_DAYS + days − 1]. */
  lagOf: tf.Tensor2D;
}

/**
 * Logit of the chance to buy on each day, given no purchase before it: [rows × days]. A context network reads the
 * features; a small head, the same for every day, reads the context and what is known of the day; linear terms of
 * context, day and history stand beside it. Differentiable by the member's parameters.
 */
export function dayLogits(member: MemberTensors, block: RowBlock): tf.Tensor2D {
  const { days, context, day, dayTransposed } = block;
  const rows = context.shape[0];
  const first = tf.relu(tf.add(dataProduct(context, member.context1), member.contextBias1)) as tf.Tensor2D;
  const second = tf.relu(tf.add(product(first, member.context2), member.contextBias2)) as tf.Tensor2D;
  const shift = tf.add(product(second, member.headContext), member.headBias);
  const head = tf.relu(
    tf.add(
      tf.reshape(dataProduct(day, member.headDay, dayTransposed), [rows, days, HEAD_UNITS]),
      tf.reshape(shift, [rows, 1, HEAD_UNITS]),
    ),
  );
  const shared = product(tf.reshape(head, [rows * days, HEAD_UNITS]), member.headOut);
  const daily = tf.reshape(tf.add(shared, dataProduct(day, member.skipDay, dayTransposed)), [rows, days]);
  const steady = tf.add(product(second, member.skipContext), member.bias);
  return tf.add(tf.add(daily, lagTerms(member.lags, block)), steady);
}

/** Weight of each purchase by the days between it and the day asked about: on day d, age a weighs lags[a + d − 1]. */
function lagTerms(lags: tf.Tensor2D, { history, lagOf, days }: RowBlock): tf.Tensor2D {
  const used = tf.slice(lags, [0, 0], [LAG_DAYS + days - 1, 1]);
  const byAge = tf.reshape(dataProduct(lagOf, used), [LAG_DAYS, days]) as tf.Tensor2D;
  return dataProduct(history, byAge);
}
