// Scores of blocks against the functions of all predictions at once, in any blocks, order and parts.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { corpDecomposition } from "../calibration/corpDecomposition.ts";
import { classwiseCalibrationError } from "../metrics/calibrationErrors/classwiseCalibrationError.ts";
import { balancedAccuracyScore } from "../metrics/classes/balancedAccuracyScore.ts";
import { macroMean, precisionScores, recallScores } from "../metrics/classes/classRates.ts";
import { confusionMatrix } from "../metrics/classes/confusionMatrix.ts";
import { debiasedCalibrationError } from "../metrics/calibrationErrors/debiasedCalibrationError.ts";
import { detectionScores } from "../metrics/detection/detectionScores.ts";
import { eceNoiseFloor } from "../metrics/calibrationErrors/eceNoiseFloor.ts";
import { expectedCalibrationError } from "../metrics/calibrationErrors/expectedCalibrationError.ts";
import { fixture } from "../metrics/metrics.fixtures.ts";
import { macroF1Score } from "../metrics/classes/macroF1Score.ts";
import { matthewsCorrelationScore } from "../metrics/classes/matthewsCorrelationScore.ts";
import { maximumCalibrationError } from "../metrics/calibrationErrors/maximumCalibrationError.ts";
import { mean } from "../base/sum.ts";
import { reliabilityBins } from "../metrics/calibrationErrors/reliabilityBins.ts";
import { rootMeanSquareCalibrationError } from "../metrics/calibrationErrors/rootMeanSquareCalibrationError.ts";
import { scoreExamples } from "../metrics/scoreExamples.ts";
import { augrcLoss } from "../metrics/selective/augrcLoss.ts";
import { aurcLoss } from "../metrics/selective/aurcLoss.ts";
import { coverageAtRisk } from "../metrics/selective/coverageAtRisk.ts";
import { excessAurcLoss } from "../metrics/selective/excessAurcLoss.ts";
import { misclassificationAurocScore } from "../metrics/selective/misclassificationAurocScore.ts";
import { riskAtCoverage } from "../metrics/selective/riskAtCoverage.ts";
import { riskCoverageCurve } from "../metrics/selective/riskCoverageCurve.ts";
import { smoothCalibrationError } from "../metrics/calibrationErrors/smoothCalibrationError.ts";
import { topKAccuracyScore } from "../metrics/topKAccuracyScore.ts";
import { createRandom } from "../base/random.ts";
import { createEvaluator } from "./evaluator.ts";
import type { EvaluationScores, Evaluator } from "./evaluator.ts";

interface Predictions {
  readonly logits: Float64Array;
  readonly labels: Int32Array;
  readonly classes: number;
}

/** The scores of the functions that take all predictions at once. */
function scoresAtOnce({ logits, labels, classes }: Predictions, temperature = 1): EvaluationScores {
  const scaled = logits.map((z) => z / temperature);
  const { confidence, correct, nll, brier } = scoreExamples(logits, labels, classes, temperature);
  const ranks = detectionScores(scaled, classes);
  const random = createRandom("floor");
  const { miscalibration, discrimination, uncertainty } = corpDecomposition(confidence, correct);
  return {
    examples: labels.length,
    accuracy: mean(correct),
    top5Accuracy: classes < 6 ? NaN : topKAccuracyScore(logits, labels, classes, 5),
    balancedAccuracy: balancedAccuracyScore(logits, labels, classes),
    macroF1: macroF1Score(logits, labels, classes),
    macroPrecision: macroMean(precisionScores(logits, labels, classes)),
    matthewsCorrelation: matthewsCorrelationScore(logits, labels, classes),
    nll: mean(nll),
    brier: mean(brier),
    classwiseCalibrationError: classwiseCalibrationError(scaled, labels, classes),
    meanConfidence: mean(confidence),
    meanConfidenceWrong: mean(confidence.filter((_, i) => correct[i] === 0)),
    signedGap: mean(confidence) - mean(correct),
    ece: expectedCalibrationError(confidence, correct),
    maximumCalibrationError: maximumCalibrationError(confidence, correct),
    rootMeanSquareCalibrationError: rootMeanSquareCalibrationError(confidence, correct),
    eceNoiseFloor: eceNoiseFloor(confidence, random),
    eceEqualMass: expectedCalibrationError(confidence, correct, { binning: "equal-mass" }),
    debiasedCalibrationError: debiasedCalibrationError(confidence, correct),
    smoothCalibrationError: smoothCalibrationError(confidence, correct),
    corp: { miscalibration, discrimination, uncertainty },
    aurc: aurcLoss(ranks, correct),
    excessAurc: excessAurcLoss(ranks, correct),
    augrc: augrcLoss(ranks, correct),
    misclassificationAuroc: misclassificationAurocScore(ranks, correct),
    riskAt80Coverage: riskAtCoverage(ranks, correct, 0.8),
    coverageAt5Risk: coverageAtRisk(ranks, correct, 0.05) || NaN,
  };
}

