// What `softlabel explain` says.
import { methodTable } from "@softlabel/core";
import { describe, expect, it } from "vitest";
import { explanation } from "./explain.ts";

describe("explanation", () => {
  it("gives target, optimum and the α of other libraries for label smoothing", () => {
    const text = explanation("smooth:0.1", 10);
    expect(text).toContain("Target: 0.91 for the labelled class, 0.01 for every other class.");
    expect(text).toContain(
      "The minimum of the loss, 0.500288 nats, is where the labelled class's logit is 4.51086 above every other",
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
      "Effective target: 0.9 for the labelled class, 0.0111111 for every other class.",
    );
    expect(explanation("hard", 3)).toContain("The loss keeps decreasing towards 0 nats");
    expect(explanation("negative", 3)).toContain("The loss keeps decreasing without bound");
  });

  it.each([
    [
      "smooth:0.95,over=others",
      10,
      "2.28588 nats, is where the labelled class's logit is 0.747214 below every other, at a",
    ],
    [
      "smooth:1,over=others",
      10,
      "keeps decreasing towards 2.19722 nats as the labelled class's logit falls below the others.",
    ],
    ["smooth:1", 10, "2.30259 nats, is where the labelled class's logit is 0 above every other"],
    ["prior:0.5,frequencies=1/2/7", 3, "0.926507 nats, is where the probabilities equal the target."],
    ["prior:0.5,frequencies=1/0/1", 3, "towards 0.562335 nats as the probabilities approach the target."],
    ["prior:0.5,frequencies=1/2/7+penalty", 3, "minimum of this loss with a penalty has not been derived."],
    ["bi-tempered:t1=0.2,t2=4", 10, "keeps decreasing towards 0 nats as the labelled class's logit rises"],
    ["logit-norm:0.5", 10, "0.738658 nats, is wherever the labelled class's logit exceeds the others, which are equal"],
    ["relax:0.1+z-loss:0.5", 10, "Effective target: 0.9 for the labelled class, 0.0111111 for every other class."],
    ["smooth:1e-14", 10, "3.20841e-13 nats, is where the labelled class's logit is 34.5388 above"],
    ["penalty:0.001", 10, "decreases towards 0 nats, at least up to a gap of 700, as the labelled class's logit rises"],
    ["distill", 10, "depends on the teacher's prediction"],
  ])("says where the loss of %s with %d classes is smallest", (text, classes, sentence) => {
    expect(explanation(text, classes)).toContain(sentence);
  });

  it("names no α outside its range", () => {
    const text = explanation("smooth:0.6,over=others", 2);
    expect(text).toMatch(/pytorch +none +over all/);
    expect(text).toMatch(/fairseq +0\.6 +over others/);
    expect(text).toContain("none: the labelled class gets less than every other class");
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
