// Scores against other libraries and their own definitions.
import { describe, expect, it } from "vitest";
import { createRandom } from "../base/random.ts";
import { accuracyScore } from "./accuracyScore.ts";
import { brierLoss } from "./brierLoss.ts";
import { fixture } from "./metrics.fixtures.ts";
import { macroF1Score } from "./classes/macroF1Score.ts";
import { meanConfidence } from "./meanConfidence.ts";
import { nllLoss } from "./nllLoss.ts";
import { scoreExamples } from "./scoreExamples.ts";
import { scorePredictions } from "./scorePredictions.ts";
import { signedGap } from "./signedGap.ts";

describe("scorePredictions on the evaluation fixtures", () => {
  it.each([
    [
      "A",
      { accuracy: 0.75, nll: 0.878323, brier: 0.454317, ece: 0.25, signedGap: -0.083333, meanConfidence: 0.666667 },
    ],
    [
      "B",
      { accuracy: 0.49, nll: 1.2048, brier: 0.65312, ece: 0.093931, signedGap: 0.072301, meanConfidence: 0.562301 },
    ],
  ] as const)("gives fixture %s the scores of other libraries", (name, expected) => {
    const { logits, labels, classes } = fixture(name);
    const scores = scorePredictions(logits, labels, classes);
    for (const [key, value] of Object.entries(expected))
      expect(scores[key as keyof typeof expected]).toBeCloseTo(value, 6);
  });

  it("scores fixture B at its temperature", () => {
    const { logits, labels, classes } = fixture("B");
    const scores = scorePredictions(logits, labels, classes, { temperature: 1.4120726185 });
    expect(scores.nll).toBeCloseTo(1.1785671, 7);
    expect(scores.ece).toBeCloseTo(0.035906, 6);
    expect(scores.accuracy).toBe(0.49);
    expect(scorePredictions(logits, labels, classes, { temperature: 1.4120726185, bins: 10 }).ece).toBeCloseTo(
      0.03225,
      6,
    );
  });
});

/** Random logits [40, 5], rounded to float32, with labels. */
function randomPredictions(): { logits: Float64Array; labels: Int32Array } {
  const random = createRandom("predictions");
  const logits = Float64Array.from({ length: 200 }, () => Math.fround(3 * random.normal()));
  return { logits, labels: Int32Array.from({ length: 40 }, () => random.integer(5)) };
}

/** Softmax by its definition. */
function softmax(row: Float64Array): number[] {
  const sum = row.reduce((total, z) => total + Math.exp(z), 0);
  return Array.from(row, (z) => Math.exp(z) / sum);
}

