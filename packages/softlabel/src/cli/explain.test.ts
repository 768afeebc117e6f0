// What `softlabel explain` says.
import { methodTable } from "@softlabel/core";
import { describe, expect, it } from "vitest";
import { explanation } from "./explain.ts";

describe("explanation", () => {
  it("gives target, optimum and the α of other libraries for label smoothing", () => {
    const text = explanation("smooth:0.1", 10);
    expect(text).toContain("The loss is given 0.91 for its class and 0.01 for each other.");
    expect(text).toContain(
      "The loss is smallest, 0.500288 nats, where the label's logit lies 4.51086 above each other",
    );
    expect(text).toMatch(/pytorch +0\.1 +over all/);
    expect(text).toMatch(/fairseq +0\.09 +over others/);
  });

  it("converts from the others as well", () => {
    const text = explanation("smooth:0.09,over=others", 10);
    expect(text).toMatch(/keras +0\.1 +over all/);
    expect(text).toMatch(/fairseq +0\.09 +over others/);
  });

  it("tells a bound from a target, and a loss that never rests", () => {
    expect(explanation("relax:0.1", 10)).toContain(
      "It pulls as far as 0.9 for its class and 0.0111111 for each other.",
    );
    expect(explanation("hard", 3)).toContain("The loss falls for ever towards 0 nats");
    expect(explanation("negative", 3)).toContain("The loss falls for ever without bound");
  });

  it.each(methodTable.map(({ name }) => name))("explains %s with its formula, without undefined or NaN", (name) => {
    const text = explanation(name, 5);
    expect(text).toContain(methodTable.find((row) => row.name === name)!.formula);
    expect(text).not.toMatch(/undefined|NaN/);
  });

  it("explains sums term by term", () => {
    const text = explanation("smooth:0.1+penalty:0.05", 10);
    expect(text).toContain("smooth:0.1+penalty:0.05 with 10 classes");
    expect(text).toMatch(/penalty beta/);
  });

  it.each([
    ["smoth", 10, "to be one of smooth"],
    ["smooth", 1, "--classes: expected classes to be a whole number from 2 to 1000, got 1"],
    ["smooth", NaN, "--classes"],
  ])("refuses %s with %d classes", (text, classes, message) => {
    expect(() => explanation(text, classes)).toThrow(message);
  });
});
