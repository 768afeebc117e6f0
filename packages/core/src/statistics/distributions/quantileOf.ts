// Inverts the distribution function of a law that is symmetric about 0.
import { checkRange } from "../../base/check.ts";
import { rootBetween } from "./root.ts";

/** From this tail on the logarithms of x and p are nearly a line, or a gentle curve. */
const smallTail = 0.1;

/** The x at which `cdf` reaches `p`: searched in the lower tail, where p keeps its digits. */
export function quantileOf(who: string, cdf: (x: number) => number, p: number): number {
  checkRange(who, "the probability", p, { from: 0, to: 1 });
  if (p === 0 || p === 1) return p === 0 ? -Infinity : Infinity;
  if (p === 0.5) return 0;
  if (p > 0.5) return -quantileOf(who, cdf, 1 - p);
  let low = -1;
  while (cdf(low) > p) low *= 2;
  if (p > smallTail) return rootBetween((x) => cdf(x) - p, low, 0, 1e-17);
  // ln(-x) against ln p: steep tails and heavy ones alike
  const logP = Math.log(p);
  const beyond = (log: number): number => Math.log(cdf(-Math.exp(log))) - logP;
  return -Math.exp(rootBetween(beyond, Math.log(-low), low === -1 ? -3 : Math.log(-low / 2), 1e-17));
}
