// Tests of the sentence that sums up a method: what it improves, what it worsens, what is unclear.
import { describe, expect, it } from "vitest";
import type { VerdictResult, VerdictWord } from "@softlabel/experiment/internal";
import { madeUpVerdict } from "../../../../test/madeUpVerdict.ts";
import { headline } from "./headline.ts";

const verdict = (metric: string, word: VerdictWord): VerdictResult => madeUpVerdict({ metric, verdict: word });

describe("headline", () => {
  it.each([
    [["better", "cannot tell"], "improves accuracy; cannot tell whether it changes Brier score."],
    [["better", "worse"], "improves accuracy and worsens Brier score."],
    [["better", "better"], "improves accuracy and Brier score."],
    [["no difference", "worse"], "worsens Brier score and makes no difference to accuracy."],
    [["cannot tell", "cannot tell"], "cannot tell whether it changes accuracy or Brier score."], // prettier-ignore
  ] as const)("of %j", ([accuracy, brier], sentence) => {
    expect(headline([verdict("accuracy", accuracy), verdict("brier", brier)])).toBe(sentence);
  });
});
