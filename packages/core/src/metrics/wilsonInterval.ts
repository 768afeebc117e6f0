// The interval of a share that a count of successes allows.
import { checkRange } from "../base/check.ts";
import { z } from "./calibrationErrors/calibratedCount.ts";

/**
 * Wilson's 95 % interval of a share: of the accuracy behind so many right predictions, say.
 *
 * `(p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n)`, with p the share seen and z = 1.96. Unlike p ± z √(p(1-p)/n) it has a width
 * where all or none are right.
 *
 * @param right from 0 to `count`; a mean over seeds may be no whole number
 * @param count n, at least 0
 * @returns both ends, from 0 to 1; [0, 1] where the count is 0
 * @throws UsageError where a number is out of range
 * @see E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22, 1927
 * @example
 * ```ts
 * import { wilsonInterval } from "@softlabel/core";
 * wilsonInterval(0, 0); // => [0, 1]
 * wilsonInterval(10, 10)[1]; // => 1
 * ```
 */
export function wilsonInterval(right: number, count: number): [number, number] {
  const who = "wilsonInterval";
  checkRange(who, "count", count, { from: 0, to: Infinity, integer: true });
  checkRange(who, "right", right, { from: 0, to: count });
  if (count === 0) return [0, 1];
  const p = right / count;
  const center = p + (z * z) / (2 * count);
  const half = z * Math.sqrt((p * (1 - p)) / count + (z * z) / (4 * count * count));
  const scale = 1 + (z * z) / count;
  return [Math.max(0, (center - half) / scale), Math.min(1, (center + half) / scale)];
}
