// @softlabel/core/jax: every method as a loss of jax-js arrays, and the classification losses that its optax lacks.
import { numpy as np } from "@jax-js/jax";
import { check, checkRange, show } from "../base/check.ts";
import { readOptions } from "../base/options.ts";
import type { Method } from "../methods/method.ts";
import { smoothingRange, type SmoothedOver } from "../targets/smoothing.ts";
import {
  bindMethod,
  trainingDefaults,
  type TeacherState,
  type TensorBackend,
  type TrainingState,
} from "./boundMethod.ts";
import { consuming, type ArrayLoss, type ArrayOrNumber, type ArrayScope } from "./jaxArrays.ts";

export type { TeacherState, TrainingState } from "./boundMethod.ts";
export type { ArrayLoss } from "./jaxArrays.ts";
export { binaryCrossEntropy, binaryFocal } from "./jaxBinary.ts";

/** Labels as rows, [N, K]: rows as they are, class indices one-hot, an index that is not a class as zeros. */
function labelRows(who: string, { lending }: ArrayScope, labels: np.Array, logits: np.Array): np.Array {
  const [outer, classes] = [logits.shape.slice(0, -1), logits.shape[logits.ndim - 1]];
  const indices = labels.ndim === outer.length;
  const expected = indices ? outer : logits.shape;
  const fitting = String(labels.shape) === String(expected);
  check(fitting, who, `rows of shape ${show(logits.shape)} or class indices of shape ${show(outer)}`, labels.shape);
  const asRows = lending((a: np.Array) =>
    a.reshape([-1, indices ? 1 : classes]).astype(indices ? np.int32 : logits.dtype),
  );
  const isLabel = lending((a: np.Array) => np.equal(a, np.arange(classes)).astype(logits.dtype));
  return indices ? isLabel(asRows(labels)) : asRows(labels);
}

const reshape = ({ lending }: ArrayScope, array: np.Array, lengths: number[]): np.Array =>
  lending((a: np.Array) => a.reshape(lengths))(array);

/** The teacher's logits as rows, [N, K]. */
function teacherRows(who: string, scope: ArrayScope, teacher: np.Array, logits: np.Array): np.Array {
  const fitting = String(teacher.shape) === String(logits.shape);
  check(fitting, who, `the teacher's logits in the logits' shape ${show(logits.shape)}`, teacher.shape);
  return reshape(scope, teacher, [-1, logits.shape[logits.ndim - 1]]);
}

const backendOf = ({ ops, lending }: ArrayScope): TensorBackend<ArrayOrNumber> => ({
  ops,
  matrix: (data, rows, columns) => lending(() => np.array(data).reshape([rows, columns]))(),
  product: lending(np.matmul),
});

/**
 * A method as a loss of arrays: the values that `parseMethod(method).loss` gives, in the arrays' type. Gradients are jax-js's
 * own, of the value's operations, so that `grad`, `jit`, `vmap` and `hessian` all apply; for logits up to ±1e4 they equal
 * the closed form. The classes are the last dimension.
 *
 * Inside `jit`, the state of the training is the one at the time of tracing: a method that changes while training needs a
 * function traced again every epoch.
 * @param method its text, as `parseMethod` reads it ("relax:0.1"), or what `parseMethod` made
 * @param state see `TrainingState`; `teacher` gives the teacher's logits of a method that uses one, and they are used up
 * @throws UsageError if the text is not a method; when called, if labels, teacher and logits do not fit. In the first call with
 *   labels as rows that can be read, as those that `jit` and `vmap` hand in cannot, also if they are mixed and the
 *   method is label relaxation
 * @example
 * ```ts
 * import { grad, numpy as np } from "@jax-js/jax";
 * import { methodLoss } from "@softlabel/core/jax";
 * const loss = methodLoss("smooth:0.1");
 * const mean = (logits: np.Array): np.Array => loss(logits, np.array([1], { dtype: np.int32 })).mean();
 * mean(np.array([[0, 0]])).js(); // => Math.log(2)
 * grad(mean)(np.array([[0, 0]])).js(); // => [[0.45, -0.45]]
 * ```
 */