/** Rows `from` to `to`, added to an evaluator. */
function addRows(evaluator: Evaluator, { logits, labels, classes }: Predictions, from: number, to: number): Evaluator {
  return evaluator.add(logits.subarray(from * classes, to * classes), labels.subarray(from, to));
}

/** Expects numbers, or records of numbers, that agree to a share of 1e-12, or to rounding of what cancels to nearly nothing. */
function expectSame(found: unknown, wanted: unknown, where = ""): void {
  if (typeof wanted === "number" && typeof found === "number") {
    const allowed = Math.max(1e-12 * Math.abs(wanted), 1e-14);
    expect(
      Number.isNaN(wanted) ? Number.isNaN(found) : Math.abs(found - wanted) <= allowed,
      `${where}: ${found}, not ${wanted}`,
    ).toBe(true);
    return;
  }
  expect(Object.keys(found as object).sort()).toEqual(Object.keys(wanted as object).sort());
  for (const [key, value] of Object.entries(wanted as object))
    expectSame((found as Record<string, unknown>)[key], value, `${where}/${key}`);
}

/** Predictions of few distinct logits, so that rows tie, or of any, some of them very sure. */
const predictions = fc
  .record({ classes: fc.integer({ min: 2, max: 7 }), rows: fc.integer({ min: 1, max: 60 }), seed: fc.nat() })
  .map(({ classes, rows, seed }): Predictions => {
    const random = createRandom(seed);
    const scale = [1, 10, 100][seed % 3];
    const draw = seed % 2 === 0 ? () => random.integer(3) : () => random.normal();
    return {
      classes,
      logits: Float64Array.from({ length: rows * classes }, () => scale * draw()),
      labels: Int32Array.from({ length: rows }, () => random.integer(classes)),
    };
  });

/** Predictions dealt to evaluators in blocks, which are then merged in some order. */
function inParts(given: Predictions, seed: number, temperature: number): Evaluator {
  const random = createRandom(seed);
  const { classes, labels } = given;
  const parts = Array.from({ length: 1 + random.integer(4) }, () => createEvaluator({ classes, temperature }));
  const cuts = Array.from({ length: random.integer(9) }, () => random.integer(labels.length));
  const ends = [...new Set([...cuts, labels.length])].filter((end) => end > 0).sort((a, b) => a - b);
  const blocks = random.shuffle(ends.map((to, i) => ({ from: i === 0 ? 0 : ends[i - 1], to })));
  for (const { from, to } of blocks) {
    const part = parts[random.integer(parts.length)];
    // Scores asked for in between must not change what comes after.
    if (part.examples > 0) part.scores(createRandom(1));
    addRows(part, given, from, to);
  }
  const [first, ...others] = random.shuffle(parts);
  return others.reduce((whole, part) => whole.merge(part), first);
}

