// What the test predictions of a method show, all its seeds together: risk by coverage, confusions, the classes softened into.
import { confusionMatrix, detectionScores, riskCoverageCurve } from "@softlabel/core";
import type { AnalysedTrial } from "./analysedTrial.ts";
import type { MethodResult, RiskCoveragePoint, SoftenedPair } from "./results.ts";
import { rowsOf, softmax } from "./rows.ts";
import type { Predictions } from "./trialFolder.ts";

/** A seed's test predictions and what they score. */
type Tested = Pick<AnalysedTrial, "test" | "examples">;

/** Mean over seeds of the risk at each coverage. */
function riskCoverageOf(trials: readonly Tested[], classes: number): RiskCoveragePoint[] {
  const curves = trials.map(({ test, examples }) =>
    riskCoverageCurve(detectionScores(test.logits, classes), examples.correct),
  );
  return (curves[0] ?? []).map(({ coverage }, i) => {
    const risk = curves.reduce((sum, curve) => sum + curve[i].risk, 0) / curves.length;
    return { coverage, risk };
  });
}

/** Counts [label][prediction] of all seeds. */
export function confusionOf(tests: readonly Predictions[], classes: number): number[][] {
  const sum = new Float64Array(classes * classes);
  for (const { logits, labels } of tests)
    confusionMatrix(logits, labels, classes).forEach((count, i) => (sum[i] += count));
  return Array.from({ length: classes }, (_, label) => [...sum.subarray(label * classes, (label + 1) * classes)]);
}

const softenedPairs = 10;

/** The classes that most probability of others goes to. */
function softenedOf(tests: readonly Predictions[], classes: number): SoftenedPair[] {
  const sums = new Float64Array(classes * classes);
  const counts = new Float64Array(classes);
  for (const { logits, labels } of tests) {
    rowsOf(logits, classes, (row, i) => {
      counts[labels[i]]++;
      softmax(row).forEach((probability, k) => (sums[labels[i] * classes + k] += probability));
    });
  }
  const pairs = Array.from(sums, (sum, i): SoftenedPair => {
    const label = Math.floor(i / classes);
    return { label, other: i % classes, probability: sum / counts[label] };
  });
  return pairs
    .filter(({ label, other }) => label !== other && counts[label] > 0)
    .sort((a, b) => b.probability - a.probability)
    .slice(0, softenedPairs);
}

/** The curves of a method's finished trials. */
export function curvesOf(
  trials: readonly Tested[],
  classes: number,
): Pick<MethodResult, "riskCoverage" | "confusion" | "softened"> {
  const tests = trials.map(({ test }) => test);
  return {
    riskCoverage: riskCoverageOf(trials, classes),
    confusion: confusionOf(tests, classes),
    softened: softenedOf(tests, classes),
  };
}
