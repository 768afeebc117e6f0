// Class weights as text: what is read, what it stands for with given data, and what is refused.
import { describe, expect, it } from "vitest";
import { describeClassWeights, parseClassWeights } from "./classWeights.ts";

const classes = ["cat", "dog", "a=b", "New York, NY"];
const counts = [6, 2, 1, 0];

describe("parseClassWeights", () => {
  it.each([
    ["balanced", "balanced", [9 / (3 * 6), 9 / (3 * 2), 3, 0]],
    ["dog=3", "dog=3", [1, 3, 1, 1]],
    [" cat = 0.50 , dog=1e1", "cat=0.5,dog=10", [0.5, 10, 1, 1]],
    ["a=b=2,New York, NY=4", "a=b=2,New York, NY=4", [1, 1, 2, 4]],
  ])("reads %s", (text, canonical, weights) => {
    const parsed = parseClassWeights(text);
    expect(String(parsed)).toBe(canonical);
    parsed.checkNames(classes);
    expect([...parsed.of(classes, counts)]).toEqual(weights);
    expect(String(parseClassWeights(canonical))).toBe(canonical);
  });

  it.each([
    ["", '--class-weights: expected balanced, or name=weight,name=weight, got ""'],
    ["balance", 'name=weight,name=weight, got "balance"'],
    ["cat=2,dog", "name=weight,name=weight"],
    ["cat=two", 'a number as the weight of cat, got "two"'],
    ["cat=0", "the weight of cat to be a number above 0, got 0"],
    ["cat=-1", "the weight of cat to be a number above 0, got -1"],
    ["cat=1,cat=2", 'every class once, got "cat"'],
  ])("refuses %j", (text, message) => {
    expect(() => parseClassWeights(text)).toThrow(message);
  });

  it("suggests the nearest class for a name that is none", () => {
    expect(() => parseClassWeights("dgo=2").checkNames(classes)).toThrow(
      /^--class-weights: expected the class to be one of dog, .*got "dgo"/,
    );
  });
});

describe("describeClassWeights", () => {
  const data = { classes: ["a", "b"], classCounts: [30, 10] };

  it("lists the weights, unless they depend on label noise", () => {
    const said = (classWeights: string, noise = "none") => describeClassWeights({ classWeights, noise }, data)[0];
    expect(said("balanced")).toMatch(/^Class weights: a 0.667, b 2\. Predicted probabilities then/);
    expect(said("b=5", "pairs:0.2")).toMatch(/^Class weights: a 1, b 5\./);
    expect(said("balanced", "pairs:0.2")).toMatch(/^Class weights: balanced\./);
    expect(describeClassWeights({ noise: "none" }, data)).toEqual([]);
  });
});
