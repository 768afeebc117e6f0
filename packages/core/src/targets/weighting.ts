// Class weights as a transform of targets: on a row's terms, or on the row as a whole.
import { check, checkName } from "../base/check.ts";
import { checkWeight } from "../base/classWeights.ts";
import { readOptions } from "../base/options.ts";
import { checkRows } from "./rowMasses.ts";

/** What a class weight acts on: each class's term of the loss (PyTorch), or every term of an example (Keras). */
export type Weighting = "terms" | "examples";

/**
 * A row's weight, Σ_c w_c q_c: the weight of its class for a one-hot row, the expected one for any distribution.
 * @param q rows, row-major [N, K]
 * @param weight one weight per class, [K]
 * @returns [N]
 * @example
 * ```ts
 * import { rowWeights } from "@softlabel/core";
 * Array.from(rowWeights(new Float64Array([0, 1, 0.5, 0.5]), new Float64Array([1, 3]))); // => [3, 2]
 * ```
 */
export function rowWeights(q: Float64Array, weight: Float64Array): Float64Array {
  const classes = weight.length;
  const weights = new Float64Array(q.length / classes);
  q.forEach((mass, i) => (weights[Math.floor(i / classes)] += weight[i % classes] * mass));
  return weights;
}

/** The factor of target i, [row, class] = [⌊i/K⌋, i mod K], by weighting; `rows` are the weights of the given rows. */
const factors: Record<Weighting, (i: number, weight: Float64Array, rows: Float64Array) => number> = {
  terms: (i, weight) => weight[i % weight.length],
  examples: (i, weight, rows) => rows[Math.floor(i / weight.length)],
};

/** The weightings by name. */
export const weightings = Object.keys(factors) as readonly Weighting[];

/**
 * Targets times class weights, no longer distributions. By "terms" s_c = w_c q_c, which also shifts the optimum to
 * p_c ∝ w_c q_c; by "examples" s_c = w q_c with the row's one weight w = Σ_c w_c g_c, which does not.
 * @param q the rows the loss would be given, row-major [N, K]
 * @param weight one weight per class, [K], finite and not negative
 * @param options `weighting`: "terms" (the default) or "examples"; `given`: the rows g before they were smoothed, which
 *   decide an example's weight (`q` itself if absent)
 * @returns s, row-major [N, K]
 * @throws UsageError if a weight is negative or not finite, the weighting is unknown, or rows do not fit the weights
 * @example
 * ```ts
 * import { weightTargets } from "@softlabel/core";
 * const [q, given, weight] = [[0.1, 0.9], [0, 1], [1, 3]].map((row) => new Float64Array(row));
 * Array.from(weightTargets(q, weight)); // => [0.1, 2.7]
 * Array.from(weightTargets(q, weight, { weighting: "examples", given })); // => [0.3, 2.7]
 * ```
 */
export function weightTargets(
  q: Float64Array,
  weight: Float64Array,
  options: { readonly weighting?: Weighting; readonly given?: Float64Array } = {},
): Float64Array {
  const who = "weightTargets";
  const { given, weighting } = readOptions(who, options, { weighting: "terms", given: q });
  checkWeight(who, weight);
  checkRows(who, q, weight.length);
  check(given.length === q.length, who, `${q.length} numbers of given rows`, given.length);
  const factor = factors[checkName(who, "weighting", weighting, weightings)];
  const rows = rowWeights(given, weight);
  return q.map((mass, i) => factor(i, weight, rows) * mass);
}
