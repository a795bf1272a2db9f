import * as tf from '@tensorflow/tfjs-node';
import { beforeAll, describe, expect, test } from 'vitest';
import { dayOutcomes, hazardLoss } from '../../../src/models/dates/hazard-network/hazard-likelihood';
import { readyBackend } from '../../../src/models/fitting/backend';
import { dataProduct, product } from '../../../src/models/fitting/matrix-product';
import { answersOf } from '../dated-rows';

beforeAll(readyBackend);

/** Row 0 buys on the second day, row 1 was watched for three days and did not. */
const outcomes = () => dayOutcomes(Int32Array.of(0, 1), answersOf([2, Number.NaN], 3), Int32Array.of(2, 3), 3);
const logitOf = (chance: number) => Math.log(chance / (1 - chance));

describe('the likelihood of daily chances', () => {
  test('is that of quiet days and of the day of the purchase', () => {
    const chances = [
      [0.25, 0.5, 0.9],
      [0.1, 0.2, 0.5],
    ];
    const logits = tf.tensor2d(chances.map((row) => row.map(logitOf)));
    // (3/4 · 1/2) by (9/10 · 4/5 · 1/2); the day after the purchase says nothing
    expect(hazardLoss(logits, outcomes()).dataSync()[0]).toBeCloseTo(-Math.log(0.375 * 0.36), 5);
  });

  test('falls where chances move towards what happened: its gradient is chance less outcome on days at risk', () => {
    const gradient = tf.grad((logits) => hazardLoss(logits as tf.Tensor2D, outcomes()));
    const [own, censored] = [gradient(tf.zeros([2, 3])).arraySync() as number[][]].flat();
    expect(own).toEqual([0.5, -0.5, 0].map((value) => expect.closeTo(value, 6)));
    expect(censored).toEqual([0.5, 0.5, 0.5].map((value) => expect.closeTo(value, 6)));
  });

  test('of a row that was never at risk is none', () => {
    const none = dayOutcomes(Int32Array.of(0), answersOf([Number.NaN], 0), Int32Array.of(0), 1);
    expect(hazardLoss(tf.tensor2d([[3]]), none).dataSync()[0]).toBe(0);
  });
});

describe('products with transposed gradients', () => {
  const a = () => tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2]);
  const b = () => tf.tensor2d([1, -1, 2, 0.5], [2, 2]);
  const weigh = (y: tf.Tensor) => tf.sum(tf.mul(y, tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2]))) as tf.Scalar;

  test('have the gradients of an ordinary product', () => {
    const quick = tf.grads((x, w) => weigh(product(x as tf.Tensor2D, w as tf.Tensor2D)))([a(), b()]);
    const plain = tf.grads((x, w) => weigh(tf.matMul(x, w)))([a(), b()]);
    expect(quick.map((g) => g.arraySync())).toEqual(plain.map((g) => g.arraySync()));
    const data = a();
    for (const transposed of [undefined, tf.transpose(data)]) {
      const ofData = tf.grad((w) => weigh(dataProduct(data, w as tf.Tensor2D, transposed)))(b());
      expect(ofData.arraySync()).toEqual(plain[1]!.arraySync());
    }
  });

  test('one gradient in two shapes reaches both factors', () => {
    const flat = tf.variable(tf.zeros([2, 1]));
    const wide = tf.variable(tf.zeros([2, 3]));
    const [six, two] = [tf.tensor2d([1, 0, 0, 1, 1, 1, 1, 0, 0, 1, 2, 2], [6, 2]), tf.tensor2d([1, 2, 3, 4], [2, 2])];
    const loss = () =>
      tf.sum(
        tf.mul(
          tf.add(tf.reshape(dataProduct(six, flat as never), [2, 3]), dataProduct(two, wide as never)),
          tf.tensor2d([1, 2, 3, 4, 5, 6], [2, 3]),
        ),
      ) as tf.Scalar;
    const { grads } = tf.variableGrads(loss, [flat as tf.Variable, wide as tf.Variable]);
    // flat: 1·[1 0] + 2·[0 1] + 3·[1 1] + 4·[1 0] + 5·[0 1] + 6·[2 2]; wide: [1 2]ᵀ [1 2 3] + [3 4]ᵀ [4 5 6]
    expect(grads[flat.name]!.arraySync()).toEqual([[20], [22]]);
    expect(grads[wide.name]!.arraySync()).toEqual([
      [13, 17, 21],
      [18, 24, 30],
    ]);
  });
});
