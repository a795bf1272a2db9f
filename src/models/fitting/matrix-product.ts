import * as tf from '@tensorflow/tfjs-node';

type Gradient = Parameters<typeof tf.customGrad>[0];

/**
 * Products whose gradients transpose their factors first: WebAssembly multiplies untransposed matrices seven times
 * faster than those it has to read across.
 */
export const product = tf.customGrad(((a: tf.Tensor2D, b: tf.Tensor2D, save: (tensors: tf.Tensor[]) => void) => {
  save([a, b]);
  return {
    value: tf.matMul(a, b),
    gradFunc: (dy: tf.Tensor2D, [left, right]: tf.Tensor2D[]) => [
      tf.matMul(dy, tf.transpose(right!)),
      tf.matMul(tf.transpose(left!), ownCopy(dy)),
    ],
  };
}) as Gradient) as (a: tf.Tensor2D, b: tf.Tensor2D) => tf.Tensor2D;

/**
 * The same with a constant first factor, for which no gradient is computed. It must outlive the gradient: it is not
 * saved, because what is saved is copied. `transposed` is the same data, where it is at hand.
 */
export function dataProduct(data: tf.Tensor2D, weights: tf.Tensor2D, transposed?: tf.Tensor2D): tf.Tensor2D {
  const multiply = tf.customGrad(((b: tf.Tensor2D) => ({
    value: tf.matMul(data, b),
    gradFunc: (dy: tf.Tensor2D) => tf.matMul(transposed ?? tf.transpose(data), ownCopy(dy)),
  })) as Gradient);
  return multiply(weights) as tf.Tensor2D;
}

/**
 * The WebAssembly backend remembers the shape of a second factor by its memory (batch_mat_mul_impl.cc), and reshaped
 * tensors share theirs: the same gradient in two shapes would be multiplied in one of them and write out of bounds.
 */
function ownCopy(tensor: tf.Tensor2D): tf.Tensor2D {
  return tf.add(tensor, 0);
}
