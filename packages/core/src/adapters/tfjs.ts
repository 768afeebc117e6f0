// @softlabel/core/tfjs: every method as a loss of TensorFlow.js tensors, for model.compile and for tf.grad.
import * as tf from "@tensorflow/tfjs-core";
import { check, show } from "../base/check.ts";
import { readOptions } from "../base/options.ts";
import type { Method } from "../methods/method.ts";
import type { SmoothedOver } from "../targets/smoothing.ts";
import {
  bindMethod,
  trainingDefaults,
  type BoundMethod,
  type TeacherState,
  type TensorBackend,
} from "./boundMethod.ts";
import { firstCalls } from "./tfjsChecks.ts";
import { leastProbability, tensorOps, type TensorLoss } from "./tfjsTensors.ts";

export type { TeacherState, TrainingState } from "./boundMethod.ts";
export { binaryCrossEntropy, binaryFocal } from "./tfjsBinary.ts";
export type { BinaryOutputs } from "./tfjsBinary.ts";
export { tensorOps } from "./tfjsTensors.ts";
export type { TensorLoss } from "./tfjsTensors.ts";

/** What a loss of tensors can be told. */
export interface TensorLossOptions extends TeacherState<tf.Tensor> {
  /** Whether the model gives logits (the default), or probabilities, as behind a softmax: then their logarithm is used. */
  readonly fromLogits?: boolean;
}

const tensorDefaults = { fromLogits: true, teacher: undefined, ...trainingDefaults } as const;

const backend: TensorBackend<tf.Tensor> = {
  ops: tensorOps,
  matrix: (data, rows, columns) => tf.tensor2d(data, [rows, columns]),
  product: (a, b) => tf.matMul(a, b),
};

/** Values, [N, 1], of rows; the gradient is the rule's own, which has its digits where that of the value's operations has none. */
function rowLoss(bound: BoundMethod, logits: tf.Tensor, targets: tf.Tensor, teacher?: tf.Tensor): tf.Tensor {
  const custom = tf.customGrad((...given) => {
    const save = given.pop() as tf.GradSaveFunc;
    const [z, ...others] = given as tf.Tensor[];
    save([z, ...others]);
    return {
      value: bound.rows(tensorOps, z, others[0], others[1]).value(),
      gradFunc: (slope: tf.Tensor, [z, ...others]: tf.Tensor[]) => [
        tf.mul(slope, bound.rows(tensorOps, z, others[0], others[1]).gradient()),
        ...others.map((other) => tf.zerosLike(other)),
      ],
    };
  });
  return teacher === undefined ? custom(logits, targets) : custom(logits, targets, teacher);
}

/** The teacher's logits as rows, [N, K]. */
function teacherRows(who: string, teacher: tf.Tensor | undefined, shape: readonly number[]): tf.Tensor | undefined {
  if (teacher === undefined) return undefined;
  const fitting = tf.util.arraysEqual(teacher.shape, [...shape]);
  check(fitting, who, `the teacher's logits in the outputs' shape ${show(shape)}`, teacher.shape);
  return tf.reshape(teacher, [-1, shape[shape.length - 1]]);
}

/** Labels as rows, [N, K]: rows as they are, class indices one-hot, an index that is not a class as zeros. */
function labelRows(who: string, labels: tf.Tensor, shape: readonly number[]): tf.Tensor {
  const [outer, classes] = [shape.slice(0, -1), shape[shape.length - 1]];
  const positions = tf.util.sizeFromShape(outer);
  const last = labels.shape[labels.rank - 1];
  if (labels.rank === shape.length && last === classes)
    return tf.cast(tf.reshape(labels, [positions, classes]), "float32");
  const fitting = labels.size === positions && (labels.rank === outer.length || last === 1);
  check(fitting, who, `rows of shape ${show(shape)} or class indices of shape ${show(outer)}`, labels.shape);
  const column = tf.cast(tf.reshape(labels, [positions, 1]), "int32");
  return tf.cast(tf.equal(column, tf.range(0, classes, 1, "int32")), "float32");
}

