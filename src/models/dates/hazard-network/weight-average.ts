import * as tf from '@tensorflow/tfjs-node';

/** Share of the running average that a step keeps, once there have been enough of them. */
const KEPT = 0.99;
/** The first steps count more: after n of them the average keeps n ÷ (n + 10). */
const FIRST_STEPS = 10;

/** Running average of weights over the steps of a training: steadier than where the last step happened to end. */
export class WeightAverage {
  private readonly averages: tf.Tensor[];
  private steps = 0;

  constructor(private readonly weights: readonly tf.Variable[]) {
    this.averages = weights.map((weight) => weight.clone());
  }

  /** Takes in the weights of one more step. */
  add(): void {
    this.steps++;
    const kept = Math.min(KEPT, this.steps / (this.steps + FIRST_STEPS));
    this.weights.forEach((weight, i) => {
      const next = tf.tidy(() => tf.add(tf.mul(this.averages[i]!, kept), tf.mul(weight, 1 - kept)));
      this.averages[i]!.dispose();
      this.averages[i] = next;
    });
  }

  /** Gives the weights their average. */
  assign(): void {
    this.weights.forEach((weight, i) => {
      weight.assign(this.averages[i]!);
    });
  }

  dispose(): void {
    tf.dispose(this.averages);
  }
}
