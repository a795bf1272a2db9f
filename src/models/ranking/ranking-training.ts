import * as tf from '@tensorflow/tfjs-node';
import { breathe } from '../../config/breath';
import { permutation, seededRandom } from '../../evaluation/statistics/random-source';
import { halfCosine, setLearningRate } from '../fitting/learning-rate';
import { dataProduct, product } from '../fitting/matrix-product';
import type { RankingNetwork } from './ranking-network';
import { buildRankingNetwork, fitColumns, standardise } from './ranking-network';

/** Cases a step learns from. */
const BATCH_CASES = 48;
const LEARNING_RATE = 2e-3;
/** The learning rate falls along a half cosine to this share of it. */
const LAST_RATE = 0.05;
/** A step's loss is scaled so that Adam's ε stays small beside the gradients. */
const LOSS_SCALE = 1 / 3;

/** Candidates of many cases: case c has the rows start[c] … start[c + 1] − 1. */
export interface RankingRows {
  /** [rows × width], row-major. */
  features: Float32Array;
  start: Int32Array;
  /** 1 where the candidate was bought. */
  bought: Uint8Array;
  /** Weight of each case. */
  weight: Float32Array;
}

export interface RankingOptions {
  /** Names of the columns. */
  features: readonly string[];
  seed: number;
  /** Networks whose answers are averaged. */
  networks: number;
  epochs: number;
  /** Called after each epoch of each network. */
  onEpoch?: (() => void) | undefined;
}

/** Rows whose columns are standardised, and by what. */
export interface StandardRows extends Pick<RankingNetwork, 'mean' | 'deviation'> {
  rows: RankingRows;
}

/** Standardises `rows.features` in place. */
export function standardRows(rows: RankingRows, features: readonly string[]): StandardRows {
  const columns = fitColumns(rows.features, features.length);
  standardise(rows.features, rows.bought.length, columns);
  return { rows, ...columns };
}

/**
 * Trains networks to put bought candidates first: the loss of a case is −Σ log softmax over its candidates, summed
 * over those that were bought (ListNet's top-one likelihood, Cao et al., ICML 2007), times the case's weight.
 * Standardises `rows.features` in place. The same rows, seed and backend give the same weights. Needs readyBackend.
 */
export async function trainRanking(rows: RankingRows, options: RankingOptions): Promise<RankingNetwork> {
  const { features } = options;
  const { mean, deviation } = standardRows(rows, features);
  const networks: tf.LayersModel[] = [];
  for (let index = 0; index < options.networks; index++) {
    networks.push(await trainRankingNetwork(rows, index, options));
  }
  return { features, mean, deviation, networks };
}

/** Trains one of the networks, from 0, which needs nothing of the others, on standardised rows. Needs readyBackend. */
export async function trainRankingNetwork(
  rows: RankingRows,
  index: number,
  { features, seed: first, epochs, onEpoch }: Omit<RankingOptions, 'networks'>,
): Promise<tf.LayersModel> {
  const seed = first + 1000 * index;
  const network = buildRankingNetwork(features.length, seed);
  const weights = network.getWeights().map((weight) => tf.variable(weight));
  const optimizer = tf.train.adam(LEARNING_RATE);
  const random = seededRandom(seed);
  const cases = rows.weight.length;
  const steps = Math.ceil(cases / BATCH_CASES) * epochs;
  let step = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = permutation(cases, random);
    for (let start = 0; start < cases; start += BATCH_CASES) {
      setLearningRate(optimizer, LEARNING_RATE * halfCosine(step++, steps, LAST_RATE));
      takeStep(optimizer, weights, gather(rows, order.subarray(start, start + BATCH_CASES)));
      await breathe();
    }
    onEpoch?.();
  }
  network.setWeights(weights);
  tf.dispose(weights);
  optimizer.dispose();
  return network;
}

/** Cases side by side, each padded to the longest. */
interface Batch {
  cases: number;
  candidates: number;
  inputs: Float32Array;
  bought: Float32Array;
  /** 0 for a candidate, a large negative number for padding: added to scores. */
  padding: Float32Array;
  weight: Float32Array;
}

const PADDING = -1e4;

function gather({ features, start, bought, weight }: RankingRows, order: Int32Array): Batch {
  const width = features.length / bought.length;
  const candidates = order.reduce((most, c) => Math.max(most, start[c + 1]! - start[c]!), 1);
  const batch = {
    cases: order.length,
    candidates,
    inputs: new Float32Array(order.length * candidates * width),
    bought: new Float32Array(order.length * candidates),
    padding: new Float32Array(order.length * candidates).fill(PADDING),
    weight: Float32Array.from(order, (c) => weight[c]!),
  };
  order.forEach((c, place) => {
    const from = start[c]!;
    const to = start[c + 1]!;
    batch.inputs.set(features.subarray(from * width, to * width), place * candidates * width);
    batch.bought.set(bought.subarray(from, to), place * candidates);
    batch.padding.fill(0, place * candidates, place * candidates + to - from);
  });
  return batch;
}

function takeStep(optimizer: tf.Optimizer, weights: tf.Variable[], batch: Batch): void {
  const { cases, candidates } = batch;
  tf.tidy(() => {
    const inputs = tf.tensor2d(batch.inputs, [cases * candidates, batch.inputs.length / (cases * candidates)]);
    const shape: [number, number] = [cases, candidates];
    const padding = tf.tensor2d(batch.padding, shape);
    const gain = tf.mul(tf.tensor2d(batch.bought, shape), tf.tensor2d(batch.weight, [cases, 1]));
    optimizer.minimize(() => {
      const scores = tf.add(tf.reshape(forward(inputs, weights), shape), padding);
      return tf.mul(tf.sum(tf.mul(tf.logSoftmax(scores), gain)), -LOSS_SCALE / cases) as tf.Scalar;
    });
  });
}

/** The network's answer from its variables: kernel and bias of each layer in turn. */
function forward(inputs: tf.Tensor2D, weights: tf.Variable[]): tf.Tensor {
  let layer: tf.Tensor = inputs;
  for (let i = 0; i < weights.length; i += 2) {
    const kernel = weights[i] as tf.Variable<tf.Rank.R2>;
    layer = tf.add(i === 0 ? dataProduct(inputs, kernel) : product(layer as tf.Tensor2D, kernel), weights[i + 1]!);
    if (i + 2 < weights.length) layer = tf.relu(layer);
  }
  return layer;
}
