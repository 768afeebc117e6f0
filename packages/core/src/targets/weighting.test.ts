// Class weights on terms and on examples.
import { describe, expect, it } from "vitest";
import { oneHot } from "./oneHot.ts";
import { smoothTargets } from "./smoothing.ts";
import { rowWeights, weightings, weightTargets, type Weighting } from "./weighting.ts";

const weight = new Float64Array([1, 2, 4]);
const given = oneHot(new Int32Array([2, 0, -100]), 3, -100);
const smoothed = smoothTargets(given, 3, 0.3);

describe("rowWeights", () => {
  it("is the class's weight for one-hot rows, 0 for an ignored one, the expected one for a mixture", () => {
    expect(Array.from(rowWeights(given, weight))).toEqual([4, 1, 0]);
    expect(Array.from(rowWeights(new Float64Array([0.5, 0.25, 0.25]), weight))).toEqual([2]);
  });
});

describe("weightTargets", () => {
  it("by terms multiplies each class's target", () => {
    const s = weightTargets(smoothed, weight);
    s.forEach((mass, i) => expect(mass).toBe(weight[i % 3] * smoothed[i]));
  });

  it("by examples multiplies each row by its label's weight, smoothed or not", () => {
    const s = weightTargets(smoothed, weight, { weighting: "examples", given });
    s.forEach((mass, i) => expect(mass).toBe([4, 1, 0][Math.floor(i / 3)] * smoothed[i]));
  });

  it("is the same in both modes for one-hot rows", () => {
    const [terms, examples] = weightings.map((weighting) => weightTargets(given, weight, { weighting, given }));
    expect(terms).toEqual(examples);
  });

  it("refuses weights that are negative or not finite, with the class", () => {
    for (const bad of [-1, NaN, Infinity]) {
      const message = `weightTargets: expected the weight of class 1 to be finite and not negative, got ${bad}`;
      expect(() => weightTargets(given, new Float64Array([1, bad, 1]))).toThrow(message);
    }
  });

  it("refuses rows that do not fit the weights, or one another", () => {
    expect(() => weightTargets(given.slice(1), weight)).toThrow("weightTargets: expected rows of 3 numbers, got 8");
    const call = () => weightTargets(smoothed, weight, { given: given.slice(3) });
    expect(call).toThrow("weightTargets: expected 9 numbers of given rows, got 6");
  });

  it("refuses an unknown weighting, naming those there are", () => {
    const weighting = "example" as Weighting;
    const message = 'weightTargets: expected weighting to be one of examples, terms, got "example"';
    expect(() => weightTargets(given, weight, { weighting })).toThrow(message);
  });
});
