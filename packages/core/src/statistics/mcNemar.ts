// McNemar's test: do two models err equally often on the same examples?
import { check, fail } from "../base/check.ts";

/** What McNemar's test finds. */
export interface McNemar {
  /** Examples on which only the first errs, and only the second. */
  readonly onlyFirst: number;
  /** Examples that only the second gets wrong. */
  readonly onlySecond: number;
  /** Exact and two-sided. */
  readonly pValue: number;
  /** The same with half the chance of what was seen: less cautious, and rarely above its level. */
  readonly midPValue: number;
}

function checkErrors(who: string, first: ArrayLike<number>, second: ArrayLike<number>): void {
  check(first.length > 0, who, "at least one example", first.length);
  check(second.length === first.length, who, `${first.length} examples for the second model, too`, second.length);
  for (const errors of [first, second])
    for (let i = 0; i < errors.length; i++)
      if (errors[i] !== 0 && errors[i] !== 1) fail(who, "errors of 0 or 1", `${errors[i]} in row ${i}`);
}

/** P(X ≤ k) and P(X = k) of the number X of heads in n tosses, 2k ≤ n: terms fall towards 0, so that the sum begins at k. */
function halfBinomial(n: number, k: number): { atMost: number; exactly: number } {
  // log C(n, k) / 2ⁿ, a sum that neither overflows nor vanishes
  let log = -n * Math.LN2;
  for (let j = 1; j <= k; j++) log += Math.log((n - k + j) / j);
  let [ratio, sum] = [1, 1];
  for (let j = k; j > 0 && ratio > 1e-17 * sum; j--) {
    ratio *= j / (n - j + 1);
    sum += ratio;
  }
  const exactly = Math.exp(log);
  return { atMost: exactly * sum, exactly };
}

/**
 * McNemar's exact test of whether two models err equally often, on paired examples.
 *
 * With b examples on which only the first errs and c on which only the second does: under equality each is as likely as the
 * other, so that `p = min(1, 2 Σ_{k ≤ min(b, c)} C(b+c, k) / 2^(b+c))`; the mid-p value takes off the chance of min(b, c) itself.
 * It speaks of these two trained models, not of the methods that made them: for those compare several seeds.
 *
 * @param first 1 where the first model errs, else 0: `error` of `scoreExamples`
 * @param second the same of the second model, on the same examples
 * @throws UsageError where the two differ in length or hold anything but 0 and 1
 * @see Q. McNemar, Note on the sampling error of the difference between correlated proportions, Psychometrika 12, 1947
 * @example
 * ```ts
 * import { mcNemarTest } from "@softlabel/core";
 * mcNemarTest([0, 0, 0, 0, 1], [1, 1, 1, 0, 1]); // => { onlyFirst: 0, onlySecond: 3, pValue: 0.25, midPValue: 0.125 }
 * ```
 */
export function mcNemarTest(first: ArrayLike<number>, second: ArrayLike<number>): McNemar {
  checkErrors("mcNemarTest", first, second);
  let [onlyFirst, onlySecond] = [0, 0];
  for (let i = 0; i < first.length; i++) {
    if (first[i] > second[i]) onlyFirst++;
    if (first[i] < second[i]) onlySecond++;
  }
  const { atMost, exactly } = halfBinomial(onlyFirst + onlySecond, Math.min(onlyFirst, onlySecond));
  return {
    onlyFirst,
    onlySecond,
    pValue: Math.min(1, 2 * atMost),
    // 2 (P(X < k) + P(X = k) / 2)
    midPValue: Math.min(1, 2 * atMost - exactly),
  };
}
