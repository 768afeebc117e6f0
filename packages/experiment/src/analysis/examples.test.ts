// Which test examples a report shows.
import { describe, expect, it } from "vitest";
import { chooseByAgreement, chooseExamples } from "./examples.ts";

describe("chooseByAgreement", () => {
  it("takes the first of each kind: all right, in dispute, all wrong", () => {
    const first = Uint8Array.of(1, 1, 1, 0, 1, 0, 0, 0, 0);
    const second = Uint8Array.of(1, 1, 1, 0, 0, 1, 1, 1, 0);
    expect(chooseByAgreement([first, second])).toEqual([
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
    expect(chooseByAgreement([Uint8Array.of(1)])).toEqual([{ index: 0, reason: "every model is right" }]);
    expect(chooseByAgreement([new Uint8Array(0)])).toEqual([]);
  });
});

describe("chooseExamples", () => {
  /** A model of two classes with these logits of class 1, on rows of class 0: above 0 is wrong. */
  const model = (method: string, ...logits: number[]) => {
    const block = { logits: Float32Array.from(logits.flatMap((z) => [0, z])), labels: new Int32Array(logits.length) };
    return { trial: { method }, source: { rows: logits.length, classes: 2, blocks: () => [block] } };
  };

  it("shows a row on which several models are most confidently wrong once", () => {
    const reasons = chooseExamples([model("hard", 3, 2, -1, -1), model("smooth:0.1", 4, -1, -1, 1)])
      .filter(({ reason }) => reason.includes("confidently"))
      .map(({ index, reason }) => `${index}: ${reason}`);
    expect(reasons).toEqual([
      "0: hard and smooth:0.1 are most confidently wrong",
      "1: hard is most confidently wrong",
      "3: smooth:0.1 is most confidently wrong",
    ]);
  });
});
