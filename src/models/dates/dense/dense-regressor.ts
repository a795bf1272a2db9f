import * as tf from '@tensorflow/tfjs-node';
import { breathe } from '../../../config/breath';
import { permutation, seededRandom } from '../../../evaluation/statistics/random-source';
import type { FeatureRows } from '../../../features/dataset';
import type { Scaler } from '../../fitting/scaler';
import { fitScaler, scaleRows } from '../../fitting/scaler';
import type { DateModel } from '../forecast/date-model';
import { pointPrediction } from '../forecast/date-model';

const LAYERS = [64, 32];
/** Networks trained side by side from different starting weights; their mean answers. */
const TOWERS = 3;
/** Rows of a step: as few as give an epoch so many steps, within these bounds. */
const EPOCH_STEPS = 32;
const LEAST_BATCH = 64;
const MOST_BATCH = 512;
const LEARNING_RATE = 2e-3;
const WEIGHT_DECAY = 1e-5;
/** Rows a prediction takes at once: one large call is slow on WebAssembly. */
const PREDICT_ROWS = 8192;

/**
 * A fitted regressor: `towers` dense networks in one model, [n, inputs] → [n, towers], each answering in horizons,
 * `restrictedDays / horizon`.
 */
export interface DenseRegressor {
  network: tf.LayersModel;
  scaler: Scaler;
}

export interface EpochRecord {
  epoch: number;
  /** Mean absolute error in days on the training rows, met during the epoch. */
  trainMae: number;
  /** Mean absolute error in days on the validation rows after the epoch; null where there are none. */
  validationMae: number | null;
}

export interface RegressorRows {
  rows: FeatureRows;
  /** min(days to next, horizon), [length]. */
  restrictedDays: Float64Array;
}

export interface RegressorOptions {
  horizon: number;
  seed: number;
  /** Most epochs; without validation rows, just as many. */
  epochs: number;
  /** Epochs without a better validation error after which training stops. */
  patience?: number;
  validation?: RegressorRows;
  onEpoch?: ((record: EpochRecord) => void) | undefined;
}

export interface FittedRegressor extends DenseRegressor {
  history: EpochRecord[];
  /** Epochs after which the kept weights stood. */
  bestEpoch: number;
}

/**
 * Trains a dense network for the restricted days by absolute error (its best answer is the median). With validation
 * rows it stops early and keeps the best weights. The same seed, rows and backend give the same weights.
 */
export async function trainRegressor(training: RegressorRows, options: RegressorOptions): Promise<FittedRegressor> {
  const scaler = fitScaler(training.rows);
  const network = buildNetwork(scaler.mean.length, options.seed);
  const inputs = scaleRows(training.rows, scaler);
  const targets = Float32Array.from(training.restrictedDays, (days) => days / options.horizon);
  const random = seededRandom(options.seed);
  const history: EpochRecord[] = [];
  let best = { epoch: 0, mae: Number.POSITIVE_INFINITY, weights: copyWeights(network) };
  for (let epoch = 1; epoch <= options.epochs; epoch++) {
    const loss = await trainEpoch(network, inputs, targets, permutation(targets.length, random));
    const validationMae = validate({ network, scaler }, options);
    history.push({ epoch, trainMae: loss * options.horizon, validationMae });
    options.onEpoch?.(history.at(-1)!);
    if (validationMae === null || validationMae < best.mae) {
      tf.dispose(best.weights);
      best = { epoch, mae: validationMae ?? best.mae, weights: copyWeights(network) };
    } else if (epoch - best.epoch >= (options.patience ?? options.epochs)) break;
  }
  network.setWeights(best.weights);
  tf.dispose(best.weights);
  return { network, scaler, history, bestEpoch: best.epoch };
}

function buildNetwork(inputs: number, seed: number): tf.LayersModel {
  const input = tf.input({ shape: [inputs], name: 'features' });
  const towers = Array.from({ length: TOWERS }, (_, tower) => buildTower(input, tower, seed));
  const output = tf.layers.concatenate({ name: 'days' }).apply(towers) as tf.SymbolicTensor;
  const network = tf.model({ inputs: input, outputs: output, name: 'dense_regressor' });
  network.compile({ optimizer: tf.train.adam(LEARNING_RATE), loss: 'meanAbsoluteError' });
  return network;
}

function buildTower(input: tf.SymbolicTensor, tower: number, seed: number): tf.SymbolicTensor {
  return [...LAYERS, 1].reduce((below, units, index) => {
    const layer = tf.layers.dense({
      units,
      activation: index < LAYERS.length ? 'relu' : 'linear',
      kernelInitializer: tf.initializers.glorotUniform({ seed: seed + 100 * tower + index }),
      kernelRegularizer: tf.regularizers.l2({ l2: WEIGHT_DECAY }),
      name: `tower_${tower + 1}_dense_${index + 1}`,
    });
    return layer.apply(below) as tf.SymbolicTensor;
  }, input);
}

/** One pass over the rows in this order; resolves to the mean loss, in horizons. */
async function trainEpoch(
  network: tf.LayersModel,
  inputs: Float32Array,
  targets: Float32Array,
  order: Int32Array,
): Promise<number> {
  const width = inputs.length / targets.length;
  const size = Math.max(LEAST_BATCH, Math.min(MOST_BATCH, Math.ceil(order.length / EPOCH_STEPS)));
  let loss = 0;
  for (let start = 0; start < order.length; start += size) {
    const rows = order.subarray(start, start + size);
    const batch = new Float32Array(rows.length * width);
    rows.forEach((row, i) => {
      batch.set(inputs.subarray(row * width, (row + 1) * width), i * width);
    });
    const x = tf.tensor2d(batch, [rows.length, width]);
    const y = tf.tidy(() =>
      tf
        .tensor2d(
          Float32Array.from(rows, (row) => targets[row]!),
          [rows.length, 1],
        )
        .tile([1, TOWERS]),
    );
    loss += ((await network.trainOnBatch(x, y)) as number) * rows.length;
    tf.dispose([x, y]);
    await breathe();
  }
  return loss / order.length;
}

function validate(regressor: DenseRegressor, { validation, horizon }: RegressorOptions): number | null {
  if (validation === undefined) return null;
  const predicted = regressDays(regressor, validation.rows, horizon);
  const errors = predicted.map((days, row) => Math.abs(days - validation.restrictedDays[row]!));
  return errors.reduce((a, b) => a + b, 0) / errors.length;
}

/** The network's own answer in days, before it is made a date. */
export function regressDays({ network, scaler }: DenseRegressor, rows: FeatureRows, horizon: number): Float64Array {
  const matrix = scaleRows(rows, scaler);
  const width = scaler.mean.length;
  const days = new Float64Array(rows.length);
  for (let start = 0; start < rows.length; start += PREDICT_ROWS) {
    const end = Math.min(rows.length, start + PREDICT_ROWS);
    const x = tf.tensor2d(matrix.subarray(start * width, end * width), [end - start, width]);
    const y = network.predictOnBatch(x) as tf.Tensor;
    const answers = y.mean(1);
    answers.dataSync().forEach((value, i) => {
      days[start + i] = value * horizon;
    });
    tf.dispose([x, y, answers]);
  }
  return days;
}

export function regressorModel(regressor: DenseRegressor, horizon: number): DateModel {
  return {
    name: 'dense-network',
    kind: 'network',
    predict: (rows, reach) => pointPrediction(regressDays(regressor, rows, horizon), reach),
  };
}

function copyWeights(network: tf.LayersModel): tf.Tensor[] {
  return network.getWeights().map((weight) => weight.clone());
}
