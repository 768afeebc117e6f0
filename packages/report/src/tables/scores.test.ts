// Tests of means, deviations and cells.
import { describe, expect, it } from "vitest";
import { sampleResults } from "../../../../test/sampleResults.ts";
import { summarize } from "../base/summary.ts";
import { columnValues, hasScores, scoreTables, temperatureWarnings, writeCell } from "./scores.ts";

const [asTrained, scaled] = scoreTables({ accuracyMetric: "accuracy" });

describe("summarize", () => {
  it("gives the mean and the sample standard deviation", () => {
    expect(summarize([1, 2, 3, 4])).toEqual({ mean: 2.5, deviation: Math.sqrt(5 / 3) });
  });

  it("leaves out missing and infinite values", () => {
    expect(summarize([1, null, NaN, 3]).mean).toBe(2);
  });

  it("knows no deviation of one value, and no mean of none", () => {
    expect(summarize([0.5])).toEqual({ mean: 0.5, deviation: undefined });
    expect(summarize([]).mean).toBeNaN();
  });
});

describe("temperatureWarnings", () => {
  it("says each warning once, with the seeds it is about", () => {
    const [hard, smooth] = sampleResults().methods;
    const trials = hard.trials.map((trial) =>
      trial.seed > 3 ? { ...trial, temperatureWarning: "at its limit" } : trial,
    );
    expect(temperatureWarnings([{ ...hard, trials }, smooth])).toEqual([
      "Temperature of hard, seed 4, 5: at its limit",
    ]);
  });
});

describe("score tables", () => {
  const results = sampleResults();

  it("leave out temperatures that stopped at a limit", () => {
    const [, scaled] = scoreTables(results.data);
    const { trials, ...method } = results.methods[0];
    const stopped = (from: number) =>
      trials.map((trial) =>
        trial.seed < from ? trial : { ...trial, temperature: 22026, temperatureWarning: "capped" },
      );
    const [temperature] = scaled.columns;
    expect(columnValues(scaled, temperature, { ...method, trials: stopped(3) })).toHaveLength(2);
    expect(writeCell(scaled, temperature, { ...method, trials: stopped(0) })).toEqual(["–", ""]);
  });

  it("write mean and deviation apart", () => {
    const [mean, deviation] = writeCell(asTrained, asTrained.columns[0], results.methods[0]);
    expect(mean).toMatch(/^\d\d\.\d$/);
    expect(deviation).toMatch(/^\d\.\d$/);
  });

  it("write a dash for a method without trials", () => {
    const [method] = sampleResults({ finished: 0 }).methods;
    for (const column of asTrained.columns) expect(writeCell(asTrained, column, method)).toEqual(["–", ""]);
  });

  it("have the temperature of every seed", () => {
    const temperatures = columnValues(scaled, scaled.columns[0], results.methods[0]);
    expect(temperatures).toEqual(results.methods[0].trials.map(({ temperature }) => temperature));
  });

  it("are two only where rows were held out", () => {
    expect(hasScores(scaled, results.methods)).toBe(true);
    expect(hasScores(scaled, sampleResults({ validation: false }).methods)).toBe(false);
  });
});
