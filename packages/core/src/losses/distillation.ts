// Knowledge distillation of logits against labels and a teacher.
import { readOptions } from "../base/options.ts";
import { distillationRule } from "./distillationRule.ts";
import type { FloatArray } from "./layout.ts";
import { createLoss, type Evaluation, type Reduction } from "./loss.ts";

/** What distillation can be told. */
export interface DistillationOptions<R extends Reduction = Reduction> {
  /** T, by which both models' logits are divided, 0.001 to 1000; default 4. */
  readonly temperature?: number;
  /** b, the teacher's part of the loss, 0 to 1; default 0.9. */
  readonly mixing?: number;
  /** The label whose rows are left out; default -100. */
  readonly ignoreIndex?: number;
  /** "mean" (the default), "sum" or "none". */
  readonly reduction?: R;
}

/** A loss against labels and a teacher. */
export interface DistillationLoss<R extends Reduction = Reduction> {
  /**
   * @param logits z, the student's, in any layout that `crossEntropy` takes
   * @param targets class indices or distributions
   * @param teacher the teacher's logits, in the student's type and shape; of its probabilities the logarithms
   * @param shape the logits' shape
   * @throws UsageError for arguments that do not fit, as `crossEntropy`
   */
  evaluate<A extends FloatArray>(
    logits: A,
    targets: Int32Array | A,
    teacher: A,
    shape: readonly number[],
  ): Evaluation<A, R>;
}

/**
 * Knowledge distillation: (1-b) CE + b T² KL(teacher ‖ student), both softened by the temperature T. b = 0 is cross-entropy;
 * towards T = ∞ the second part compares logits by their squared distance.
 * @param options see `DistillationOptions`
 * @throws UsageError if an option is out of range or unknown
 * @see Hinton et al. 2015, arXiv:1503.02531
 * @example
 * ```ts
 * import { distillation } from "@softlabel/core";
 * const loss = distillation({ temperature: 1, mixing: 0.5 });
 * const teacher = new Float64Array([Math.log(0.2), Math.log(0.8)]);
 * const { value, gradient } = loss.evaluate(new Float64Array([0, 0]), new Int32Array([1]), teacher, [1, 2]);
 * value; // => 0.5 * Math.log(2) + 0.5 * (0.2 * Math.log(0.4) + 0.8 * Math.log(1.6))
 * Array.from(gradient); // => [0.4, -0.4]
 * ```
 */
export function distillation<R extends Reduction = "mean">(options: DistillationOptions<R> = {}): DistillationLoss<R> {
  const { temperature, mixing, ignoreIndex, reduction } = readOptions("distillation", options, {
    temperature: 4,
    mixing: 0.9,
    ignoreIndex: -100,
    reduction: "mean" as R,
  });
  const loss = createLoss({
    rule: distillationRule(temperature, mixing),
    reduction,
    ignoreIndex,
    weight: (classes) => new Float64Array(classes).fill(1),
    targets: (rows) => rows,
  });
  return { evaluate: (logits, targets, teacher, shape) => loss.evaluate(logits, targets, shape, teacher) };
}
