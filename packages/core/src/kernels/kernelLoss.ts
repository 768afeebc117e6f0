// A loss of core with kernels underneath for float32: same arguments, results and errors.
import { fail } from "../base/check.ts";
import type { FloatArray } from "../losses/layout.ts";
import type { Evaluation, Loss, Reduction } from "../losses/loss.ts";
import type { KernelMemory } from "./kernels.ts";
import { runLoss, type LossRun } from "./lossRun.ts";

/** A loss whose `evaluate` can put the gradient where it is wanted. */
export interface KernelLoss<R extends Reduction = Reduction> extends Loss<R> {
  /**
   * As `Loss.evaluate`, with kernels where the logits are a Float32Array of shape [K] or [N, K], K ≥ 2.
   * @param into where the gradient goes, in the logits' type and length, apart from them and the targets; a new array if
   *   absent. Arrays taken from the loss's kernels are not copied. While a call runs, single logits change for a moment.
   */
  evaluate<A extends FloatArray>(
    logits: A,
    targets: Int32Array | A,
    shape: readonly number[],
    into?: A,
  ): Evaluation<A, R>;
}

/** What of a run depends on the loss. */
export interface Plan extends Pick<LossRun, "kernel" | "peak" | "spread"> {
  readonly weight?: LossRun["weight"];
  readonly soften?: LossRun["soften"];
}

/** A loss as its kernel sees it. */
export interface KernelUse {
  readonly ignored: number;
  /** What the kernel is to do for class indices, or rows of targets; undefined where there is none. */
  plan(indices: boolean, classes: number): Plan | undefined;
  /** The mean's denominator. */
  divisor(targets: Int32Array | Float32Array, classes: number): number;
}

/** Up to here four rows at a time are faster than one. */
export const fewClasses = 128;

const overlap = (a: ArrayBufferView, b: ArrayBufferView): boolean =>
  a.buffer === b.buffer && a.byteOffset < b.byteOffset + b.byteLength && b.byteOffset < a.byteOffset + a.byteLength;

/** Throws unless `into` can take the gradient. Words are made only for an error: small losses are called often. */
function checkInto(who: string, logits: FloatArray, targets: Int32Array | FloatArray, into: FloatArray): void {
  if (into.constructor !== logits.constructor || into.length !== logits.length) {
    const expected = `a ${logits.constructor.name} of ${logits.length} numbers for the gradient`;
    fail(who, expected, `a ${into.constructor.name} of ${into.length}`);
  }
  if (overlap(into, logits)) fail(who, "the gradient's place apart from the logits", "one that overlaps them");
  if (overlap(into, targets)) fail(who, "the gradient's place apart from the targets", "one that overlaps them");
}

/** The classes of rows that a kernel can take; 0 leaves arrays and shape to the plain loss, which judges them. */
function kernelClasses(logits: FloatArray, targets: Int32Array | FloatArray, shape: readonly number[]): number {
  if (!(logits instanceof Float32Array) || targets instanceof Float64Array) return 0;
  if (shape.length !== 1 && shape.length !== 2) return 0;
  const classes = shape[shape.length - 1];
  const rows = shape.length === 2 ? shape[0] : 1;
  const expected = targets instanceof Int32Array ? rows : logits.length;
  const fitting = logits.length === rows * classes && targets.length === expected;
  return fitting && Number.isInteger(rows) && Number.isInteger(classes) && classes > 1 && rows > 0 ? classes : 0;
}

/** The plan for these classes, made once for as long as they stay the same: small losses are called often. */
function remember(use: KernelUse): KernelUse["plan"] {
  let [key, plan] = [NaN, undefined as Plan | undefined];
  return (indices, classes) => {
    const wanted = indices ? classes : -classes;
    if (key !== wanted) [key, plan] = [wanted, use.plan(indices, classes)];
    return plan;
  };
}

/** Value and gradient by kernel; undefined leaves them to the plain loss. */
function kernelEvaluation<R extends Reduction>(plain: Loss<R>, use: KernelUse, kernels: KernelMemory | undefined) {
  const planOf = remember(use);
  const { reduction } = plain;
  return (
    logits: Float32Array,
    targets: Int32Array | Float32Array,
    classes: number,
    gradient: Float32Array,
  ): Evaluation<Float32Array, R> | undefined => {
    const plan = planOf(targets instanceof Int32Array, classes);
    if (plan === undefined) return undefined;
    const rows = logits.length / classes;
    const divisor = reduction === "mean" ? use.divisor(targets, classes) : 1;
    if (divisor === 0) return undefined;
    const scale = 1 / divisor;
    const losses = reduction === "none" ? new Float32Array(rows) : undefined;
    const { kernel, peak, spread, weight, soften } = plan;
    const { ignored } = use;
    const sum = runLoss(kernels, {
      kernel,
      rows,
      classes,
      ignored,
      peak,
      spread,
      scale,
      logits,
      targets,
      gradient,
      losses,
      weight,
      soften,
    });
    if (sum === undefined) return undefined;
    return { value: (losses ?? sum / divisor) as Evaluation<Float32Array, R>["value"], gradient };
  };
}

/** The plain loss with a kernel underneath. */
export function withKernel<R extends Reduction>(
  plain: Loss<R>,
  use: KernelUse,
  kernels: KernelMemory | undefined,
): KernelLoss<R> {
  const byKernel = kernelEvaluation(plain, use, kernels);
  return {
    ...plain,
    evaluate<A extends FloatArray>(
      logits: A,
      targets: Int32Array | A,
      shape: readonly number[],
      into?: A,
    ): Evaluation<A, R> {
      if (into !== undefined) checkInto(plain.rule.name, logits, targets, into);
      const classes = kernelClasses(logits, targets, shape);
      if (classes > 0) {
        // A kernel's classes are those of Float32Array logits and of targets that are none of Float64Array.
        const [z, t] = [logits as Float32Array, targets as Int32Array | Float32Array];
        const fast = byKernel(z, t, classes, (into as Float32Array | undefined) ?? new Float32Array(z.length));
        if (fast !== undefined) return fast as Evaluation<A, R>;
      }
      const evaluation = plain.evaluate(logits, targets, shape);
      into?.set(evaluation.gradient);
      return { ...evaluation, gradient: into ?? evaluation.gradient };
    },
  };
}
