// Two methods compared in one metric: how far apart they are, and how far that can be trusted.
import type { MetricDefinition } from "./metricDefinition.ts";
import { equivalencePValue, pValueAgainst, type Evidence, type Inference } from "./pairedInference.ts";

/** A difference with its 95 % interval. */
export interface Difference {
  readonly difference: number;
  readonly interval: readonly [low: number, high: number];
}

/** Two methods compared in one metric. Of one seed, everything is about the two trained models. */
export interface Comparison {
  readonly metric: MetricDefinition;
  readonly seeds: number;
  readonly examples: number;
  /** The metric's mean over seeds and examples. */
  readonly scores: { readonly method: number; readonly baseline: number };
  /** Method minus baseline, in the metric's own direction. */
  readonly change: Difference;
  /** How much better the method is than the baseline, above zero if it is; a verdict rests on it. */
  readonly advantage: Difference;
  /** Seeds in which the method is worse. */
  readonly seedsWorse: number;
  /** Seeds in which the method is better. */
  readonly seedsBetter: number;
  /** Of no difference; null where nothing can be said. */
  readonly pValue: number | null;
  /** Of a difference of the metric's margin or more; null where nothing can be said. */
  readonly equivalencePValue: number | null;
  /** Why nothing can be said: "a single test example", …; absent where something can. */
  readonly undecidable?: string;
  /** The size of the scores, beside which a difference may be no more than rounding. */
  readonly size: number;
  /** What the smallest detectable difference follows from. */
  readonly evidence: Evidence;
  /** Of a metric of all examples at once: how many resamplings of the examples the interval rests on. */
  readonly draws?: number;
}

/** The same about differences of the other sign. */
export function negated({ difference, interval: [low, high] }: Difference): Difference {
  return { difference: 0 - difference, interval: [0 - high, 0 - low] };
}

/** The 95 % interval, within what differences can be. */
export function differenceOf({ difference, intervalAt }: Inference, bound = Infinity): Difference {
  const [low, high] = intervalAt(0.05);
  return { difference, interval: [Math.max(low, -bound), Math.min(high, bound)] };
}

/**
 * Both p-values, or none where there is a reason to say nothing.
 * @param negligible what equally good methods may differ by: the first is against no larger difference, and as much is taken off the
 * margin of the second
 */
export function pValuesOf(
  forDifference: Inference,
  forEquivalence: Inference,
  margin: number,
  undecidable: string | undefined,
  negligible = 0,
): Pick<Comparison, "pValue" | "equivalencePValue" | "undecidable"> {
  if (undecidable !== undefined) return { pValue: null, equivalencePValue: null, undecidable };
  const { difference } = forDifference;
  const pValue =
    Math.abs(difference) <= negligible ? 1 : pValueAgainst(forDifference, Math.sign(difference) * negligible);
  return { pValue, equivalencePValue: equivalencePValue(forEquivalence, margin - negligible) };
}
