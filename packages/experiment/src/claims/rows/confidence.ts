// Claim: hard labels make over-confident, softened ones less sure.
import { plain, share, type ClaimDefinition } from "../claimDefinition.ts";
import { pairsIn } from "../evidence.ts";
import { ofBaseline, overExamples, overSeeds } from "../measure.ts";

export const confidence: ClaimDefinition = {
  id: "confidence",
  claim: "Hard targets make a model over-confident, and softening lowers its confidence.",
  source: "Müller, Kornblith and Hinton 2019, section 3; Guo et al. 2017",
  reported:
    "With hard targets confidence exceeds accuracy, as fitted temperatures above 1 show; with smoothed ones it does not.",
  parts: [
    {
      key: "hardGap",
      quantity: "confidence minus accuracy with hard targets",
      unit: { ...share, ofValue: " points" },
      measure: (evidence, method) => ofBaseline(pairsIn(evidence.main, method, evidence), ({ scores }) => scores.gap),
      expects: { difference: "above zero" },
    },
    {
      key: "meanConfidence",
      quantity: "mean confidence",
      unit: share,
      measure: (evidence, method) =>
        overExamples(pairsIn(evidence.main, method, evidence), ({ scores }) => scores.confidence),
      expects: { difference: "below zero" },
    },
    {
      key: "temperature",
      quantity: "the fitted temperature",
      unit: { ...plain, digits: 2 },
      measure: (evidence, method) =>
        overSeeds(pairsIn(evidence.main, method, evidence), ({ result }) => result?.temperature),
    },
  ],
};
