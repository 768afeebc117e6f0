// Binary cross-entropy and binary focal loss of TensorFlow.js tensors, for binary and multi-label models.
import * as tf from "@tensorflow/tfjs-core";
import { check, show } from "../base/check.ts";
import { readOptions } from "../base/options.ts";
import {
  binaryAnswers,
  checkPlaces,
  defineBinaryCrossEntropy,
  defineBinaryFocal,
  focusDefaults,
  weightingDefaults,
  type BinaryDefinition,
  type BinaryFocus,
  type BinaryWeighting,
} from "../losses/binary/binaryDefinition.ts";
import type { BinaryElements } from "../losses/binary/binaryRule.ts";
import { lazyOps, type Lazy } from "./lazyOps.ts";
import { tensorOps, leastProbability, type TensorLoss } from "./tfjsTensors.ts";

/** What the answers of a model are. */
export interface BinaryOutputs {
  /** Whether the model gives logits (the default), or probabilities, as behind a sigmoid. */
  readonly fromLogits?: boolean;
}

/** log p - log(1-p), with p kept off 0 and 1 as in Keras. */
function logitsOf(probabilities: tf.Tensor): tf.Tensor {
  const p = tf.clipByValue(probabilities, leastProbability, 1 - leastProbability);
  return tf.sub(tf.log(p), tf.log(tf.sub(1, p)));
}

function answers(definition: BinaryDefinition, logits: tf.Tensor, labels: tf.Tensor): BinaryElements<Lazy<tf.Tensor>> {
  const yes = tf.tensor1d(Float32Array.from(definition.yes));
  return binaryAnswers(
    lazyOps(tensorOps),
    definition,
    () => logits,
    () => labels,
    () => yes,
  );
}

/** The value of every answer; the gradient is the closed form. */
function elements(definition: BinaryDefinition, logits: tf.Tensor, labels: tf.Tensor): tf.Tensor {
  const custom = tf.customGrad((z, y, save) => {
    (save as tf.GradSaveFunc)([z as tf.Tensor, y as tf.Tensor]);
    return {
      value: answers(definition, z as tf.Tensor, y as tf.Tensor).value(),
      gradFunc: (slope: tf.Tensor, [z, y]: tf.Tensor[]) => [
        tf.mul(slope, answers(definition, z, y).gradient()),
        tf.zerosLike(y),
      ],
    };
  });
  return custom(logits, labels);
}

function binaryLoss(definition: BinaryDefinition, fromLogits: boolean): TensorLoss {
  return (labels, outputs) =>
    tf.tidy(() => {
      const { shape } = outputs;
      const fitting = tf.util.arraysEqual(labels.shape, shape);
      check(fitting, definition.who, `labels in the outputs' shape ${show(shape)}`, labels.shape);
      checkPlaces(definition, shape[shape.length - 1]);
      const logits = fromLogits ? outputs : logitsOf(outputs);
      return tf.mean(elements(definition, logits, tf.cast(labels, "float32")), -1);
    });
}

/**
 * Binary cross-entropy as a loss of tensors: the mean over a row's answers of what core's `binaryCrossEntropy` gives, in
 * float32, with its closed form as the gradient.
 * @param options `smoothing`, `posWeight` as in core; `fromLogits`: false where the model ends in a sigmoid
 * @returns a loss for `model.compile({ loss })`: labels y from 0 to 1 in the outputs' shape, one number per row
 * @throws UsageError if an option is out of range; when called, if shapes do not fit
 * @see Keras, `BinaryCrossentropy(label_smoothing)`; PyTorch, `BCEWithLogitsLoss(pos_weight)`
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs-core";
 * import "@tensorflow/tfjs-backend-cpu";
 * import { binaryCrossEntropy } from "@softlabel/core/tfjs";
 * const loss = binaryCrossEntropy({ smoothing: 0.2, posWeight: [3] });
 * Array.from(loss(tf.tensor2d([[0, 1]]), tf.tensor2d([[0, 0]])).dataSync()); // => [2 * Math.log(2)]
 * ```
 */
export function binaryCrossEntropy(options: BinaryWeighting & BinaryOutputs = {}): TensorLoss {
  const defaults = { ...weightingDefaults, fromLogits: true };
  const { fromLogits, ...weighting } = readOptions("binaryCrossEntropy", options, defaults);
  return binaryLoss(defineBinaryCrossEntropy(weighting), fromLogits);
}

/**
 * Binary focal loss as a loss of tensors: the mean over a row's answers of what core's `binaryFocal` gives.
 * @param options `smoothing`, `gamma`, `balance` as in core; `fromLogits`: false where the model ends in a sigmoid
 * @returns a loss for `model.compile({ loss })`: labels y from 0 to 1 in the outputs' shape, one number per row
 * @throws UsageError if an option is out of range; when called, if shapes do not fit
 * @see Lin et al. 2017, arXiv:1708.02002
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs-core";
 * import "@tensorflow/tfjs-backend-cpu";
 * import { binaryFocal } from "@softlabel/core/tfjs";
 * const loss = binaryFocal({ gamma: 2 });
 * Array.from(loss(tf.tensor2d([[0, 1]]), tf.tensor2d([[0, 0]])).dataSync()); // => [0.25 * Math.log(2)]
 * ```
 */
export function binaryFocal(options: BinaryFocus & BinaryOutputs = {}): TensorLoss {
  const { fromLogits, ...focus } = readOptions("binaryFocal", options, { ...focusDefaults, fromLogits: true });
  return binaryLoss(defineBinaryFocal(focus), fromLogits);
}
