// Which metrics are compared, and which of them are primary.
import { describe, expect, it } from "vitest";
import { comparedMetrics, metricNamed } from "./comparedMetrics.ts";

describe("comparedMetrics", () => {
  const families = (options: Parameters<typeof comparedMetrics>[0]) =>
    comparedMetrics(options)
      .filter(({ key }) => /accuracy$/i.test(key) || key === "nllScaled")
      .map((metric) => `${metric.key} ${metric.family}`);

  it("compares plain accuracy alone, or balanced accuracy in its place and plain accuracy beside it", () => {
    expect(families({})).toEqual(["accuracy primary", "nllScaled primary"]);
    expect(families({ accuracy: "balancedAccuracy" })).toEqual([
      "accuracy exploratory",
      "balancedAccuracy primary",
      "nllScaled primary",
    ]);
  });

  it("has one primary metric where one question was declared", () => {
    expect(families({ question: "accuracy" })).toEqual(["accuracy primary", "nllScaled exploratory"]);
    expect(families({ question: "log-loss" })).toEqual(["accuracy exploratory", "nllScaled primary"]);
  });
});

describe("metricTable", () => {
  it("names what there is, the nearest first", () => {
    expect(() => metricNamed("nl")).toThrow("the metric to be one of nll, ");
  });
});
