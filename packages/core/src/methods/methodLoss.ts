// Any method as a loss of arrays.
import { readOptions } from "../base/options.ts";
import { lastEpoch, type Progress } from "./methodDefinition.ts";
import { parseMethod, type Method } from "./method.ts";
import { createLoss, type Loss, type Reduction } from "../losses/loss.ts";

/** What a method's loss can be told. */
export interface MethodLossOptions<R extends Reduction = Reduction> {
  /** The label whose rows are left out; default -100. */
  readonly ignoreIndex?: number;
  /** "mean" (the default), "sum" or "none". */
  readonly reduction?: R;
  /** The epoch, for methods that change while training; default the last, after any warm-up. */
  readonly progress?: Progress;
}

/**
 * Any method as a loss of logits against labels, or against distributions, which the method softens likewise. A mean is
 * over the positions that are not ignored (NaN if there are none). A method that uses a teacher is given the teacher's logits
 * after the shape: `methodLoss("distill").evaluate(logits, labels, shape, teacher)`.
 *
 * A masked class (logit -∞) is as one that is not there for losses of probabilities. Targets with mass on it cost infinitely,
 * so do penalties of logits (margin, maxsup, logit-penalty), and LogitNorm has no length to divide by: NaN.
 * @param method a method or its text, such as "focal:2" or "smooth:0.1+penalty:0.05"
 * @param options see `MethodLossOptions`
 * @throws UsageError if the text is not a method or an option is unknown
 * @example
 * ```ts
 * import { methodLoss } from "@softlabel/core";
 * const loss = methodLoss("smooth:0.2+z-loss:0.5");
 * const { value, gradient } = loss.evaluate(new Float64Array([0, 0]), new Int32Array([1]), [1, 2]);
 * value; // => Math.log(2) + 0.5 * Math.log(2) ** 2
 * Array.from(gradient); // => [0.4 + 0.5 * Math.log(2), -0.4 + 0.5 * Math.log(2)]
 * ```
 */
export function methodLoss<R extends Reduction = "mean">(
  method: Method | string,
  options: MethodLossOptions<R> = {},
): Loss<R> {
  const { ignoreIndex, reduction, progress } = readOptions("methodLoss", options, {
    ignoreIndex: -100,
    reduction: "mean" as R,
    progress: undefined,
  });
  const made = typeof method === "string" ? parseMethod(method) : method;
  return createLoss({
    rule: made.loss,
    reduction,
    ignoreIndex,
    coefficients: made.coefficients?.(progress ?? lastEpoch) ?? {},
    weight: (classes) => new Float64Array(classes).fill(1),
    targets: (rows, classes) => (progress && made.softenAt?.(progress, rows, classes)) ?? made.soften(rows, classes),
  });
}
