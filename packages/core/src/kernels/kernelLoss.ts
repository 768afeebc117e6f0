// A loss of core with kernels underneath for float32: same arguments, results and errors.
import { check } from "../check.ts";
import { classLayout, type FloatArray } from "../losses/layout.ts";
import type { Evaluation, Loss, Reduction } from "../losses/loss.ts";
import type { KernelMemory } from "./kernels.ts";
import { runLoss, type LossRun } from "./lossRun.ts";

/** A loss whose `evaluate` can put the gradient where it is wanted. */
export interface KernelLoss<R extends Reduction = Reduction> extends Loss<R> {
  /**
   * As `Loss.evaluate`, with kernels where the logits are a Float32Array of shape [K] or [N, K], K ≥ 2.
   * @param into where the gradient goes, in the logits' type and length and apart from them; a new array if absent. Arrays
   *   taken from the loss's kernels are not copied. While a call runs, single logits change for a moment.
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
  readonly weight?: NonNullable<LossRun["weight"]>;
  readonly soften?: NonNullable<LossRun["soften"]>;
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

/** Throws unless `into` can take the gradient. */
function checkInto(who: string, logits: FloatArray, into: FloatArray): void {
  const fitting = into.constructor === logits.constructor && into.length === logits.length;
  const expected = `a ${logits.constructor.name} of ${logits.length} numbers for the gradient`;
  check(fitting, who, expected, `a ${into.constructor.name} of ${into.length}`);
  const apart =
    into.byteOffset >= logits.byteOffset + logits.byteLength || logits.byteOffset >= into.byteOffset + into.byteLength;
  check(
    into.buffer !== logits.buffer || apart,
    who,
    "the gradient's place apart from the logits",
    "one that overlaps them",
  );
}

/** Arrays that a kernel can take, with their numbers of rows and classes; undefined leaves them to the plain loss. */
function kernelRows(who: string, logits: FloatArray, targets: Int32Array | FloatArray, shape: readonly number[]) {
  if (!(logits instanceof Float32Array) || targets instanceof Float64Array) return undefined;
  const { positions, classes, inner } = classLayout(who, shape);
  const expected = targets instanceof Int32Array ? positions : logits.length;
  const fitting = logits.length === positions * classes && targets.length === expected;
  return fitting && inner === 1 && classes > 1 && positions > 0 ? { logits, targets, positions, classes } : undefined;
}

function sum(losses: Float32Array): number {
  let total = 0;
  for (let i = 0; i < losses.length; i++) total += losses[i];
  return total;
}

/** The reductions of the rows' losses. */
const reduce: Record<Reduction, (losses: Float32Array, divisor: number) => number | Float32Array> = {
  none: (losses) => losses,
  sum,
  mean: (losses, divisor) => sum(losses) / divisor,
};

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
  return (
    z: FloatArray,
    t: Int32Array | FloatArray,
    shape: readonly number[],
    into: FloatArray | undefined,
  ): Evaluation<Float32Array, R> | undefined => {
    const given = kernelRows(plain.rule.name, z, t, shape);
    const plan = given && planOf(t instanceof Int32Array, given.classes);
    if (given === undefined || plan === undefined) return undefined;
    const { logits, targets, classes } = given;
    const divisor = use.divisor(targets, classes);
    const scale = plain.reduction === "mean" ? 1 / (divisor === 0 ? 1 : divisor) : 1;
    const gradient = (into as Float32Array | undefined) ?? new Float32Array(z.length);
    const { kernel, peak, spread, weight, soften } = plan;
    const [rows, ignored] = [given.positions, use.ignored];
    const run = { kernel, rows, classes, ignored, peak, spread, scale, logits, targets, gradient, weight, soften };
    const losses = runLoss(kernels, run);
    if (losses === undefined) return undefined;
    return { value: reduce[plain.reduction](losses, divisor) as Evaluation<Float32Array, R>["value"], gradient };
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
      if (into !== undefined) checkInto(plain.rule.name, logits, into);
      const fast = byKernel(logits, targets, shape, into);
      if (fast !== undefined) return fast as Evaluation<A, R>;
      const { value, gradient } = plain.evaluate(logits, targets, shape);
      into?.set(gradient);
      return { value, gradient: into ?? gradient };
    },
  };
}
