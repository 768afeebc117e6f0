// Which test examples a report shows.
import { describe, expect, it } from "vitest";
import { argmax } from "./argmax.ts";
import { chooseExamples, chooseMostWrong } from "./examples.ts";

/** Logits of two classes that predict the given ones. */
const predicting = (...classes: number[]): Float32Array => Float32Array.from(classes.flatMap((k) => [1 - k, k]));

describe("chooseExamples", () => {
  it("takes the first of each kind: all right, in dispute, all wrong", () => {
    const labels = Int32Array.of(0, 0, 0, 0, 1, 1, 1, 1, 1);
    const first = predicting(0, 0, 0, 1, 1, 0, 0, 0, 0);
    const second = predicting(0, 0, 0, 1, 0, 1, 1, 1, 0);
    expect(chooseExamples([first, second], labels, 2)).toEqual([
      { index: 0, reason: "every model is right" },
      { index: 1, reason: "every model is right" },
      { index: 4, reason: "the models disagree" },
      { index: 5, reason: "the models disagree" },
      { index: 6, reason: "the models disagree" },
      { index: 3, reason: "every model is wrong" },
      { index: 8, reason: "every model is wrong" },
    ]);
  });

  it("shows less where there is less", () => {
    expect(chooseExamples([predicting(1)], Int32Array.of(1), 2)).toEqual([
      { index: 0, reason: "every model is right" },
    ]);
    expect(chooseExamples([predicting()], new Int32Array(0), 2)).toEqual([]);
  });
});

describe("chooseMostWrong", () => {
  it("takes the three that the model is surest of, the surest first", () => {
    const confidence = Float64Array.of(0.9, 0.6, 0.8, 0.99, 0.8, 0.7);
    const correct = Uint8Array.of(0, 0, 0, 1, 0, 0);
    const chosen = chooseMostWrong({ trial: { method: "hard" }, examples: { confidence, correct } });
    expect(chosen.map(({ index }) => index)).toEqual([0, 2, 4]);
    expect(chosen[0].reason).toBe("hard is most confidently wrong");
  });
});

describe("argmax", () => {
  it("takes the lowest of equal ones", () => {
    expect(argmax(Float32Array.of(9, 1, 3, 3), 1, 3)).toBe(1);
  });
});
