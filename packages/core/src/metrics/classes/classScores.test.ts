// Scores class by class against scikit-learn's, and the treatment of classes without rows.
import { describe, expect, it } from "vitest";
import { readReference } from "../../../../../test/reference.ts";
import { balancedWeights } from "../../base/classWeights.ts";
import { createRandom } from "../../base/random.ts";
import { averagePrecisionInBlocks, averagePrecisionScores } from "./averagePrecisionScores.ts";
import { balancedAccuracyScore } from "./balancedAccuracyScore.ts";
import { macroMean, precisionScores, recallScores } from "./classRates.ts";
import { matthewsCorrelationScore } from "./matthewsCorrelationScore.ts";
import { mean } from "../../base/sum.ts";
import { scoreExamples } from "../scoreExamples.ts";

interface ReferenceArray {
  readonly shape: readonly number[];
  /** Null if scikit-learn leaves it undefined. */
  readonly data: readonly (number | null)[];
}

interface Case {
  readonly name: string;
  readonly logits: ReferenceArray;
  readonly labels: readonly number[];
  readonly recall: ReferenceArray;
  readonly precision: ReferenceArray;
  readonly averagePrecision: ReferenceArray;
  readonly balancedAccuracy: number;
  readonly macroPrecision: number;
  readonly matthewsCorrelation: number;
  /** Of the classes that occur. */
  readonly balancedWeights: readonly number[];
}

const cases = readReference<readonly Case[]>("class_scores.json").map((given) => {
  const logits = Float64Array.from(given.logits.data, Number);
  const labels = Int32Array.from(given.labels);
  return { ...given, predictions: [logits, labels, given.logits.shape[1]] as const };
});

/** Expects equal numbers, and NaN where the reference has none. */
function expectSame(found: Float64Array, { data }: ReferenceArray): void {
  expect(found).toHaveLength(data.length);
  data.forEach((value, k) => (value === null ? expect(found[k]).toBeNaN() : expect(found[k]).toBeCloseTo(value, 12)));
}

describe.each(cases)("scikit-learn's scores of $name", (reference) => {
  const { predictions } = reference;
  const [logits, labels, classes] = predictions;

  it("are recall, precision and average precision by class", () => {
    expectSame(recallScores(...predictions), reference.recall);
    expectSame(precisionScores(...predictions), reference.precision);
    expectSame(averagePrecisionScores(...predictions), reference.averagePrecision);
  });

  it("are balanced accuracy, mean precision and Matthews correlation", () => {
    expect(balancedAccuracyScore(...predictions)).toBeCloseTo(reference.balancedAccuracy, 12);
    expect(macroMean(precisionScores(...predictions))).toBeCloseTo(reference.macroPrecision, 12);
    expect(matthewsCorrelationScore(...predictions)).toBeCloseTo(reference.matthewsCorrelation, 12);
  });

  it("are the same average precision in blocks", () => {
    const cut = (from: number, to: number) => ({
      logits: logits.subarray(from * classes, to * classes),
      labels: labels.subarray(from, to),
    });
    const blocks = [cut(0, 7), cut(7, 7), cut(7, labels.length)];
    expectSame(averagePrecisionInBlocks(blocks, classes), reference.averagePrecision);
  });

  it("weigh classes so that the weighted accuracy is the balanced one", () => {
    const weights = balancedWeights(Array.from({ length: classes }, (_, k) => labels.filter((y) => y === k).length));
    const present = weights.filter((weight) => weight > 0);
    reference.balancedWeights.forEach((weight, i) => expect(present[i]).toBeCloseTo(weight, 12));
  });
});

describe("averagePrecisionScores", () => {
  it("ranks rows whose probability rounds to 1, and at a temperature", () => {
    const labels = Int32Array.of(0, 1, 0);
    // 1 - p is 1e-22, 4e-18 and 4e-27
    const logits = Float64Array.of(50, 0, 40, 0, 60, 0);
    expect([...averagePrecisionScores(logits, labels, 2)]).toEqual([1, 1]);
    expect([...averagePrecisionScores(logits, labels, 2, 0.1)]).toEqual([1, 1]);
    expect([
      ...averagePrecisionScores(
        logits.map((z) => -z),
        labels,
        2,
      ),
    ]).toEqual([(1 / 2 + 2 / 3) / 2, 1 / 3]);
  });

  it("passes over the blocks again where the scores of all classes are too many to hold", () => {
    const random = createRandom("many rows");
    const [rows, classes] = [100, 7];
    const logits = Float64Array.from({ length: rows * classes }, () => random.normal());
    const labels = Int32Array.from({ length: rows }, () => random.integer(classes));
    let passes = 0;
    const blocks = {
      *[Symbol.iterator]() {
        passes++;
        yield { logits, labels };
      },
    };
    const own = averagePrecisionScores(logits, labels, classes);
    expect(averagePrecisionInBlocks(blocks, classes, { held: 250 })).toEqual(own);
    // one to check them, then two classes at a time
    expect(passes).toBe(1 + 4);
    expect(averagePrecisionInBlocks(blocks, classes, { held: 1 })).toEqual(own);
    expect(passes).toBe(5 + 1 + 7);
  });
});

describe("scoreExamples", () => {
  it.each(cases)(
    "weighs the errors of $name to one minus the balanced accuracy",
    ({ predictions, balancedAccuracy }) => {
      const { error, balance } = scoreExamples(...predictions);
      expect(1 - mean(error.map((wrong, i) => wrong * balance[i]))).toBeCloseTo(balancedAccuracy, 12);
    },
  );
});
