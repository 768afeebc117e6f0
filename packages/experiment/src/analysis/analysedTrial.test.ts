// Predictions in blocks give the same results as all at once; temperatures are cross-fitted without validation rows.
import { createRandom } from "@softlabel/core";
import { describe, expect, it } from "vitest";
import type { PredictionSource } from "../predictions/predictionSource.ts";
import { analyseCrossFitted, analysePredictions } from "./analysedTrial.ts";
import { sourceOf } from "./predictionBlocks.ts";
import type { Predictions } from "../records/trialRecord.ts";

const classes = 3;

/** Logits twice as large as the labels' chances have them. */
function overconfident(seed: number, rows: number): Predictions {
  const random = createRandom(seed);
  const labels = Int32Array.from({ length: rows }, () => random.integer(classes));
  const logits = Float32Array.from({ length: rows * classes }, () => 2 * random.normal());
  labels.forEach((label, i) => (logits[i * classes + label] += 2));
  return { logits, labels };
}

/** The same rows in blocks of seven, whose arrays are written over. */
function inBlocks({ logits, labels }: Predictions): PredictionSource {
  const room = { logits: new Float32Array(7 * classes), labels: new Int32Array(7) };
  return {
    rows: labels.length,
    classes,
    *blocks() {
      for (let from = 0; from < labels.length; from += 7) {
        const rows = Math.min(7, labels.length - from);
        room.logits.set(logits.subarray(from * classes, (from + rows) * classes));
        room.labels.set(labels.subarray(from, from + rows));
        yield { logits: room.logits.subarray(0, rows * classes), labels: room.labels.subarray(0, rows) };
      }
    },
  };
}

const [test, validation] = [overconfident(1, 150), overconfident(2, 90)];

describe("analysePredictions", () => {
  it("gives blocks the results of the whole, to rounding", () => {
    const whole = analysePredictions(sourceOf(test, classes), sourceOf(validation, classes));
    const blocks = analysePredictions(inBlocks(test), inBlocks(validation));
    expect(blocks.temperature! / whole.temperature!).toBeCloseTo(1, 12);
    expect(blocks.result.test).toEqual(whole.result.test);
    expect(blocks.result.testScaled!.nll).toBeCloseTo(whole.result.testScaled!.nll, 12);
    expect(blocks.evaluator.curves()).toEqual(whole.evaluator.curves());
    expect(blocks.test).toEqual(test);
    expect(blocks.examples).toEqual(whole.examples);
  });

  it("has nothing scaled without validation rows", () => {
    const { temperature, evaluatorScaled, examplesScaled, result } = analysePredictions(inBlocks(test), undefined);
    expect([temperature, evaluatorScaled, examplesScaled, result.testScaled]).toEqual([null, null, null, null]);
  });
});

describe("analyseCrossFitted", () => {
  it("scales each row by a temperature of other rows", () => {
    const { temperature, result, examplesScaled } = analyseCrossFitted(inBlocks(test), createRandom(1), 5);
    const { result: fitted } = analysePredictions(inBlocks(test), inBlocks(test));
    expect(temperature! / fitted.temperature!).toBeCloseTo(1, 12);
    // A temperature fitted on the very rows that it scales is a little too good.
    expect(result.testScaled!.nll).toBeGreaterThan(fitted.testScaled!.nll);
    expect(result.testScaled!.nll).toBeLessThan(result.test.nll);
    const mean = examplesScaled!.nll.reduce((sum, value) => sum + value, 0) / test.labels.length;
    expect(mean).toBeCloseTo(result.testScaled!.nll, 12);
  });
});
