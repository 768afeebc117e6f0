// Claim: softening is over-confident where it errs.
import { mean } from "@softlabel/core/internal";
import { share, type ClaimDefinition } from "../claimDefinition.ts";
import { pairsIn, type ClaimTrial } from "../evidence.ts";
import { overSeeds } from "../measure.ts";

/** Mean confidence of the wrong predictions after temperature scaling; undefined if none is wrong. */
function confidenceWhereWrong({ scaled }: ClaimTrial): number | undefined {
  if (scaled === null) return undefined;
  const wrong = scaled.confidence.filter((_, i) => scaled.error[i] === 1);
  return wrong.length === 0 ? undefined : mean(wrong);
}

export const errors: ClaimDefinition = {
  id: "errors",
  claim: "Softening makes a model over-confident where it is wrong.",
  source: "Zhou et al. 2025 (MaxSup)",
  reported:
    "Besides its regularising part, the loss of label smoothing has one that amplifies the errors of wrong predictions.",
  parts: [
    {
      key: "confidenceWhereWrong",
      quantity: "mean confidence of wrong predictions after temperature scaling",
      unit: share,
      measure: (evidence, method) => overSeeds(pairsIn(evidence.main, method, evidence), confidenceWhereWrong),
      expects: { difference: "above zero" },
    },
  ],
};
