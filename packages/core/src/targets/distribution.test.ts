// The check of rows given as distributions.
import { describe, expect, it } from "vitest";
import { checkDistributions } from "./distribution.ts";

const checked = (...rows: number[]) => {
  return () => checkDistributions("loss", new Float64Array(rows), 2);
};

describe("checkDistributions", () => {
  it("accepts distributions, float32 rounding and rounded decimals", () => {
    expect(checked(0.25, 0.75, 0, 1)).not.toThrow();
    expect(checked(Math.fround(0.1), Math.fround(0.9))).not.toThrow();
    expect(checked(0.33333, 0.66666)).not.toThrow();
    expect(checked()).not.toThrow();
  });

  it.each([
    [[0.5, 0.5, 0.5, 0.4], "loss: expected target row 1 to sum to one, got 0.9; divide the row by its sum"],
    [[0, 0], "expected target row 0 to sum to one, got 0"],
    [[0.5, 0.5, 1.5, -0.5], "expected target row 1 to hold finite numbers that are not negative, got -0.5"],
    [[NaN, 1], "expected target row 0 to hold finite numbers that are not negative, got NaN"],
    [[Infinity, 0], "expected target row 0 to hold finite numbers that are not negative, got Infinity"],
  ])("refuses %j", (rows, message) => {
    expect(checked(...rows)).toThrow(message);
  });
});
