// Arms as text: what they choose from, and what they refuse.
import { methodTable } from "@softlabel/core";
import { describe, expect, it } from "vitest";
import { canonicalMethod, isArm, parseArm, trainedMethods } from "./arm.ts";

const methodsOf = (text: string): string[] => parseArm(text).candidates.map(({ method }) => method);

describe("parseArm", () => {
  it("chooses among the method's own values, or those given", () => {
    expect(methodsOf("smooth:auto")).toEqual([0.025, 0.05, 0.1, 0.15, 0.2, 0.3].map((value) => `smooth:${value}`));
    expect(methodsOf("relax:auto,grid=0.1/0.4")).toEqual(["relax:0.1", "relax:0.4"]);
    expect(parseArm("focal:auto")).toMatchObject({ parameter: "gamma", candidates: [{ value: 1 }, {}, {}, {}] });
  });

  it("keeps the other parameters and penalties", () => {
    const text = "smooth:auto,over=others,grid=0.1/0.2+penalty:0.05";
    expect(methodsOf(text)).toEqual(["smooth:0.1,over=others+penalty:0.05", "smooth:0.2,over=others+penalty:0.05"]);
    expect(parseArm(text).method).toBe(text);
  });

  it("has a text that gives it again, the shortest", () => {
    expect(parseArm("smooth:auto,over=all,grid=.1/2e-1,by=ece")).toMatchObject({
      method: "smooth:auto,grid=0.1/0.2,by=ece",
      by: "ece",
    });
    const usual = "smooth: auto ,grid=0.025/0.05/0.1/0.15/0.2/0.3";
    expect(canonicalMethod(usual)).toBe("smooth:auto");
    expect(canonicalMethod("label_smoothing:auto,by=ece")).toBe("smooth:auto,by=ece");
    expect(canonicalMethod("label_smoothed_cross_entropy:auto")).toBe("smooth:auto,over=others");
  });

  it.each([
    ["brier:auto", "expected a method with a parameter to choose (smooth, relax"],
    ["smoth:auto", "smooth"],
    ["smooth:auto,grid=0.1", "expected at least two values, each once, got"],
    ["smooth:auto,grid=0.1/0.10", "expected at least two values, each once, got"],
    ["smooth:auto,grid=0.1/2", "expected each of grid to be a number from 0 to 1"],
    ["smooth:auto,by=luck", "nllScaled"],
    ["smooth:auto,alpha=0.1", "a parameter"],
  ])("refuses %s", (text, message) => {
    expect(isArm(text)).toBe(true);
    expect(() => parseArm(text)).toThrow(message);
  });

  it("takes every grid of the table", () => {
    const rows = methodTable.filter(({ grid }) => grid !== undefined);
    expect(rows.length).toBeGreaterThan(5);
    for (const { name, grid } of rows) expect(parseArm(`${name}:auto`).candidates).toHaveLength(grid!.length);
  });
});

describe("trainedMethods", () => {
  it("has every method and candidate once", () => {
    const methods = ["hard", "smooth:auto,grid=0.05/0.1", "smooth:0.1", "smooth:auto,grid=0.1/0.2,by=ece"];
    expect(trainedMethods(methods)).toEqual(["hard", "smooth:0.05", "smooth:0.1", "smooth:0.2"]);
  });
});
