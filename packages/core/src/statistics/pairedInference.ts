// Interval and p-values of a mean difference, for new seeds and new examples alike.
import type { PairedSums } from "./pairedSums.ts";
import { lowerLimit, upperLimit } from "./rareAmounts.ts";
import { rootBetween } from "./distributions/root.ts";
import { studentQuantile } from "./distributions/studentT.ts";

/** How far something reaches below and above a difference. */
export interface Reach {
  readonly down: number;
  readonly up: number;
}

/** What an interval is made of: how much seeds vary, and how far the luck of the test examples reaches. */
export interface Evidence {
  readonly difference: number;
  readonly seeds: number;
  /** V_s, with the variance of rounding where means are whole multiples of 1/N; 0 for one seed. */
  readonly ofSeeds: number;
  /** ρ, the share of the variance over examples that new seeds would not change: from 0 to 1. */
  readonly share: number;
  /** How far the luck of the test examples reaches at level α. */
  readonly reach: (alpha: number) => Reach;
}

/** The t with tails of α/2 on both sides; by the tail itself, so that α may be as small as 1e-100. */
export function twoSidedQuantile(alpha: number, degrees: number): number {
  return alpha >= 1 ? 0 : -studentQuantile(alpha / 2, degrees);
}

/**
 * How far the luck of the test examples reaches, gains and losses bounded apart.
 *
 * ```
 * E_down = max(q √V_i, √((G - low(G))² + (up(L) - L)²) / N)      E_up = max(q √V_i, √((up(G) - G)² + (L - low(L))²) / N)
 * ```
 * with q Student's quantile for N - 1 degrees of freedom.
 *
 * @param unseen the most that an example which was not seen may carry
 */
export function reachOfExamples(sums: PairedSums, unseen: number): (alpha: number) => Reach {
  const { examples, ofExamples, gains, losses } = sums;
  return (alpha) => {
    const q = twoSidedQuantile(alpha, examples - 1);
    const least = q * Math.sqrt(ofExamples);
    const down = Math.hypot(gains.sum - lowerLimit(gains, q), upperLimit(losses, unseen, q) - losses.sum);
    const up = Math.hypot(upperLimit(gains, unseen, q) - gains.sum, losses.sum - lowerLimit(losses, q));
    return { down: Math.max(least, down / examples), up: Math.max(least, up / examples) };
  };
}

/** ρ = max(0, 1 - V_r/V_i), 1 where examples do not differ. */
export function shareOfExamples({ ofExamples, ofRest }: Pick<PairedSums, "ofExamples" | "ofRest">): number {
  return ofExamples > 0 ? Math.max(0, 1 - ofRest / ofExamples) : 1;
}

/**
 * How far the interval reaches at level α: `h = max(E, √(t² V_s + ρ E²))` on each side, with t Student's quantile for
 * S - 1 degrees of freedom. Each source of chance has its own quantile, so that the level holds in every mixture of them.
 *
 * @see K. S. Banerjee, Approximate confidence interval for linear functions of means of k populations, Sankhyā 22, 1960
 */
function halfWidths({ seeds, ofSeeds, share, reach }: Evidence, alpha: number): Reach {
  const { down, up } = reach(alpha);
  if (seeds === 1) return { down, up };
  const ofSeed = twoSidedQuantile(alpha, seeds - 1) ** 2 * ofSeeds;
  const half = (e: number): number => Math.max(e, Math.sqrt(ofSeed + share * e * e));
  return { down: half(down), up: half(up) };
}

/** A difference whose interval is known at every level. */
export interface Inference {
  readonly difference: number;
  readonly intervalAt: (alpha: number) => readonly [low: number, high: number];
}

/** The intervals `d - h_down(α)` to `d + h_up(α)`. */
export function inferenceOf(evidence: Evidence): Inference {
  const { difference } = evidence;
  return {
    difference,
    intervalAt: (alpha) => {
      const { down, up } = halfWidths(evidence, alpha);
      return [difference - down, difference + up];
    },
  };
}

/** ln of the least p-value that is told from 0, about 1e-100. */
const leastLog = -230;

/**
 * The smallest level at which the interval leaves `value` out: the p-value of a difference of `value`.
 * It and the interval never contradict each other; 0 stands for less than 1e-100.
 */
export function pValueAgainst({ difference, intervalAt }: Inference, value: number): number {
  if (difference === value) return 1;
  const beyond = (log: number): number => {
    const [low, high] = intervalAt(Math.exp(log));
    return value < difference ? low - value : value - high;
  };
  if (beyond(0) <= 0) return 1;
  if (beyond(leastLog) >= 0) return 0;
  return Math.exp(rootBetween(beyond, leastLog, 0, 1e-13));
}

/**
 * The p-value of a difference of `margin` or more, in either direction: the smallest level at which the interval is
 * between -margin and margin. Below 0.05 each of the two one-sided tests holds at 2.5 %.
 */
export function equivalencePValue(inference: Inference, margin: number): number {
  if (Math.abs(inference.difference) >= margin) return 1;
  return Math.max(pValueAgainst(inference, margin), pValueAgainst(inference, -margin));
}

/** What is certain of a single number: nothing. */
export const nothingKnown: (alpha: number) => Reach = () => ({ down: Infinity, up: Infinity });
