// Weights of examples on what a loss gave row by row, as Keras and tfjs have them.
import { sum } from "../base/sum.ts";
import { check, checkName } from "../base/check.ts";
import { readOptions } from "../base/options.ts";
import type { FloatArray } from "./layout.ts";
import { divisorNames, divisorOf, reductions, type Divisor, type Evaluation, type Reduction } from "./loss.ts";

/** How weighted examples are put together. */
export interface ExampleWeightOptions<R extends Reduction = Reduction> {
  /** "mean" (the default), "sum" or "none". */
  readonly reduction?: R;
  /** What a mean is divided by: the "weights" added up, the number of "rows" (the default), or of those "nonzero". */
  readonly divisor?: Divisor;
}

/**
 * Weighs examples: w_n L_n, and the gradient likewise, reduced.
 * @param evaluation what a loss with `reduction: "none"` gave, of logits of any shape
 * @param weights w, a number a value
 * @param options see `ExampleWeightOptions`; Keras' sum_over_batch_size is a mean by "rows", its mean_with_sample_weight one
 *   by "weights", tfjs' default one by "nonzero"
 * @throws UsageError if there is not a weight a value, or an option is unknown
 * @example
 * ```ts
 * import { crossEntropy, weightExamples } from "@softlabel/core";
 * const rows = crossEntropy({ reduction: "none" }).evaluate(new Float64Array(4), new Int32Array([0, 1]), [2, 2]);
 * weightExamples(rows, [1, 3], { divisor: "rows" }).value; // => 2 * Math.log(2)
 * Array.from(weightExamples(rows, [1, 3], { divisor: "weights" }).gradient); // => [-0.125, 0.125, 0.375, -0.375]
 * ```
 */
export function weightExamples<A extends FloatArray, R extends Reduction = "mean">(
  evaluation: Evaluation<A, "none">,
  weights: ArrayLike<number>,
  options: ExampleWeightOptions<R> = {},
): Evaluation<A, R> {
  const who = "weightExamples";
  const complete = readOptions(who, options, { reduction: "mean" as R, divisor: "rows" });
  const reduction = checkName<Reduction>(who, "reduction", complete.reduction, reductions);
  const divisor = checkName(who, "divisor", complete.divisor, divisorNames);
  const { value, gradient, inner = 1 } = evaluation;
  check(weights.length === value.length, who, `a weight for each of the ${value.length} rows`, weights.length);
  const w = Float64Array.from(weights);
  const by = reduction === "mean" ? divisorOf(divisor, w) : 1;
  // Positions are in blocks of `inner`, their classes one block apart.
  const block = (gradient.length / value.length) * inner;
  const positionOf = (i: number): number => Math.floor(i / block) * inner + (i % inner);
  const rows = (value as Float64Array).map((loss, row) => w[row] * loss) as A;
  const reduced = reduction === "none" ? rows : sum(rows) / by;
  return {
    value: reduced as Evaluation<A, R>["value"],
    gradient: (gradient as Float64Array).map((slope, i) => (w[positionOf(i)] * slope) / by) as A,
    inner: reduction === "none" && inner > 1 ? inner : undefined,
  };
}

/**
 * The mean over the last dimension of what a loss of answers gave one by one: one value per row, as Keras has it.
 * @param evaluation what a binary loss with `reduction: "none"` gave
 * @param columns the length of the last dimension
 * @example
 * ```ts
 * import { binaryCrossEntropy, meanOfAnswers } from "@softlabel/core";
 * const answers = binaryCrossEntropy({ reduction: "none" }).evaluate(new Float64Array(4), new Float64Array(4), [2, 2]);
 * Array.from(meanOfAnswers(answers, 2).value); // => [Math.log(2), Math.log(2)]
 * ```
 */
export function meanOfAnswers<A extends FloatArray>(
  { value, gradient }: Evaluation<A, "none">,
  columns: number,
): Evaluation<A, "none"> {
  const rows = value.slice(0, value.length / columns).fill(0) as A;
  value.forEach((loss, i) => (rows[Math.floor(i / columns)] += loss / columns));
  return { value: rows, gradient: (gradient as Float64Array).map((slope) => slope / columns) as A };
}
