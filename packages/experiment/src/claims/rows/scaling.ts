// Claim: temperature scaling on hard labels calibrates as well as softening does.
import { metricNamed } from "@softlabel/core";
import { nats, share, type ClaimDefinition } from "../claimDefinition.ts";
import { pairsIn } from "../evidence.ts";
import { inMetric, logLosses, overSeeds } from "../measure.ts";

const { margin } = metricNamed("nllScaled");

export const scaling: ClaimDefinition = {
  id: "scaling",
  claim: "After temperature scaling, hard targets are as good as softened ones.",
  source: "Müller, Kornblith and Hinton 2019, table 3; Wang, Feng and Zhang 2021",
  reported:
    "ECE of hard targets with a temperature beside smoothing without: .021 and .024, .022 and .035, .018 and .019; regularised models gain less from scaling.",
  parts: [
    {
      key: "nllScaled",
      quantity: "log loss after temperature scaling",
      unit: nats,
      measure: (evidence, method) =>
        inMetric(evidence, method, "nllScaled", ({ scaled }) => scaled?.nll, logLosses(evidence)),
      expects: { difference: "not below margin", margin },
    },
    {
      key: "eceScaled",
      quantity: "ECE after temperature scaling",
      unit: share,
      measure: (evidence, method) =>
        overSeeds(pairsIn(evidence.main, method, evidence), ({ result }) => result?.testScaled?.ece),
    },
  ],
  remark: () => `As good means at most ${margin} nats worse.`,
};
