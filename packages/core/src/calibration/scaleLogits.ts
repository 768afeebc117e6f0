// Logits at another temperature.
import { checkRange } from "../base/check.ts";
import type { Logits } from "../base/predictions.ts";

/**
 * Divides logits by a temperature: softmax of the result is the scaled prediction.
 *
 * `z' = z / T`
 *
 * @param logits any shape
 * @param temperature T, above 0: above 1 softens, below 1 sharpens
 * @returns a new array of the same type and length
 * @throws UsageError where the temperature is not above 0
 * @example
 * ```ts
 * import { scaleLogits } from "@softlabel/core";
 * Array.from(scaleLogits(new Float64Array([3, -1]), 2)); // => [1.5, -0.5]
 * ```
 */
export function scaleLogits<Values extends Logits>(logits: Values, temperature: number): Values {
  checkRange("scaleLogits", "temperature", temperature, { from: 0, to: Infinity, open: "from" });
  return logits.map((value) => value / temperature) as Values;
}