export function methodLoss(method: Method | string, state: TeacherState<np.Array> = {}): ArrayLoss {
  const { teacher: taught, ...training } = readOptions("methodLoss", state, {
    teacher: undefined,
    ...trainingDefaults,
  });
  const bound = bindMethod(method, training);
  let rowsSeen = false;
  return (logits, labels) => {
    const teacher = taught?.();
    return consuming([logits, labels, ...(teacher ? [teacher] : [])], (scope) => {
      const { shape, ndim } = logits;
      const classes = shape[ndim - 1];
      const rows = reshape(scope, logits, [-1, classes]);
      const taught = teacher && teacherRows(bound.who, scope, teacher, logits);
      const given = labelRows(bound.who, scope, labels, logits);
      const targets = bound.targets(backendOf(scope), given, classes);
      const readable = labels.ndim === ndim && labels instanceof np.Array;
      if (readable && !rowsSeen) bound.checkRows(labels.ref.dataSync() as ArrayLike<number>, classes);
      rowsSeen ||= readable;
      const { value } = bound.rows<ArrayOrNumber>(scope.ops, rows, targets, taught);
      return reshape(scope, value() as np.Array, shape.slice(0, -1));
    });
  };
}

/**
 * Label smoothing as a loss of arrays: `methodLoss("smooth:α,over=…")`.
 * @param alpha the mass α that is spread, 0 ≤ α ≤ 1
 * @param options `over`: the classes it is spread over, "all" (the default, as in optax) or "others"; and `TrainingState`
 * @throws UsageError if α is out of range
 * @example
 * ```ts
 * import { numpy as np } from "@jax-js/jax";
 * import { smooth } from "@softlabel/core/jax";
 * const logits = np.array([[0, Math.log(9)]]);
 * smooth(0.2)(logits, np.array([[0, 1]])).js(); // => [0.1 * Math.log(10) + 0.9 * Math.log(10 / 9)]
 * ```
 */
export function smooth(alpha: number, options: TrainingState & { readonly over?: SmoothedOver } = {}): ArrayLoss {
  const { over, ...state } = readOptions("smooth", options, { over: "all", ...trainingDefaults });
  return methodLoss(`smooth:${alpha},over=${over}`, state);
}

/**
 * Label relaxation as a loss of arrays: `methodLoss("relax:α")`. Labels as rows must be one-hot: what a mixed one would
 * stand for is not defined.
 * @param alpha the mass α that the other classes may keep at no cost, 0 ≤ α < 1
 * @param state see `TrainingState`
 * @throws UsageError if α is out of range; in the first call with labels as rows that can be read (see `methodLoss`), if one
 *   is mixed. Later ones are not read
 * @example
 * ```ts
 * import { numpy as np } from "@jax-js/jax";
 * import { relax } from "@softlabel/core/jax";
 * relax(0.2)(np.array([[0, Math.log(9)]]), np.array([[0, 1]])).js(); // => [0]
 * ```
 */
export function relax(alpha: number, state: TrainingState = {}): ArrayLoss {
  return methodLoss(`relax:${alpha}`, readOptions("relax", state, trainingDefaults));
}

/**
 * optax's `softmax_cross_entropy` and `softmax_cross_entropy_with_integer_labels`: -Σ_c q_c log p_c of rows q, -log p_y of
 * class indices y. A class with logit -∞ and no mass costs nothing.
 * @example
 * ```ts
 * import { numpy as np } from "@jax-js/jax";
 * import { softmaxCrossEntropy } from "@softlabel/core/jax";
 * const logits = np.array([[0, Math.log(3)]]);
 * softmaxCrossEntropy(logits, np.array([[0.5, 0.5]])).js(); // => [Math.log(4) - 0.5 * Math.log(3)]
 * ```
 */
export const softmaxCrossEntropy: ArrayLoss = methodLoss("hard");

/**
 * optax's `softmax_cross_entropy_with_integer_labels`: -log p_y; an index that is not a class leaves its row out.
 * @example
 * ```ts
 * import { numpy as np } from "@jax-js/jax";
 * import { softmaxCrossEntropyWithIntegerLabels } from "@softlabel/core/jax";
 * const labels = np.array([1, -1], { dtype: np.int32 });
 * softmaxCrossEntropyWithIntegerLabels(np.array([[0, 0], [0, 0]]), labels).js(); // => [Math.log(2), 0]
 * ```
 */
export const softmaxCrossEntropyWithIntegerLabels: ArrayLoss = softmaxCrossEntropy;

/**
 * optax's `smooth_labels`: (1-α) q + α/K. Uses its array up.
 * @param labels rows q, [N, K]
 * @param alpha the mass α that is spread over all classes, 0 ≤ α ≤ 1
 * @throws UsageError if α is out of range
 * @example
 * ```ts
 * import { numpy as np } from "@jax-js/jax";
 * import { smoothLabels } from "@softlabel/core/jax";
 * smoothLabels(np.array([[0, 1]]), 0.2).js(); // => [[0.1, 0.9]]
 * ```
 */
