// Claim: softening changes accuracy little or not at all.
import { metricNamed } from "@softlabel/core";
import { share, type ClaimDefinition } from "../claimDefinition.ts";
import { inMetric, rightOnes } from "../measure.ts";

const { margin } = metricNamed("accuracy");

export const accuracy: ClaimDefinition = {
  id: "accuracy",
  claim: "Softening changes accuracy little or not at all.",
  source: "Müller, Kornblith and Hinton 2019, table 2",
  reported:
    "86.8 ± .2 and 86.7 ± .3 (CIFAR-10), 72.1 ± .3 and 72.7 ± .3 (CIFAR-100), 80.9 and 80.9 (ImageNet), hard and smoothed.",
  parts: [
    {
      key: "accuracy",
      quantity: "accuracy",
      unit: share,
      measure: (evidence, method) => inMetric(evidence, method, "accuracy", rightOnes, { kind: "answers" }),
      expects: { difference: "within margin", margin },
    },
  ],
  remark: () => `Little means less than ${margin * 100} points.`,
};
