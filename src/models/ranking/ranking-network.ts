import * as tf from '@tensorflow/tfjs-node';

const LAYERS = [64, 32];
/** Standardised values beyond this many deviations say no more than the limit. */
const CLIP = 5;
/** Rows a prediction takes at once: one large call is slow on WebAssembly. */
const PREDICT_ROWS = 8192;

/** A fitted ranker: the mean answer of a few networks over standardised features. */
export interface RankingNetwork {
  /** Names of the input columns. */
  features: readonly string[];
  /** Mean and deviation of each column over the training rows. */
  mean: readonly number[];
  deviation: readonly number[];
  networks: tf.LayersModel[];
}

/** Dense 64-32-1 with a linear answer; the seed decides the weights. */
export function buildRankingNetwork(inputs: number, seed: number): tf.LayersModel {
  const layers = [...LAYERS, 1].map((units, index) =>
    tf.layers.dense({
      units,
      ...(index === 0 ? { inputShape: [inputs] } : {}),
      activation: index < LAYERS.length ? 'relu' : 'linear',
      kernelInitializer: tf.initializers.glorotUniform({ seed: seed + index }),
      // fixed names: layers are numbered by the process otherwise, and equal networks would be saved as other bytes
      name: index < LAYERS.length ? `dense_${index + 1}` : 'score',
    }),
  );
  return tf.sequential({ name: 'ranking', layers });
}

/** Mean and deviation of the columns of [rows × width]; a constant column gets deviation 1 and so stands at zero. */
export function fitColumns(features: Float32Array, width: number): { mean: number[]; deviation: number[] } {
  const rows = Math.max(1, features.length / width);
  const sum = new Float64Array(width);
  const squares = new Float64Array(width);
  for (let at = 0; at < features.length; at += width) {
    for (let column = 0; column < width; column++) sum[column]! += features[at + column]!;
  }
  const mean = Array.from(sum, (total) => total / rows);
  for (let at = 0; at < features.length; at += width) {
    for (let column = 0; column < width; column++) squares[column]! += (features[at + column]! - mean[column]!) ** 2;
  }
  return { mean, deviation: Array.from(squares, (total) => (total / rows > 1e-12 ? Math.sqrt(total / rows) : 1)) };
}

/** Standardises the first `rows` rows in place. */
export function standardise(
  features: Float32Array,
  rows: number,
  { mean, deviation }: Pick<RankingNetwork, 'mean' | 'deviation'>,
): void {
  const width = mean.length;
  for (let at = 0; at < rows * width; at += width) {
    for (let column = 0; column < width; column++) {
      const value = (features[at + column]! - mean[column]!) / deviation[column]!;
      features[at + column] = Math.max(-CLIP, Math.min(CLIP, value));
    }
  }
}

/**
 * Scores of standardised rows [rows × features], the mean over the networks; higher is more probably bought.
 * Needs readyBackend.
 */
export function scoreRows({ networks, features }: RankingNetwork, inputs: Float32Array, rows: number): Float32Array {
  const width = features.length;
  const scores = new Float32Array(rows);
  for (let start = 0; start < rows; start += PREDICT_ROWS) {
    const end = Math.min(rows, start + PREDICT_ROWS);
    const x = tf.tensor2d(inputs.subarray(start * width, end * width), [end - start, width]);
    for (const network of networks) {
      const y = network.predictOnBatch(x) as tf.Tensor;
      const values = y.dataSync();
      for (let row = start; row < end; row++) scores[row]! += values[row - start]! / networks.length;
      y.dispose();
    }
    x.dispose();
  }
  return scores;
}
