import * as tf from '@tensorflow/tfjs-node';
import { breathe } from '../../../config/breath';
import { permutation, seededRandom } from '../../../evaluation/statistics/random-source';
import type { Answers } from '../../../features/dataset';
import { halfCosine, setLearningRate } from '../../fitting/learning-rate';
import { contextWidth } from './context-inputs';
import { dayLogits } from './day-logits';
import type { HazardLessons, HazardTraining, LessonOptions } from './hazard-lessons';
import { hazardLessons, lessonAnswers } from './hazard-lessons';
import { dayOutcomes, hazardLoss } from './hazard-likelihood';
import type { HazardNetwork } from './hazard-network';
import type { Parameter } from './member-weights';
import { memberValues, PARAMETERS, startMember } from './member-weights';
import { RowSource } from './row-source';
import { WeightAverage } from './weight-average';

const MOST_BATCH_ROWS = 1024;
const LEAST_BATCH_ROWS = 64;
/** Steps an epoch has at least, where the rows are enough for batches of the least size; more overfit few rows. */
const EPOCH_STEPS = 40;
const LEARNING_RATE = 5e-3;
const WARM_UP_STEPS = 50;
/** The rate falls along a half cosine to this share of it. */
const LAST_RATE = 0.02;
/** Squares of gradients are remembered for a hundred steps: training has few. */
const ADAM = { beta1: 0.9, beta2: 0.99 };
/** Share of a weight that is taken off at each step, for each unit of the learning rate. */
const WEIGHT_DECAY = 2;
const DECAYED: readonly Parameter[] = ['context1', 'context2', 'headContext', 'headDay', 'headOut', 'lags'];
/** A block's rows have at most so many days at risk: rows of like length side by side leave little to fill up. */
const BLOCK_DAYS = [2, 4, 7, 14];

export interface HazardEpoch {
  /** From 1, over all members, and how many there will be. */
  epoch: number;
  epochs: number;
  /** −log likelihood a day at risk, met during the epoch. */
  loss: number;
}

export interface HazardTrainingOptions extends LessonOptions {
  seed: number;
  onEpoch?: ((record: HazardEpoch) => void) | undefined;
}

/**
 * Trains a logistic-hazard network by likelihood, on censored and observed rows alike. It starts from tables of
 * hazards and moves as far as the rows carry it: with few rows it stays near them. The same rows, seed and backend
 * give the same weights. Needs readyBackend.
 *
 * @throws RangeError where no row is at risk on any day
 */
export async function trainHazardNetwork(
  training: HazardTraining,
  { seed, onEpoch, ...options }: HazardTrainingOptions,
): Promise<HazardNetwork> {
  const lessons = hazardLessons(training, options);
  const { members, epochs } = lessons;
  const trained: Float32Array[][] = [];
  for (let member = 0; member < members; member++) {
    const tell = (epoch: number, loss: number) =>
      onEpoch?.({ epoch: member * epochs + epoch, epochs: members * epochs, loss });
    trained.push(await trainHazardMember(lessons, { member, seed, onEpoch: tell }));
  }
  return networkOf(lessons, trained);
}

/** The network whose members were trained by these lessons. */
export function networkOf({ horizon, scaler, tables }: HazardLessons, members: Float32Array[][]): HazardNetwork {
  return { horizon, scaler, tables, members };
}

export interface MemberOptions {
  /** Which one, from 0. */
  member: number;
  /** Of the network. */
  seed: number;
  /** Told after each epoch of its loss, −log likelihood a day at risk. */
  onEpoch?: ((epoch: number, loss: number) => void) | undefined;
}

interface MemberTraining {
  source: RowSource;
  answers: Answers;
}

