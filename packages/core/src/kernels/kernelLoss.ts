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

/** What of a run depends on the loss; undefined where it has no kernel. `divisor` is the mean's. */
export type Plan = Pick<LossRun, "kernel" | "peak" | "spread" | "weight" | "soften"> & {
  readonly ignored: number;
  readonly divisor: number;
};

/** What a kernel is to do for these targets. */
export type Planner = (targets: Int32Array | Float32Array, classes: number) => Plan | undefined;

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

/** The reductions of the rows' losses. */
const reduce: Record<Reduction, (losses: Float32Array, divisor: number) => number | Float32Array> = {
  none: (losses) => losses,
  sum: (losses) => losses.reduce((total, loss) => total + loss, 0),
  mean: (losses, divisor) => losses.reduce((total, loss) => total + loss, 0) / divisor,
};

/** Value and gradient by kernel; undefined leaves them to the plain loss. */
function evaluateByKernel<R extends Reduction>(
  plain: Loss<R>,
  planner: Planner,
  kernels: KernelMemory | undefined,
  [logits, targets, shape, into]: [FloatArray, Int32Array | FloatArray, readonly number[], FloatArray | undefined],
): Evaluation<Float32Array, R> | undefined {
  const given = kernelRows(plain.rule.name, logits, targets, shape);
  const plan = given && planner(given.targets, given.classes);
  if (given === undefined || plan === undefined) return undefined;
  const { divisor, ...rest } = plan;
  const scale = plain.reduction === "mean" ? 1 / (divisor === 0 ? 1 : divisor) : 1;
  const gradient = (into as Float32Array | undefined) ?? new Float32Array(logits.length);
  const { positions: rows, classes } = given;
  const losses = runLoss(kernels, { ...given, ...rest, rows, classes, scale, gradient });
  if (losses === undefined) return undefined;
  return { value: reduce[plain.reduction](losses, divisor) as Evaluation<Float32Array, R>["value"], gradient };
}

/** The plain loss with a kernel underneath. */
export function withKernel<R extends Reduction>(
  plain: Loss<R>,
  planner: Planner,
  kernels: KernelMemory | undefined,
): KernelLoss<R> {
  return {
    ...plain,
    evaluate<A extends FloatArray>(
      logits: A,
      targets: Int32Array | A,
      shape: readonly number[],
      into?: A,
    ): Evaluation<A, R> {
      if (into !== undefined) checkInto(plain.rule.name, logits, into);
      const fast = evaluateByKernel(plain, planner, kernels, [logits, targets, shape, into]);
      if (fast !== undefined) return fast as Evaluation<A, R>;
      const { value, gradient } = plain.evaluate(logits, targets, shape);
      into?.set(gradient);
      return { value, gradient: into ?? gradient };
    },
  };
}
