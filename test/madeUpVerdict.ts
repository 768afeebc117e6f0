// A verdict with what a test gives, and something plausible everywhere else.
import { metricNamed } from "@softlabel/core";
import type { VerdictResult } from "@softlabel/experiment";

/** The verdict on a method in a metric, five seeds unless told otherwise. */
export function madeUpVerdict(given: Partial<VerdictResult> & Pick<VerdictResult, "metric">): VerdictResult {
  const { family } = metricNamed(given.metric);
  return {
    method: "smooth:0.1",
    family,
    primary: family === "primary",
    scores: { method: 0.5, baseline: 0.5 },
    difference: 0,
    interval: [-0.004, 0.004],
    pValue: 0.03,
    equivalencePValue: 0.2,
    adjustedPValue: 0.06,
    adjustedEquivalencePValue: 0.4,
    comparisons: 4,
    seeds: [1, 2, 3, 4, 5],
    verdict: "cannot tell",
    sentence: "",
    ...given,
  };
}
