// Scores that tell known from unknown inputs, and sure from unsure predictions.
import { check, checkName, checkRange } from "../../base/check.ts";
import { checkFinite } from "../../base/predictions.ts";
import type { Logits } from "../../base/predictions.ts";
import { argmax } from "../../base/softmax.ts";

/** log max p = -log Σₖ exp(zₖ - z_top), which still ranks examples whose probability rounds to 1. */
function logTopProbability(logits: Logits, start: number, top: number, classes: number): number {
  let others = 0;
  for (let k = 0; k < classes; k++) if (k !== top) others += Math.exp(logits[start + k] - logits[start + top]);
  return -Math.log1p(others);
}

/** How a row of logits becomes one score. */
const scoreTable = {
  "max-probability": logTopProbability,
  "max-logit": (logits: Logits, start: number, top: number): number => logits[start + top],
} as const;

/** A way to score a row of logits. */
export type DetectionScore = keyof typeof scoreTable;

/**
 * One score per row, higher where the model is more confident of its input.
 *
 * - `max-probability`: `log maxₖ pₖ`, in the order of the largest probability, but without its ties at 1.
 * - `max-logit`: `maxₖ zₖ`, which also sees how large all logits are.
 *
 * @param logits finite, row-major [N, K]
 * @param classes K, at least 2
 * @param by "max-probability" unless told otherwise
 * @returns [N], for the selective and out-of-distribution metrics
 * @throws UsageError where logits and classes do not fit together, a logit is not finite or the score is unknown
 * @see D. Hendrycks and K. Gimpel, A baseline for detecting misclassified and out-of-distribution examples, ICLR 2017;
 *   D. Hendrycks et al., Scaling out-of-distribution detection for real-world settings, ICML 2022
 * @example
 * ```ts
 * import { detectionScores } from "@softlabel/core";
 * const logits = new Float64Array([2, 2, 0, 1000]);
 * detectionScores(logits, 2); // => new Float64Array([-Math.log(2), 0])
 * detectionScores(logits, 2, "max-logit"); // => new Float64Array([2, 1000])
 * ```
 */
export function detectionScores(logits: Logits, classes: number, by: DetectionScore = "max-probability"): Float64Array {
  const who = "detectionScores";
  checkRange(who, "classes", classes, { from: 2, to: Infinity, integer: true });
  check(logits.length % classes === 0, who, `rows of ${classes} logits`, `${logits.length} logits`);
  const score = scoreTable[checkName(who, "score", by, Object.keys(scoreTable) as DetectionScore[])];
  checkFinite(who, logits, classes);
  return Float64Array.from({ length: logits.length / classes }, (_, i) => {
    return score(logits, i * classes, argmax(logits, i * classes, classes), classes);
  });
}
