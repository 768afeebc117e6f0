// Claim: softening makes confidence worse at telling which predictions to decline.
import { metricTable } from "@softlabel/core";
import { plain, share, type ClaimDefinition } from "../claimDefinition.ts";
import { ofVerdict } from "../measure.ts";

export const selective: ClaimDefinition = {
  id: "selective",
  claim: "Softening degrades selective classification: errors are harder to tell from correct predictions.",
  source: "Xia, Laurent, Franchi and Bouganis 2025",
  reported: "Risk at equal coverage is higher; the largest logit is lowered most where the prediction is right.",
  parts: [
    {
      key: "augrc",
      quantity: metricTable.augrc.name,
      unit: { ...plain, digits: 4 },
      measure: (evidence, method) => ofVerdict(evidence, method, "augrc"),
      expects: { difference: "above zero" },
    },
    {
      key: "excessAurc",
      quantity: metricTable.excessAurc.name,
      unit: { ...plain, digits: 4 },
      measure: (evidence, method) => ofVerdict(evidence, method, "excessAurc"),
      expects: { difference: "above zero" },
    },
    {
      key: "riskAt80Coverage",
      quantity: metricTable.riskAt80Coverage.name,
      unit: share,
      measure: (evidence, method) => ofVerdict(evidence, method, "riskAt80Coverage"),
    },
  ],
};
