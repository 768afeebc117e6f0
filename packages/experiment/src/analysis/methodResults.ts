// The results of each method: its trials, and their joint curves.
import { parseMethod, UsageError, type EvaluationCurves } from "@softlabel/core";
import type { AnalysedTrial } from "./analysedTrial.ts";
import { isArm } from "../options/arm.ts";
import { projectedClasses, projectionOf, type ProjectedClasses } from "./geometry.ts";
import { logitGapHistograms } from "./logitGaps.ts";
import { calibrationOf, confusionOf, curvesOf, pooledCurves } from "./methodCurves.ts";
import { distinctTrials } from "./pairing.ts";
import { methodCost } from "./recalibration.ts";
import type { Calibration, Histogram, MethodResult } from "../results/results.ts";
import { defined } from "../store/defined.ts";

/** A method and its finished trials, by seed. */
export interface MethodTrials {
  readonly method: string;
  /** The arm that the method was only trained for. */
  readonly candidateOf?: string;
  readonly trials: readonly AnalysedTrial[];
}

/**
 * The effective target of a method; null for an arm, whose target differs between seeds, and for other names, such as those of
 * prediction files: "smooth" may stand for any amount of smoothing.
 */
function effectiveTargetOf(name: string, classes: number): number[] | null {
  try {
    const method = isArm(name) ? undefined : parseMethod(name);
    return method?.toString() === name ? [...method.effectiveTarget(0, classes)] : null;
  } catch (error) {
    if (error instanceof UsageError) return null;
    throw error;
  }
}

const isFirst = ({ result }: AnalysedTrial): boolean => result.seed === 1;

/** What all methods share. */
interface Shared {
  readonly classes: readonly string[];
  readonly projected: ProjectedClasses | undefined;
}

/** After temperature scaling; null unless every trial has a temperature. */
function calibrationScaled(trials: readonly AnalysedTrial[], classes: number): Calibration | null {
  const scaled = trials.flatMap(({ evaluatorScaled }) => evaluatorScaled ?? []);
  const whole = scaled.length > 0 && scaled.length === trials.length;
  return whole ? calibrationOf(pooledCurves(scaled, classes)) : null;
}

function methodResult(
  { method, candidateOf, trials }: MethodTrials,
  curves: EvaluationCurves | undefined,
  logitGaps: Histogram,
  { classes, projected }: Shared,
): MethodResult {
  const count = classes.length;
  return {
    method,
    ...defined({ candidateOf }),
    effectiveTarget: effectiveTargetOf(method, count),
    ...curvesOf(curves, count),
    logitGaps,
    projection: projected === undefined ? null : projectionOf(trials.find(isFirst)?.penultimate, projected),
    trials: trials.map(({ result }) => result),
    calibrationScaled: calibrationScaled(trials, count),
    ...defined({ calibrationCost: trials.length === 0 ? undefined : methodCost(distinctTrials(trials)) }),
  };
}

/**
 * The results of each method, in the order given.
 * @param methods the baseline first
 * @param classes their names
 */
export function methodResults(methods: readonly MethodTrials[], classes: readonly string[]): MethodResult[] {
  const evaluators = methods.map(({ trials }) => trials.map(({ evaluator }) => evaluator));
  const curves = evaluators.map((seeds) => pooledCurves(seeds, classes.length));
  const gaps = logitGapHistograms(curves.map((shown) => shown?.logitGaps));
  const first = methods.findIndex(({ trials }) => trials.length > 0);
  const projected =
    first < 0
      ? undefined
      : projectedClasses(methods[first].method, confusionOf(curves[first], classes.length), classes);
  return methods.map((method, m) => methodResult(method, curves[m], gaps[m], { classes, projected }));
}