export function smoothLabels(labels: np.Array, alpha: number): np.Array {
  checkRange("smoothLabels", "alpha", alpha, smoothingRange);
  const classes = labels.shape[labels.ndim - 1];
  return labels.mul(1 - alpha).add(alpha / classes);
}

/**
 * optax's `poly_loss_cross_entropy`: cross-entropy + ε Σ_c q_c (1 - p_c). Uses its arrays up.
 * @param logits z, [N, K]
 * @param labels rows q, or class indices
 * @param epsilon ε, -1 ≤ ε ≤ 100
 * @returns one number per row
 * @throws UsageError if ε is out of range
 * @see Leng et al. 2022, arXiv:2204.12511
 * @example
 * ```ts
 * import { numpy as np } from "@jax-js/jax";
 * import { polyLossCrossEntropy } from "@softlabel/core/jax";
 * polyLossCrossEntropy(np.array([[0, 0]]), np.array([[0, 1]])).js(); // => [Math.log(2) + 1]
 * ```
 */
export function polyLossCrossEntropy(logits: np.Array, labels: np.Array, epsilon = 2): np.Array {
  return methodLoss(`poly:${epsilon}`)(logits, labels);
}

/** log(1 + exp z) = -log σ(-z); jax-js's own overflows above 88. */
const softplus = (z: np.Array): np.Array => np.logaddexp(z, 0);

/**
 * optax's `sigmoid_binary_cross_entropy`: -y log σ(z) - (1-y) log σ(-z), of every element. Uses its arrays up.
 * @param logits z, of any shape
 * @param labels y, from 0 to 1, of the same shape; smoothed, y (1-α) + α/2
 * @returns a number an element
 * @example
 * ```ts
 * import { numpy as np } from "@jax-js/jax";
 * import { sigmoidBinaryCrossEntropy } from "@softlabel/core/jax";
 * sigmoidBinaryCrossEntropy(np.array([0, 20]), np.array([1, 0])).js(); // => [Math.log(2), 20]
 * ```
 */
export function sigmoidBinaryCrossEntropy(logits: np.Array, labels: np.Array): np.Array {
  return softplus(logits.ref).sub(logits.mul(labels));
}

/**
 * optax's `sigmoid_focal_loss`: binary cross-entropy times (1 - p_t)^γ, with p_t = y σ(z) + (1-y) σ(-z), and times
 * α y + (1-α) (1-y) where α is given. For labels between 0 and 1 this is not what `binaryFocal` gives, the expectation of
 * the losses of 0 and 1. Uses its arrays up.
 * @param logits z, of any shape
 * @param labels y, from 0 to 1, of the same shape
 * @param options `gamma`: γ, 0 ≤ γ ≤ 20, default 2; `alpha`: α, 0 ≤ α ≤ 1, default none
 * @returns a number an element
 * @throws UsageError if γ or α is out of range
 * @see Lin et al. 2017, arXiv:1708.02002
 * @example
 * ```ts
 * import { numpy as np } from "@jax-js/jax";
 * import { sigmoidFocalLoss } from "@softlabel/core/jax";
 * const [logits, labels] = [np.array([0, Math.log(3)]), np.array([1, 0.5])];
 * sigmoidFocalLoss(logits, labels).js(); // => [0.25 * Math.log(2), 0.25 * (Math.log(4) - 0.5 * Math.log(3))]
 * ```
 */
export function sigmoidFocalLoss(
  logits: np.Array,
  labels: np.Array,
  options: { readonly gamma?: number; readonly alpha?: number } = {},
): np.Array {
  const { gamma, alpha } = readOptions("sigmoidFocalLoss", options, { gamma: 2, alpha: undefined });
  checkRange("sigmoidFocalLoss", "gamma", gamma, { from: 0, to: 20 });
  if (alpha !== undefined) checkRange("sigmoidFocalLoss", "alpha", alpha, { from: 0, to: 1 });
  // log (1 - p_t), of 1 - p_t = y σ(-z) + (1-y) σ(z): as a logarithm it stays a number where 1 - p_t is 0 in float32.
  const ofYes = np.log(labels.ref).sub(softplus(logits.ref));
  const ofNo = np.log(np.subtract(1, labels.ref)).sub(softplus(np.negative(logits.ref)));
  const factor = np.exp(np.logaddexp(ofYes, ofNo).mul(gamma));
  const weight = alpha === undefined ? 1 : labels.ref.mul(2 * alpha - 1).add(1 - alpha);
  return sigmoidBinaryCrossEntropy(logits, labels).mul(factor).mul(weight);
}