/**
 * A method as a loss of tensors: the value that `parseMethod(method).loss` gives, in float32. TensorFlow.js's gradients
 * through it are the closed form, which is right at extreme logits and ties, where those of the value's operations are not;
 * they can be differentiated again. The classes are the last dimension.
 * @param method its text, as `parseMethod` reads it ("relax:0.1"), or what `parseMethod` made
 * @param options see `TensorLossOptions`
 * @returns a loss for `model.compile({ loss })`, which wants labels as rows in the outputs' shape
 * @throws UsageError if the text is not a method; when called, if labels and outputs do not fit. In the first call with two
 *   rows or more, also if the outputs are probabilities, NaN or +∞ and `fromLogits` is not false; in the first with labels as
 *   rows, if they are mixed and the method is label relaxation
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs-core";
 * import "@tensorflow/tfjs-backend-cpu";
 * import { methodLoss } from "@softlabel/core/tfjs";
 * const loss = methodLoss("smooth:0.1");
 * const labels = tf.tensor2d([[0, 1]]);
 * Array.from(loss(labels, tf.tensor2d([[0, 0]])).dataSync()); // => [Math.log(2)]
 * ```
 */
export function methodLoss(method: Method | string, options: TensorLossOptions = {}): TensorLoss {
  const { fromLogits, teacher: taught, ...state } = readOptions("methodLoss", options, tensorDefaults);
  const bound = bindMethod(method, state);
  const look = firstCalls(bound, fromLogits);
  return (labels, outputs) =>
    tf.tidy(() => {
      const { shape } = outputs;
      const classes = shape[shape.length - 1];
      const rows = tf.reshape(outputs, [-1, classes]);
      const given = labelRows(bound.who, labels, shape);
      const targets = bound.targets(backend, given, classes);
      look(rows, given, labels.size === rows.size);
      const logits = fromLogits ? rows : tf.log(tf.clipByValue(rows, leastProbability, 1));
      const teacher = teacherRows(bound.who, taught?.(), shape);
      return tf.reshape(rowLoss(bound, logits, targets, teacher), shape.slice(0, -1));
    });
}

/**
 * Label smoothing as a loss of tensors: `methodLoss("smooth:α,over=…")`.
 * @param alpha the mass α that is spread, 0 ≤ α ≤ 1
 * @param options `over`: the classes it is spread over, "all" (the default, Keras's convention) or "others"; and
 *   `TensorLossOptions`
 * @throws UsageError if α is out of range
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs-core";
 * import "@tensorflow/tfjs-backend-cpu";
 * import { smooth } from "@softlabel/core/tfjs";
 * const loss = smooth(0.2); // model.compile({ optimizer: "adam", loss })
 * const outputs = tf.tensor2d([[0, Math.log(9)]]);
 * Array.from(loss(tf.tensor2d([[0, 1]]), outputs).dataSync()); // => [0.1 * Math.log(10) + 0.9 * Math.log(10 / 9)]
 * ```
 */
export function smooth(alpha: number, options: TensorLossOptions & { readonly over?: SmoothedOver } = {}): TensorLoss {
  const { over, ...rest } = readOptions("smooth", options, { over: "all", ...tensorDefaults });
  return methodLoss(`smooth:${alpha},over=${over}`, rest);
}

/**
 * Label relaxation as a loss of tensors: `methodLoss("relax:α")`. Labels as rows must be one-hot: what a mixed one would
 * stand for is not defined.
 * @param alpha the mass α that the other classes may keep at no cost, 0 ≤ α < 1
 * @param options see `TensorLossOptions`
 * @throws UsageError if α is out of range; in the first call with labels as rows, if one is mixed. Later ones are not read
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs-core";
 * import "@tensorflow/tfjs-backend-cpu";
 * import { relax } from "@softlabel/core/tfjs";
 * Array.from(relax(0.2)(tf.tensor2d([[0, 1]]), tf.tensor2d([[0, Math.log(9)]])).dataSync()); // => [0]
 * ```
 */
export function relax(alpha: number, options: TensorLossOptions = {}): TensorLoss {
  return methodLoss(`relax:${alpha}`, readOptions("relax", options, tensorDefaults));
}
