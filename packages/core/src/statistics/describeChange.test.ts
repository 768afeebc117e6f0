// Tests of the clause that says how far a metric moved.
import { describe, expect, it } from "vitest";
import { metricNamed } from "./comparedMetrics.ts";
import { describeChange, marginInWords } from "./describeChange.ts";

describe("describeChange", () => {
  it.each([
    ["accuracy", 0.031, [0.014, 0.049], "accuracy is 3.1 points higher (95 % interval 1.4 to 4.9)"],
    ["accuracy", -0.012, [-0.02, -0.004], "accuracy is 1.2 points lower (95 % interval 0.4 to 2.0)"],
    [
      "nllScaled",
      -0.066,
      [-0.102, -0.03],
      "log loss after temperature scaling is 0.066 nats lower (95 % interval 0.030 to 0.102)",
    ],
    ["nll", 0.02, [-0.01, 0.05], "log loss is 0.020 nats higher (95 % interval -0.010 to 0.050)"],
    ["brier", -0.004, [-0.006, -0.002], "Brier score is 0.004 lower (95 % interval 0.002 to 0.006)"],
  ] as const)("of %s by %d", (metric, difference, interval, clause) => {
    expect(describeChange({ metric, difference, interval })).toBe(clause);
  });
});

it("names a metric and its margin as a sentence does", () => {
  expect([metricNamed("accuracy").name, marginInWords("accuracy")]).toEqual(["accuracy", "0.5 points"]);
  expect([metricNamed("nllScaled").name, marginInWords("nllScaled")]).toEqual([
    "log loss after temperature scaling",
    "0.01 nats",
  ]);
});
