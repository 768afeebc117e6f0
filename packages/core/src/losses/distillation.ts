// Knowledge distillation: cross-entropy with the labels, mixed with the divergence from a teacher's softened predictions.
import { checkRange } from "../check.ts";
import { crossEntropyRule } from "./crossEntropyRule.ts";
import type { FloatArray } from "./layout.ts";
import { createLoss, type Evaluation, type Reduction } from "./loss.ts";
import { matrixOps } from "./matrix.ts";
import type { Ops } from "./ops.ts";
import type { RuleRows } from "./rule.ts";

/** What distillation can be told. */
export interface DistillationOptions<R extends Reduction = Reduction> {
  /** T, by which both models' logits are divided, above 0; default 4. */
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

/** How far the mixed loss leans, and how soft the teacher is. */
type Strength = Readonly<Required<Pick<DistillationOptions, "temperature" | "mixing">>>;

/**
 * The rows of distillation: (1-b) CE(q, p) + b T² KL(t ‖ p_T), t = softmax(teacher/T) and p_T = softmax(z/T); gradient
 * (1-b) (p - q) + b T (p_T - t). A row of zeros in the targets is left out.
 * @param ops the backend's operations
 * @param logits z, [N, K]
 * @param targets q, [N, K]
 * @param teacher the teacher's logits, [N, K]
 * @example
 * ```ts
 * import { distillationRows, matrixOps } from "@softlabel/core";
 * const row = (...data: number[]) => ({ rows: 1, columns: 2, data: new Float64Array(data) });
 * const strength = { temperature: 2, mixing: 1 };
 * const { gradient } = distillationRows(matrixOps, row(0, 0), row(0, 1), row(0, 2 * Math.log(3)), strength);
 * Array.from(gradient.data); // => [0.5, -0.5]
 * ```
 */
export function distillationRows<T>(
  ops: Ops<T>,
  logits: T,
  targets: T,
  teacher: T,
  { temperature, mixing }: Strength,
): RuleRows<T> {
  const hard = crossEntropyRule.rows(ops, logits, targets, {});
  const softened = (z: T): T => ops.logSoftmax(ops.divide(z, ops.constant(temperature)));
  const [logP, logT] = [softened(logits), softened(teacher)];
  const taught = ops.multiply(ops.sum(targets), ops.exp(logT));
  const spread = ops.multiply(ops.sum(targets), ops.exp(logP));
  const zero = ops.constant(0);
  const terms = ops.where(ops.greater(taught, zero), ops.multiply(taught, ops.subtract(logT, logP)), zero);
  const [own, others] = [1 - mixing, mixing * temperature].map((weight) => ops.constant(weight));
  return {
    value: ops.add(
      ops.multiply(own, hard.value),
      ops.multiply(ops.constant(mixing * temperature ** 2), ops.sum(terms)),
    ),
    gradient: ops.add(ops.multiply(own, hard.gradient), ops.multiply(others, ops.subtract(spread, taught))),
  };
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
  const { temperature = 4, mixing = 0.9 } = options;
  checkRange("distillation", "temperature", temperature, { from: 0, to: 1000, open: "from" });
  checkRange("distillation", "mixing", mixing, { from: 0, to: 1 });
  // Rows are checked, ignored and reduced as cross-entropy's are; only the formula needs the teacher.
  const base = createLoss({
    rule: { ...crossEntropyRule, name: "distillation" },
    reduction: options.reduction ?? ("mean" as R),
    ignoreIndex: options.ignoreIndex ?? -100,
    weight: (classes) => new Float64Array(classes).fill(1),
    targets: (rows) => rows,
  });
  return {
    evaluate(logits, targets, teacher, shape) {
      const rows = base.prepare(logits, targets, shape);
      // Prepared as logits, the teacher is checked, and cleared where rows are ignored.
      const taught = base.prepare(teacher, targets, shape).logits;
      const { positions, classes } = rows.layout;
      const [z, q, t] = [rows.logits, rows.targets, taught].map((data) => ({
        rows: positions,
        columns: classes,
        data,
      }));
      const { value, gradient } = distillationRows(matrixOps, z, q, t, { temperature, mixing });
      return base.reduce(rows, value.data, gradient.data, logits);
    },
  };
}