/** Trains one member, which needs nothing of the others; its weights in the order of PARAMETERS. Needs readyBackend. */
export async function trainHazardMember(lessons: HazardLessons, options: MemberOptions): Promise<Float32Array[]> {
  const { horizon, scaler, epochs } = lessons;
  const seed = options.seed + 1000 * options.member;
  const training: MemberTraining = { source: new RowSource(lessons.rows), answers: lessonAnswers(lessons) };
  const { source } = training;
  const start = startMember(contextWidth(scaler), horizon, seed);
  const member = Object.fromEntries(PARAMETERS.map((name) => [name, tf.variable(start[name])])) as Variables;
  tf.dispose(start);
  const usable = Int32Array.from(source.days.keys()).filter((row) => source.days[row]! > 0);
  const batch = Math.max(LEAST_BATCH_ROWS, Math.min(MOST_BATCH_ROWS, Math.ceil(usable.length / EPOCH_STEPS)));
  const average = new WeightAverage(PARAMETERS.map((name) => member[name]));
  const optimizer = tf.train.adam(LEARNING_RATE, ADAM.beta1, ADAM.beta2);
  const random = seededRandom(seed);
  const perEpoch = Math.ceil(usable.length / batch);
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = permutation(usable.length, random).map((place) => usable[place]!);
    let loss = 0;
    for (let step = 0; step < perEpoch; step++) {
      const share = rateShare(epoch * perEpoch + step, epochs * perEpoch);
      setLearningRate(optimizer, LEARNING_RATE * share);
      loss += takeStep(member, optimizer, order.slice(step * batch, (step + 1) * batch), training);
      decayWeights(member, WEIGHT_DECAY * LEARNING_RATE * share);
      average.add();
      await breathe();
    }
    options.onEpoch?.(epoch + 1, loss / usable.reduce((sum, row) => sum + source.days[row]!, 0));
  }
  average.assign();
  const values = memberValues(member);
  tf.dispose(member);
  average.dispose();
  optimizer.dispose();
  return values;
}

type Variables = Record<Parameter, tf.Variable<tf.Rank.R2>>;

/** Warm-up, then half a cosine. */
function rateShare(step: number, steps: number): number {
  return halfCosine(step, steps, LAST_RATE) * Math.min(1, (step + 1) / WARM_UP_STEPS);
}

/** One step on these rows; returns their loss, summed over days at risk. */
function takeStep(member: Variables, optimizer: tf.Optimizer, batch: Int32Array, training: MemberTraining): number {
  const { source, answers } = training;
  const atRisk = batch.reduce((sum, row) => sum + source.days[row]!, 0);
  return tf.tidy(() => {
    const blocks = blocksOf(batch, source.days).map((rows) => {
      const block = source.block(rows);
      return { block, outcomes: dayOutcomes(rows, answers, source.days, block.days) };
    });
    const mean = optimizer.minimize(
      () => {
        const losses = blocks.map(({ block, outcomes }) => hazardLoss(dayLogits(member, block), outcomes));
        return tf.div(tf.addN(losses), atRisk) as tf.Scalar;
      },
      true,
      PARAMETERS.map((name) => member[name]),
    );
    return mean!.dataSync()[0]! * atRisk;
  });
}

/** The rows of a batch in blocks of like length. */
function blocksOf(batch: Int32Array, days: Int32Array): Int32Array[] {
  const sorted = batch.slice().sort((a, b) => days[a]! - days[b]! || a - b);
  const ends = BLOCK_DAYS.map((most) => sorted.findIndex((row) => days[row]! > most)).map((end) =>
    end === -1 ? sorted.length : end,
  );
  return [...ends, sorted.length]
    .map((end, block) => sorted.subarray(block === 0 ? 0 : ends[block - 1]!, end))
    .filter((rows) => rows.length > 0);
}

/** Weights shrink by a share that follows the rate (decoupled decay, Loshchilov & Hutter 2019). */
function decayWeights(member: Variables, share: number): void {
  tf.tidy(() => {
    for (const name of DECAYED) member[name].assign(tf.mul(member[name], 1 - share));
  });
}
