// Scores of a block become probabilities: softmax(logits / temperature), or what the model gave.
import { describe, expect, it } from "vitest";
import { Predictor } from "./probabilities.ts";

const none = (rows: number): Uint8Array => new Uint8Array(rows);

describe("Predictor", () => {
  it("takes the softmax of logits over the temperature", () => {
    const predictor = new Predictor(3, "logits", 2);
    const scores = Float32Array.of(2, 0, -2, 1000, 998, 0);
    const { probabilities, predicted, logits } = predictor.predict({ scores, columns: 3 }, none(2));
    const [a, b, c] = [Math.exp(1), 1, Math.exp(-1)];
    expect(probabilities[0]).toBeCloseTo(a / (a + b + c), 7);
    expect(probabilities[2]).toBeCloseTo(c / (a + b + c), 7);
    expect(probabilities[3]).toBeCloseTo(1 / (1 + Math.exp(-1)), 7);
    expect([...predicted]).toEqual([0, 0]);
    expect([...logits]).toEqual([1, 0, -1, 500, 499, 0]);
  });

  it("leaves probabilities as they are, and takes the logarithm for scoring", () => {
    const predictor = new Predictor(2, "probabilities", 1);
    const scores = Float32Array.of(0.1, 0.9, 1, 0);
    const { probabilities, predicted, logits } = predictor.predict({ scores, columns: 2 }, none(2));
    expect([...probabilities]).toEqual([...scores]);
    expect([...predicted]).toEqual([1, 0]);
    expect(logits[0]).toBeCloseTo(Math.log(0.1), 6);
    expect(logits[3]).toBe(Math.log(1e-15));
  });

  it.each([
    ["probabilities", 0.25, [0.75, 0.25]],
    ["logits", 0, [0.5, 0.5]],
  ] as const)("takes a single column of %s for the second class", (meaning, score, expected) => {
    const predictor = new Predictor(2, meaning, 1);
    const { probabilities } = predictor.predict({ scores: Float64Array.of(score), columns: 1 }, none(1));
    expect([...probabilities]).toEqual(expected);
  });

  it("gives no prediction where a row is bad, and where a score is not finite", () => {
    const predictor = new Predictor(2, "logits", 1);
    const bad = Uint8Array.of(1, 0, 0);
    const { probabilities, predicted } = predictor.predict(
      { scores: Float32Array.of(1, 2, NaN, 0, 3, 4), columns: 2 },
      bad,
    );
    expect([...predicted]).toEqual([-1, -1, 1]);
    expect([...bad]).toEqual([1, 1, 0]);
    expect([...probabilities.subarray(0, 4)]).toEqual([NaN, NaN, NaN, NaN]);
    expect(probabilities[4] + probabilities[5]).toBeCloseTo(1, 6);
  });

  it("uses its room again for smaller blocks", () => {
    const predictor = new Predictor(2, "logits", 1);
    predictor.predict({ scores: new Float32Array(6), columns: 2 }, none(3));
    const { probabilities, predicted } = predictor.predict({ scores: Float32Array.of(0, 5), columns: 2 }, none(1));
    expect(probabilities).toHaveLength(2);
    expect([...predicted]).toEqual([1]);
  });
});
