import type * as tf from '@tensorflow/tfjs-node';

/** The optimizer's rate is a field that its type hides. */
type Adjustable = tf.AdamOptimizer & { learningRate: number };

export function setLearningRate(optimizer: tf.AdamOptimizer, rate: number): void {
  (optimizer as Adjustable).learningRate = rate;
}

/** Share of the rate at a step of `steps`: from 1 along half a cosine towards `last` (Loshchilov & Hutter 2017). */
export function halfCosine(step: number, steps: number, last: number): number {
  return last + ((1 - last) * (1 + Math.cos((Math.PI * step) / steps))) / 2;
}
