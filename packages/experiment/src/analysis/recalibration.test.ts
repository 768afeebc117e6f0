// Calibration costs of rows and of methods, from predictions that come in blocks.
import {
  createRandom,
  crossFitRecalibrationCosts,
  fitRecalibrationLine,
  recalibrationCosts,
  scoreExamples,
  twoWayInterval,
} from "@softlabel/core";
import { describe, expect, it } from "vitest";
import type { PredictionSource } from "../predictions/predictionSource.ts";
import { methodCost, rowCosts, rowsFitted } from "./recalibration.ts";

const classes = 2;

/** Predictions of 0.95 or so that are right in 0.7 of the rows, in two blocks whose arrays are used again. */
function overConfident(seed: number, rows: number): PredictionSource & { readonly logits: Float64Array; readonly labels: Int32Array } {
  const random = createRandom(seed);
  const labels = new Int32Array(rows);
  const logits = new Float64Array(rows * classes);
  for (let i = 0; i < rows; i++) {
    labels[i] = random.uniform() < 0.7 ? 0 : 1;
    logits[i * classes] = 2.5 + random.uniform();
  }
  const half = rows / 2;
  const block = { logits: new Float64Array(rows), labels: new Int32Array(half) };
  return {
    ...{ rows, classes, logits, labels },
    *blocks() {
      for (const from of [0, half]) {
        block.logits.set(logits.subarray(from * classes, (from + half) * classes));
        block.labels.set(labels.subarray(from, from + half));
        yield block;
      }
    },
  };
} // prettier-ignore

describe("rowCosts", () => {
  const [test, held] = [overConfident(1, 200), overConfident(2, 300)];
  const of = ({ logits, labels }: typeof test, temperature: number) =>
    scoreExamples(logits, labels, classes, temperature);

  it.each([1, 2])("come from a line of the validation rows at the same temperature, %s", (temperature) => {
    const line = fitRecalibrationLine(of(held, temperature).confidence, of(held, temperature).correct);
    const { confidence, correct } = of(test, temperature);
    const found = rowCosts({ source: test, temperature }, { source: held, temperature });
    expect(found).toEqual(recalibrationCosts(line, confidence, correct));
  });

  it("come from lines of other test rows where there are no validation rows", () => {
    const { confidence, correct } = of(test, 1);
    const expected = crossFitRecalibrationCosts(confidence, correct, createRandom("recalibration parts"), 5);
    expect(rowCosts({ source: test, temperature: 1 }, undefined)).toEqual(expected);
    expect(rowCosts({ source: overConfident(1, 8), temperature: 1 }, undefined)[0]).toBeNaN();
  });
});

describe("rowsFitted", () => {
  it("is the validation rows, else four of five test rows", () => {
    expect(rowsFitted(overConfident(1, 200), overConfident(2, 300))).toBe(300);
    expect(rowsFitted(overConfident(1, 200), undefined)).toBe(160);
  });
});

describe("methodCost", () => {
  const trialOf = (trained: Float64Array, scaled?: Float64Array) => ({
    rowCosts: () => ({ trained, scaled, fitted: 400 }),
  });
  const costs = [1, 2, 3].map((seed) =>
    rowCosts({ source: overConfident(seed, 400), temperature: 1 }, { source: overConfident(9, 400), temperature: 1 }),
  );

  it("is the mean over seeds and rows, with an interval for both and a bound of one side", () => {
    const { trained, scaled } = methodCost(costs.map((each) => trialOf(each)));
    const { difference, interval } = twoWayInterval(costs, { kind: "bounded" });
    const lowerBound = twoWayInterval(costs, { kind: "bounded", level: 0.9 }).interval[0];
    expect(trained).toEqual({ cost: difference, interval, lowerBound });
    expect(lowerBound).toBeGreaterThan(interval[0]);
    // 0.95 where 0.7 is right costs 0.25²
    expect(difference).toBeCloseTo(0.0625, 1);
    expect(lowerBound).toBeGreaterThan(0.02);
    expect(scaled).toBeNull();
  });

  it("is known after scaling only where every trial has a temperature", () => {
    const [first, second] = costs;
    expect(methodCost([trialOf(first, second)]).scaled!.cost).toBe(methodCost([trialOf(second)]).trained!.cost);
    expect(methodCost([trialOf(first, second), trialOf(first)]).scaled).toBeNull();
    expect(methodCost([trialOf(new Float64Array([Number.NaN]))]).trained).toBeNull();
  });
});
