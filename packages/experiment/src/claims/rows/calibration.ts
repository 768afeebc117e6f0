// Claim: softened targets calibrate without temperature scaling.
import { nats, share, type ClaimDefinition } from "../claimDefinition.ts";
import { pairsIn, type ClaimTrial } from "../evidence.ts";
import { logLosses, overExamples, overSeeds } from "../measure.ts";

/** Log loss as trained minus log loss after temperature scaling, example by example: what miscalibration costs. */
function lostToMiscalibration({ scores, scaled }: ClaimTrial): Float64Array | undefined {
  return scaled?.nll.map((value, i) => scores.nll[i] - value);
}

export const calibration: ClaimDefinition = {
  id: "calibration",
  claim: "Softening calibrates a model without temperature scaling.",
  source: "Müller, Kornblith and Hinton 2019, table 3",
  reported: "CIFAR-100: ECE .150 with hard targets, .024 with smoothing of 0.05, neither scaled.",
  parts: [
    {
      key: "nllLostToMiscalibration",
      quantity: "the log loss that temperature scaling would save",
      unit: nats,
      measure: (evidence, method) =>
        overExamples(pairsIn(evidence.main, method, evidence), lostToMiscalibration, logLosses(evidence)),
      expects: { difference: "below zero" },
    },
    {
      key: "ece",
      quantity: "ECE",
      unit: share,
      measure: (evidence, method) =>
        overSeeds(pairsIn(evidence.main, method, evidence), ({ result }) => result?.test.ece),
    },
  ],
};
