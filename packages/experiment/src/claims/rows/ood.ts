// Claim: softening makes inputs of unknown classes harder to tell.
import { detectionScores, oodAurocScore, oodFalsePositiveError, type DetectionScore } from "@softlabel/core";
import { share, type ClaimDefinition, type ClaimPart } from "../claimDefinition.ts";
import { pairsIn, type ClaimTrial } from "../evidence.ts";
import { leftOutName } from "../extraTable.ts";
import { overSeeds } from "../measure.ts";
import type { Expectation } from "../outcome.ts";

type Detection = (inside: Float64Array, outside: Float64Array) => number;

/** How well test rows of known classes are told from those of classes left out. */
function detect({ logits, scores, leftOut }: ClaimTrial, by: DetectionScore, rate: Detection): number | undefined {
  if (leftOut === undefined || leftOut.test.labels.length === 0) return undefined;
  const classes = logits.length / scores.error.length;
  return rate(detectionScores(logits, classes, by), detectionScores(leftOut.test.logits, classes, by));
}

function detectionPart(
  key: string,
  quantity: string,
  by: DetectionScore,
  rate: Detection,
  expects?: Expectation,
): ClaimPart {
  return {
    key,
    quantity,
    unit: share,
    measure: (evidence, method) =>
      overSeeds(pairsIn(evidence.extras.get(leftOutName), method, evidence), (trial) => detect(trial, by, rate)),
    expects,
  };
}

export const ood: ClaimDefinition = {
  id: "ood",
  claim: "Softening makes inputs of unknown classes harder to tell from known ones.",
  source: "Xu et al. 2024; Lee and Cheon 2020",
  reported:
    "Detection by the largest probability and the largest logit degrades (Xu); it can improve or worsen (Lee and Cheon).",
  extra: "left-out",
  parts: [
    detectionPart("aurocByProbability", "AUROC by the largest probability", "max-probability", oodAurocScore, {
      difference: "below zero",
    }),
    detectionPart("aurocByLogit", "AUROC by the largest logit", "max-logit", oodAurocScore, {
      difference: "below zero",
    }),
    detectionPart(
      "falsePositivesByProbability",
      "unknown inputs accepted as known when 95 % of the known are accepted",
      "max-probability",
      oodFalsePositiveError,
    ),
  ],
};
