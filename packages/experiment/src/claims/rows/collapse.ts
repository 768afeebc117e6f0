// Claim: softening brings a network nearer to neural collapse.
import type { ClaimDefinition } from "../claimDefinition.ts";
import { share } from "../claimDefinition.ts";
import { pairsIn } from "../evidence.ts";
import { geometryPart } from "../geometryPart.ts";
import { overSeeds } from "../measure.ts";

export const collapse: ClaimDefinition = {
  id: "collapse",
  claim: "Softening brings a network nearer to neural collapse by the end of training.",
  source: "Guo et al. 2025",
  reported: "With smoothing, neural collapse is reached in fewer epochs and further.",
  parts: [
    geometryPart("variability", "NC1, variation within classes", { difference: "below zero" }),
    geometryPart("angleError", "NC2, the error of the class means' angles", { difference: "below zero" }),
    geometryPart("dualityError", "NC3, the distance of last layer and class means", { difference: "below zero" }),
    {
      key: "trainAccuracy",
      quantity: "training accuracy",
      unit: share,
      measure: (evidence, method) =>
        overSeeds(pairsIn(evidence.main, method, evidence), ({ trainAccuracy }) => trainAccuracy),
    },
  ],
  remark: () =>
    "Measured after the last epoch only, so its speed is unknown; neural collapse is about runs with almost no training error.",
};
