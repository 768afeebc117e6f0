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

  it.each([
    [
      "smooth:0.95,over=others",
      10,
      "smallest, 2.28588 nats, where the label's logit lies 0.747214 below each other, at a",
    ],
    ["smooth:1,over=others", 10, "falls for ever towards 2.19722 nats as the label's logit sinks below the others."],
    ["smooth:1", 10, "smallest, 2.30259 nats, where the label's logit lies 0 above each other"],
    ["prior:0.5,frequencies=1/2/7", 3, "smallest, 0.926507 nats, where the probabilities are those of the target."],
    ["prior:0.5,frequencies=1/0/1", 3, "towards 0.562335 nats as the probabilities near those of the target."],
    ["prior:0.5,frequencies=1/2/7+penalty", 3, "smallest is not worked out for penalties on such a loss."],
    ["bi-tempered:t1=0.2,t2=4", 10, "falls for ever towards 0 nats as the label's logit rises"],
    ["logit-norm:0.5", 10, "smallest, 0.738658 nats, where the label's logit lies above the others, these are equal"],
    ["relax:0.1+z-loss:0.5", 10, "pulls as far as 0.9 for its class and 0.0111111 for each other."],
    ["smooth:1e-14", 10, "smallest, 3.20841e-13 nats, where the label's logit lies 34.5388 above"],
    ["penalty:0.001", 10, "falls towards 0 nats, at least up to a gap of 700, as the label's logit rises"],
    ["distill", 10, "depends on what the teacher says"],
  ])("says where the loss of %s with %d classes is smallest", (text, classes, sentence) => {
    expect(explanation(text, classes)).toContain(sentence);
  });

  it("names no α outside its range", () => {
    const text = explanation("smooth:0.6,over=others", 2);
    expect(text).toMatch(/pytorch +none +over all/);
    expect(text).toMatch(/fairseq +0\.6 +over others/);
    expect(text).toContain("none: the label's class gets less than each other");
    expect(explanation("smooth:0.9,over=others", 10)).toMatch(/pytorch +1 +over all/);
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
