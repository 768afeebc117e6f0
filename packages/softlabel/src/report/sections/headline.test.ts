// Tests of the sentence that sums up a method: what was bought, what it cost, what is open.
import { describe, expect, it } from "vitest";
import type { VerdictResult, VerdictWord } from "../../experiment/records/results.ts";
import { headline, listed } from "./headline.ts";

const verdict = (metric: string, word: VerdictWord): VerdictResult => ({
  method: "smooth:0.1",
  metric,
  difference: 0,
  interval: [-1, 1],
  pValue: 1,
  adjustedPValue: 1,
  primary: true,
  verdict: word,
  sentence: "",
});

describe("headline", () => {
  it.each([
    [["better", "cannot tell"], "bought better accuracy; whether it changes Brier score cannot be told."],
    [["better", "worse"], "bought better accuracy and cost worse Brier score."],
    [["better", "better"], "bought better accuracy and Brier score."],
    [["no difference", "worse"], "cost worse Brier score and made no difference worth the name in accuracy."],
    [["cannot tell", "cannot tell"], "cannot be judged: whether it changes accuracy or Brier score does not show here."], // prettier-ignore
  ] as const)("of %j", ([accuracy, brier], sentence) => {
    expect(headline([verdict("accuracy", accuracy), verdict("brier", brier)])).toBe(sentence);
  });
});

it("lists names as one says them", () => {
  expect([listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])]).toEqual(["", "a", "a and b", "a, b and c"]); // prettier-ignore
});
