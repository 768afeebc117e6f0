// Claim: softening helps where training labels are wrong.
import { share, type ClaimDefinition, type ClaimPart } from "../claimDefinition.ts";
import { pairsIn } from "../evidence.ts";
import { noiseName, noiseRates } from "../extraTable.ts";
import { overExamples, overSeeds, rightOnes } from "../measure.ts";

function accuracyAt(rate: number): ClaimPart {
  return {
    key: `accuracyAt${rate * 100}`,
    quantity: `accuracy with ${rate * 100} % of the training labels wrong`,
    unit: share,
    measure: (evidence, method) =>
      overExamples(pairsIn(evidence.extras.get(noiseName(rate)), method, evidence), rightOnes, { kind: "answers" }),
    expects: { difference: "above zero" },
  };
}

/** How many of the labels it was given, wrong ones included, a model has learnt. */
function learntAt(rate: number): ClaimPart {
  return {
    key: `trainAccuracyAt${rate * 100}`,
    quantity: `the fraction of those labels that it learnt`,
    unit: share,
    measure: (evidence, method) =>
      overSeeds(pairsIn(evidence.extras.get(noiseName(rate)), method, evidence), ({ trainAccuracy }) => trainAccuracy),
  };
}

export const noise: ClaimDefinition = {
  id: "noise",
  claim: "Softening helps where training labels are wrong.",
  source: "Lukasik, Bhojanapalli, Menon and Kumar 2020",
  reported: "Under symmetric label noise, smoothing competes with methods that correct the loss.",
  extra: "noise",
  parts: noiseRates.flatMap((rate) => [accuracyAt(rate), learntAt(rate)]),
  remark: () => "Wrong labels are any other class with equal probability; validation and test labels stay clean.",
};
