// Rows blended with what their classes resemble: a class prior, or a matrix of similarities.
import { sum } from "../base/sum.ts";
import { check, checkRange } from "../base/check.ts";
import { checkClasses, checkLabels } from "../base/labels.ts";
import { checkRows, rowMasses } from "./rowMasses.ts";
import { smoothingRange } from "./smoothing.ts";

/** Numbers divided by their sum; throws where they have none above 0. */
export function sharesOf(who: string, numbers: ArrayLike<number>): Float64Array {
  const given = Float64Array.from(numbers);
  const bad = given.find((value) => !(value >= 0 && value < Infinity));
  if (bad !== undefined) check(false, who, "numbers that are finite and not negative", bad);
  const total = sum(given);
  check(total > 0, who, "numbers with a sum above 0", total);
  return given.map((value) => value / total);
}

/**
 * How often each class occurs.
 * @param labels one class index per row, N of them, at least one
 * @param classes the number of classes K
 * @returns the share of each class, [K]
 * @throws UsageError with the row of a label that is not a class, or if there is no label
 * @example
 * ```ts
 * import { classFrequencies } from "@softlabel/core";
 * Array.from(classFrequencies(new Int32Array([0, 1, 1, 1]), 2)); // => [0.25, 0.75]
 * ```
 */
export function classFrequencies(labels: Int32Array, classes: number): Float64Array {
  const who = "classFrequencies";
  checkClasses(who, classes);
  checkLabels(who, labels, classes);
  const counts = new Float64Array(classes);
  for (const label of labels) counts[label]++;
  return sharesOf(who, counts);
}

/**
 * Class-prior (unigram) smoothing: q' = (1-α) q + α (Σq) π.
 * @param q rows, row-major [N, K]
 * @param classes the number of classes K
 * @param alpha α, 0 ≤ α ≤ 1
 * @param prior π, [K]: frequencies or counts; they are divided by their sum
 * @returns q', row-major [N, K]
 * @throws UsageError if α is out of range, the prior does not have K numbers, or q does not have K a row
 * @see Pereyra et al. 2017, arXiv:1701.06548
 * @example
 * ```ts
 * import { smoothToPrior } from "@softlabel/core";
 * Array.from(smoothToPrior(new Float64Array([1, 0]), 2, 0.2, [1, 3])); // => [0.85, 0.15]
 * ```
 */
export function smoothToPrior(q: Float64Array, classes: number, alpha: number, prior: ArrayLike<number>): Float64Array {
  const who = "smoothToPrior";
  checkRange(who, "alpha", alpha, smoothingRange);
  check(prior.length === classes, who, `a prior for each of the ${classes} classes`, prior.length);
  const masses = rowMasses(who, q, classes);
  const pi = sharesOf(who, prior);
  return q.map((mass, i) => (1 - alpha) * mass + alpha * masses[Math.floor(i / classes)] * pi[i % classes]);
}

/**
 * Class-similarity smoothing: q' = (1-α) q + α q S; for a label y, the mass α goes to the classes as row y of S has it.
 * @param q rows, row-major [N, K]
 * @param classes the number of classes K
 * @param alpha α, 0 ≤ α ≤ 1
 * @param similarity S, row-major [K, K], not negative; every row is divided by its sum. Its diagonal is usually 0.
 * @returns q', row-major [N, K]
 * @throws UsageError if α is out of range, the matrix does not have K² numbers or has a row without any above 0, or q does
 *   not have K numbers per row
 * @example
 * ```ts
 * import { smoothBySimilarity } from "@softlabel/core";
 * const similarity = [0, 3, 1, 1, 0, 0, 1, 0, 0];
 * Array.from(smoothBySimilarity(new Float64Array([1, 0, 0]), 3, 0.2, similarity)); // => [0.8, 0.15, 0.05]
 * ```
 */
export function smoothBySimilarity(
  q: Float64Array,
  classes: number,
  alpha: number,
  similarity: ArrayLike<number>,
): Float64Array {
  const who = "smoothBySimilarity";
  checkRange(who, "alpha", alpha, smoothingRange);
  checkRows(who, q, classes);
  check(similarity.length === classes ** 2, who, `${classes} rows of ${classes} similarities`, similarity.length);
  const given = Float64Array.from(similarity);
  const rows = Array.from({ length: classes }, (_, y) => sharesOf(who, given.subarray(y * classes, (y + 1) * classes)));
  const blended = q.map((mass) => (1 - alpha) * mass);
  q.forEach((mass, i) => {
    if (mass === 0) return;
    const start = i - (i % classes);
    rows[i % classes].forEach((share, c) => (blended[start + c] += alpha * mass * share));
  });
  return blended;
}