describe("an evaluator", () => {
  it("gives the scores of all predictions at once, whatever the blocks, their order and the parts", () => {
    const temperatures = fc.constantFrom(1, 0.5, 1.7);
    fc.assert(
      fc.property(predictions, fc.nat(), temperatures, (given, seed, temperature) => {
        const scores = inParts(given, seed, temperature).scores(createRandom("floor"));
        expectSame(scores, scoresAtOnce(given, temperature));
      }),
      { numRuns: 60 },
    );
  });

  it("gives the curves of all predictions at once", () => {
    fc.assert(
      fc.property(predictions, fc.nat(), (given, seed) => {
        const { logits, labels, classes } = given;
        const evaluator = inParts(given, seed, 1);
        const curves = evaluator.curves();
        const rates = evaluator.classRates();
        expect(rates.recall).toEqual(recallScores(logits, labels, classes));
        expect(rates.precision).toEqual(precisionScores(logits, labels, classes));
        const sizes = new Float64Array(classes);
        labels.forEach((label) => sizes[label]++);
        expect(rates.examples).toEqual(sizes);
        const { confidence, correct } = scoreExamples(logits, labels, classes);
        expect(curves.confusion).toEqual(confusionMatrix(logits, labels, classes));
        expectSame(curves.reliability, reliabilityBins(confidence, correct));
        expectSame(curves.riskCoverage, riskCoverageCurve(detectionScores(logits, classes), correct));
        const whole = addRows(createEvaluator({ classes }), given, 0, labels.length).curves();
        expect(curves.confidence).toEqual(whole.confidence);
        expect(curves.logitGaps).toEqual(whole.logitGaps);
        expectSame(curves.probabilities, whole.probabilities);
      }),
      { numRuns: 40 },
    );
  });

  it.each(["A", "B"] as const)("scores fixture %s row by row", (name) => {
    const given = fixture(name);
    const evaluator = createEvaluator({ classes: given.classes });
    for (let row = 0; row < given.labels.length; row++) addRows(evaluator, given, row, row + 1);
    expectSame(evaluator.scores(createRandom("floor")), scoresAtOnce(given));
  });

  it("counts confidences and probabilities by label", () => {
    const logits = Float64Array.of(Math.log(3), 0, 0, Math.log(3), Math.log(3), 0);
    const { confidence, probabilities, logitGaps } = createEvaluator({ classes: 2 })
      .add(logits, Int32Array.of(0, 0, 0))
      .curves();
    expect(confidence.right[14]).toBe(2);
    expect(confidence.wrong[14]).toBe(1);
    expectSame(probabilities, Float64Array.of((0.75 + 0.25 + 0.75) / 3, (0.25 + 0.75 + 0.25) / 3, NaN, NaN));
    expect(logitGaps.counts.reduce((sum, count) => sum + count, 0)).toBe(3);
  });

  it("takes float32 logits as the same float64 ones", () => {
    const logits = Float32Array.of(0.1, 0.7, -2.3, 1.9);
    const labels = Int32Array.of(1, 0);
    const scoresOf = (z: Float32Array | Float64Array) =>
      createEvaluator({ classes: 2 }).add(z, labels).scores(createRandom(1));
    expect(scoresOf(logits)).toEqual(scoresOf(Float64Array.from(logits)));
  });

  it.each([-1e300, -Number.MAX_VALUE])("takes classes masked by %d", (mask) => {
    const logits = Float64Array.of(1, 0, mask, mask, 0, 1, mask, mask, 0, 2, 0, 0);
    const evaluator = createEvaluator({ classes: 4 }).add(logits, Int32Array.of(0, 0, 1));
    const { accuracy, nll } = evaluator.scores(createRandom(1));
    expect(accuracy).toBe(2 / 3);
    const expected = [2 * Math.log(1 + Math.exp(-1)) + 1, Math.log(1 + 3 * Math.exp(-2))];
    expect(nll).toBeCloseTo((expected[0] + expected[1]) / 3, 12);
    const { from, width, counts } = evaluator.curves().logitGaps;
    expect([counts[0], counts.at(-1)]).toEqual([1, 2]);
    expect(from + width * counts.length).toBeGreaterThan((-2 / 3) * mask);
  });

  it("refuses what it cannot evaluate", () => {
    expect(() => createEvaluator({ classes: 1 })).toThrow("classes to be a whole number of at least 2, got 1");
    expect(() => createEvaluator({ classes: 2, temperature: 0 })).toThrow("temperature to be a number above 0");
    expect(() => createEvaluator({ classes: 2, bins: 0.5 })).toThrow("bins to be a whole number");
    const evaluator = createEvaluator({ classes: 2 });
    expect(() => evaluator.scores(createRandom(1))).toThrow("Evaluator.scores: expected at least one example, got 0");
    expect(() => evaluator.add(Float64Array.of(0, NaN), Int32Array.of(0))).toThrow('"NaN in row 0, class 1"');
    expect(() => evaluator.merge(createEvaluator({ classes: 3 }))).toThrow('an evaluator with {"classes":2,"bins":15}');
  });
});
