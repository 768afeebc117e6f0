// Inverts the distribution function of a law that is symmetric about 0.
import { checkRange } from "../base/check.ts";

/** The x at which `cdf` reaches `p`, to the last bit: searched in the lower tail, where p keeps its digits. */
export function quantileOf(who: string, cdf: (x: number) => number, p: number): number {
  checkRange(who, "the probability", p, { from: 0, to: 1 });
  if (p === 0 || p === 1) return p === 0 ? -Infinity : Infinity;
  if (p === 0.5) return 0;
  if (p > 0.5) return -quantileOf(who, cdf, 1 - p);
  let [low, high] = [-1, 0];
  while (cdf(low) > p) [low, high] = [2 * low, low];
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (cdf(middle) < p) low = middle;
    else high = middle;
  }
}