describe("scoreExamples", () => {
  it("follows the definitions row by row", () => {
    const { logits, labels } = randomPredictions();
    const scores = scoreExamples(logits, labels, 5);
    labels.forEach((label, i) => {
      const p = softmax(logits.subarray(5 * i, 5 * i + 5));
      const top = Math.max(...p);
      const right = p.indexOf(top) === label ? 1 : 0;
      expect(scores.nll[i]).toBeCloseTo(-Math.log(p[label]), 12);
      expect(scores.brier[i]).toBeCloseTo(
        p.reduce((sum, q, k) => sum + (q - (k === label ? 1 : 0)) ** 2, 0),
        12,
      );
      expect(scores.confidence[i]).toBeCloseTo(top, 12);
      expect(scores.logConfidence[i]).toBeCloseTo(Math.log(top), 12);
      expect([scores.correct[i], scores.error[i]]).toEqual([right, 1 - right]);
      expect(scores.gap[i]).toBeCloseTo(top - right, 12);
    });
  });

  it("gives float32 logits the same float64 scores", () => {
    const { logits, labels } = randomPredictions();
    expect(scoreExamples(Float32Array.from(logits), labels, 5)).toEqual(scoreExamples(logits, labels, 5));
  });

  it("divides logits by the temperature", () => {
    const { logits, labels } = randomPredictions();
    const scaled = scoreExamples(
      logits.map((z) => z / 4),
      labels,
      5,
    );
    expect(scoreExamples(logits, labels, 5, 4)).toEqual(scaled);
  });

  it("gives a tie to the lowest class", () => {
    expect(Array.from(scoreExamples(new Float64Array([1, 2, 2]), new Int32Array([1]), 3).correct)).toEqual([1]);
    expect(Array.from(scoreExamples(new Float64Array([1, 2, 2]), new Int32Array([2]), 3).correct)).toEqual([0]);
  });

  it("keeps the digits of very sure and very wrong rows", () => {
    const { nll, brier, confidence, logConfidence } = scoreExamples(
      new Float64Array([0, -50, 0, -5000]),
      new Int32Array([0, 1]),
      2,
    );
    expect(confidence[0]).toBe(1);
    expect(logConfidence[0]).toBeLessThan(logConfidence[1]);
    expect(nll[0]).toBeCloseTo(Math.exp(-50), 30);
    expect(nll[1]).toBe(5000);
    expect(brier[0]).toBeLessThan(1e-40);
    expect(brier[1]).toBe(2);
  });

  it("takes one example that is right", () => {
    const scores = scorePredictions(new Float64Array([1000, 0]), new Int32Array([0]), 2);
    expect(scores).toEqual({ accuracy: 1, nll: 0, brier: 0, ece: 0, signedGap: 0, meanConfidence: 1 });
  });

  it.each([
    ["a logit that is NaN", [0, 1, 2, NaN], [0, 1], 2, 'finite logits, got "NaN in row 1, class 1"'],
    ["an infinite logit", [-Infinity, 1], [0], 2, '"-Infinity in row 0, class 0"'],
    ["a label too high", [0, 1, 2, 3], [0, 2], 2, "the label of row 1 to be from 0 to 1, got 2"],
    ["too few logits", [0, 1, 2], [0, 1], 2, "2 x 2 = 4 logits"],
    ["no examples", [], [], 2, "at least one example, got 0"],
    ["a single class", [0], [0], 1, "classes to be a whole number of at least 2, got 1"],
  ])("refuses %s", (_, logits, labels, classes, message) => {
    expect(() => scoreExamples(Float64Array.from(logits), Int32Array.from(labels), classes)).toThrow(message);
  });

  it.each([0, -1, NaN, Infinity])("refuses a temperature of %d", (temperature) => {
    const logits = new Float64Array([0, 1]);
    expect(() => scoreExamples(logits, new Int32Array([0]), 2, temperature)).toThrow(
      "temperature to be a number above 0",
    );
  });
});

describe("the single scores", () => {
  it("are those of scorePredictions", () => {
    const { logits, labels } = randomPredictions();
    const scores = scorePredictions(logits, labels, 5);
    const { confidence, correct } = scoreExamples(logits, labels, 5);
    expect(accuracyScore(logits, labels, 5)).toBe(scores.accuracy);
    expect(nllLoss(logits, labels, 5)).toBe(scores.nll);
    expect(brierLoss(logits, labels, 5)).toBe(scores.brier);
    expect(meanConfidence(confidence)).toBe(scores.meanConfidence);
    expect(signedGap(confidence, correct)).toBeCloseTo(scores.signedGap, 14);
  });

  it.each([
    ["nllLoss", nllLoss],
    ["brierLoss", brierLoss],
    ["scorePredictions", scorePredictions],
    ["macroF1Score", macroF1Score],
    ["scoreExamples", scoreExamples],
  ])("%s refuses in its own name", (name, score) => {
    expect(() => score(new Float64Array(3), new Int32Array(1), 2)).toThrow(`${name}: expected`);
  });

  it("refuses a number of bins in the name of scorePredictions", () => {
    expect(() => scorePredictions(new Float64Array(2), new Int32Array(1), 2, { bins: 0 })).toThrow(
      "scorePredictions: expected bins",
    );
  });

  it("is infinite, and no NaN, where a finite logit is that far off", () => {
    expect(nllLoss(Float64Array.of(1.7e308, -1.7e308, 0, 0), Int32Array.of(1, 0), 2)).toBe(Infinity);
  });

  it("refuse values out of range", () => {
    expect(() => meanConfidence(new Float64Array([0.5, 1.1]))).toThrow('confidences from 0 to 1, got "1.1 in row 1"');
    expect(() => signedGap(new Float64Array([0.5]), new Uint8Array([2]))).toThrow('"2 in row 0"');
    expect(() => signedGap(new Float64Array([0.5]), new Uint8Array(2))).toThrow(
      "1 outcomes, one for each confidence, got 2",
    );
  });
});
