// The logits that a linear last layer gives of features.
import { check } from "../base/check.ts";
import { headWidth } from "./linearHead.ts";
import type { LinearHead } from "./linearHead.ts";
import { multiply } from "./vectors.ts";
import type { Numbers } from "./vectors.ts";

/**
 * The logits of rows of features: `z = W x + b`, in float64.
 *
 * @param head the last layer
 * @param features row-major [N, D]
 * @returns a new array [N, K]
 * @throws UsageError where the features are not rows of D, or the head's parts do not fit together
 * @example
 * ```ts
 * import { headLogits } from "@softlabel/core";
 * const head = { classes: 2, weight: new Float32Array([1, 0, 0, 2]), bias: new Float32Array([0, 1]) };
 * Array.from(headLogits(head, new Float32Array([3, 4]))); // => [3, 9]
 * ```
 */
export function headLogits(head: LinearHead, features: Numbers): Float64Array {
  const width = headWidth("headLogits", head);
  const { classes } = head;
  check(features.length % width === 0, "headLogits", `rows of ${width} features`, `${features.length} numbers`);
  const count = features.length / width;
  const weight = Float64Array.from(head.weight);
  const x = new Float64Array(width);
  const logits = new Float64Array(count * classes);
  for (let i = 0; i < count; i++) {
    const row = logits.subarray(i * classes, (i + 1) * classes);
    x.set(features.subarray(i * width, (i + 1) * width));
    multiply(weight, x, row);
    if (head.bias !== undefined) for (let k = 0; k < classes; k++) row[k] += head.bias[k];
  }
  return logits;
}
