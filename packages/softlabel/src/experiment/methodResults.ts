// What each method comes to: its trials, and what they show together.
import { parseMethod, reliabilityBins, type ExampleScores } from "@softlabel/core";
import type { AnalysedTrial } from "./analysedTrial.ts";
import { isArm } from "./arm.ts";
import { projectedClasses, projectionOf, type ProjectedClasses } from "./geometry.ts";
import { logitGapHistograms } from "./logitGaps.ts";
import { confusionOf, curvesOf } from "./methodCurves.ts";
import type { Calibration, Histogram, MethodResult } from "./results.ts";

/** A method and its finished trials, by seed. */
export interface MethodTrials {
  readonly method: string;
  /** The arm that the method was trained for, where it was for no other reason. */
  readonly candidateOf?: string;
  readonly trials: readonly AnalysedTrial[];
}

const histogramBins = 20;

/** Reliability and confidence of all seeds of a method together. */
function calibrationOf(parts: readonly ExampleScores[]): Calibration {
  const confidence = Float64Array.from(parts.flatMap((part) => [...part.confidence]));
  const correct = Uint8Array.from(parts.flatMap((part) => [...part.correct]));
  const histogram = {
    right: new Array<number>(histogramBins).fill(0),
    wrong: new Array<number>(histogramBins).fill(0),
  };
  confidence.forEach((value, i) => {
    const bin = Math.min(histogramBins - 1, Math.floor(value * histogramBins));
    (correct[i] === 1 ? histogram.right : histogram.wrong)[bin] += 1;
  });
  return { reliability: confidence.length === 0 ? [] : reliabilityBins(confidence, correct), histogram };
}

const isFirst = ({ result }: AnalysedTrial): boolean => result.seed === 1;

/** What is the same for every method. */
interface Shared {
  readonly classes: readonly string[];
  readonly projected: ProjectedClasses | undefined;
}

function methodResult(
  { method, candidateOf, trials }: MethodTrials,
  logitGaps: Histogram,
  { classes, projected }: Shared,
): MethodResult {
  const count = classes.length;
  const scaled = trials.flatMap(({ examplesScaled }) => examplesScaled ?? []);
  return {
    method,
    ...(candidateOf === undefined ? {} : { candidateOf }),
    // An arm's target differs from seed to seed.
    effectiveTarget: isArm(method) ? null : [...parseMethod(method).effectiveTarget(0, count)],
    ...curvesOf(trials, count),
    logitGaps,
    projection: projected === undefined ? null : projectionOf(trials.find(isFirst)?.penultimate, projected),
    trials: trials.map(({ result }) => result),
    calibration: calibrationOf(trials.map(({ examples }) => examples)),
    calibrationScaled: scaled.length > 0 && scaled.length === trials.length ? calibrationOf(scaled) : null,
  };
}

/**
 * What each method comes to, in the order given.
 * @param methods the baseline first
 * @param classes their names
 */
export function methodResults(methods: readonly MethodTrials[], classes: readonly string[]): MethodResult[] {
  const tests = methods.map(({ trials }) => trials.map(({ test }) => test));
  const gaps = logitGapHistograms(tests, classes.length);
  const first = methods.findIndex(({ trials }) => trials.length > 0);
  const projected =
    first < 0 ? undefined : projectedClasses(methods[first].method, confusionOf(tests[first], classes.length), classes);
  return methods.map((method, m) => methodResult(method, gaps[m], { classes, projected }));
}
