// What losses of TensorFlow.js tensors share: their type, and the operations they are made of.
import * as tf from "@tensorflow/tfjs-core";
import type { Ops } from "../losses/ops.ts";

/**
 * A loss as TensorFlow.js takes it: one number per row, whose mean training minimises.
 * @param labels rows in the outputs' shape, one-hot or, but for label relaxation, mixed; or class indices, without the class
 *   dimension or with 1 for it. An index that is not a class leaves its row out: value 0, gradient 0, whatever its logits are
 * @param outputs the model's, [N, K] or [N, …, K]
 * @returns the outputs' shape without the class dimension
 */
export type TensorLoss = (labels: tf.Tensor, outputs: tf.Tensor) => tf.Tensor;

/** a > b; TensorFlow.js knows no gradient of a comparison, and stops at one. */
const comparison = tf.customGrad((a, b) => ({
  value: tf.greater(a as tf.Tensor, b as tf.Tensor),
  gradFunc: () => [tf.zerosLike(a as tf.Tensor), tf.zerosLike(b as tf.Tensor)],
}));

/** The operations of losses over tensors. */
export const tensorOps: Ops<tf.Tensor> = {
  constant: (value) => tf.scalar(value),
  add: (a, b) => tf.add(a, b),
  subtract: (a, b) => tf.sub(a, b),
  multiply: (a, b) => tf.mul(a, b),
  divide: (a, b) => tf.div(a, b),
  negate: (a) => tf.neg(a),
  exp: (a) => tf.exp(a),
  log: (a) => tf.log(a),
  sqrt: (a) => tf.sqrt(a),
  logSoftmax: (z) => tf.logSoftmax(z),
  sum: (a) => tf.sum(a, -1, true),
  max: (a) => tf.max(a, -1, true),
  greater: (a, b) => comparison(a, b),
  where: (condition, a, b) => tf.where(condition, a, b),
};

/** The smallest probability whose logarithm is taken, as in Keras. */
export const leastProbability = 1e-7;
