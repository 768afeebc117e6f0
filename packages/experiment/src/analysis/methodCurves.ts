// Curves of a method over all its seeds: risk by coverage, confusions, the classes softened into.
import { createEvaluator, type EvaluationCurves, type Evaluator } from "@softlabel/core";
import type { Calibration, MethodResult, RiskCoveragePoint, SoftenedPair } from "../results/results.ts";

/** Mean over seeds of the risk at each coverage. */
function meanRisks(curves: readonly (readonly RiskCoveragePoint[])[]): RiskCoveragePoint[] {
  return (curves[0] ?? []).map(({ coverage }, i) => {
    const risk = curves.reduce((sum, curve) => sum + curve[i].risk, 0) / curves.length;
    return { coverage, risk };
  });
}

/**
 * The curves of all seeds' predictions together, except risks, which are means over seeds; undefined without seeds.
 * @param seeds one evaluator per seed
 */
export function pooledCurves(seeds: readonly Evaluator[], classes: number): EvaluationCurves | undefined {
  if (seeds.length === 0) return undefined;
  // A single one need not be copied.
  if (seeds.length === 1) return seeds[0].curves();
  const all = seeds.reduce((sum, seed) => sum.merge(seed), createEvaluator({ classes }));
  return { ...all.curves(), riskCoverage: meanRisks(seeds.map((seed) => seed.curves().riskCoverage)) };
}

/** A row-major matrix [K, K] as rows; zeros if undefined. */
function rowsOf(matrix: Float64Array | undefined, classes: number): number[][] {
  const row = (label: number): number[] => [...(matrix ?? []).slice(label * classes, (label + 1) * classes)];
  return Array.from({ length: classes }, (_, label) =>
    matrix === undefined ? new Array<number>(classes).fill(0) : row(label),
  );
}

const softenedPairs = 10;

/** The pairs of classes with the most probability on the other class. */
function softenedOf(probabilities: Float64Array, classes: number): SoftenedPair[] {
  const pairs = Array.from(probabilities, (probability, i): SoftenedPair => {
    return { label: Math.floor(i / classes), other: i % classes, probability };
  });
  return pairs
    .filter(({ label, other, probability }) => label !== other && !Number.isNaN(probability))
    .sort((a, b) => b.probability - a.probability)
    .slice(0, softenedPairs);
}

/** How often class `row` was predicted as class `column`. */
export function confusionOf(curves: EvaluationCurves | undefined, classes: number): number[][] {
  return rowsOf(curves?.confusion, classes);
}

/** Reliability and confidence. */
export function calibrationOf(curves: EvaluationCurves | undefined): Calibration {
  if (curves !== undefined) return { reliability: curves.reliability, histogram: curves.confidence };
  return { reliability: [], histogram: { right: new Array<number>(20).fill(0), wrong: new Array<number>(20).fill(0) } };
}

/** The curves of a method as trained. */
export function curvesOf(
  curves: EvaluationCurves | undefined,
  classes: number,
): Pick<MethodResult, "riskCoverage" | "confusion" | "softened" | "calibration"> {
  return {
    riskCoverage: curves?.riskCoverage ?? [],
    confusion: confusionOf(curves, classes),
    softened: curves === undefined ? [] : softenedOf(curves.probabilities, classes),
    calibration: calibrationOf(curves),
  };
}
