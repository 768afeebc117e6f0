// Claim: softening separates classes more, and its features transfer less.
import { fitLinearProbe, headLogits, scoreExamples } from "@softlabel/core";
import { share, type ClaimDefinition } from "../claimDefinition.ts";
import { pairsIn, type ClaimTrial } from "../evidence.ts";
import { leftOutName } from "../extraTable.ts";
import { geometryPart } from "../geometryPart.ts";
import { overExamples } from "../measure.ts";

/** So many rows, spread evenly, are enough to fit a last layer. */
const mostProbeRows = 4000;

/** Every n-th row of each class, the first among them, so that about `mostProbeRows` remain and no class is lost. */
function thinned(features: Float32Array, labels: Int32Array): { features: Float32Array; labels: Int32Array } {
  const step = Math.ceil(labels.length / mostProbeRows);
  const width = features.length / labels.length;
  const seen = new Map<number, number>();
  const rows = [...labels.keys()].filter((row) => {
    const before = seen.get(labels[row]) ?? 0;
    seen.set(labels[row], before + 1);
    return before % step === 0;
  });
  const kept = new Float32Array(rows.length * width);
  rows.forEach((row, i) => kept.set(features.subarray(row * width, (row + 1) * width), i * width));
  return { features: kept, labels: Int32Array.from(rows, (row) => labels[row]) };
}

/** 1 for every test row of a left-out class that a last layer fitted to the training rows gets right; undefined if a class has no such row. */
function probeRight({ leftOut }: ClaimTrial): Float64Array | undefined {
  if (leftOut === undefined) return undefined;
  const trained = new Set(leftOut.train.labels);
  const classes = 1 + Math.max(...trained, ...new Set(leftOut.test.labels));
  if (classes < 2 || trained.size < classes || leftOut.test.labels.length === 0) return undefined;
  const { features, labels } = thinned(leftOut.train.features, leftOut.train.labels);
  const logits = headLogits(fitLinearProbe(features, labels, classes), leftOut.test.features);
  return scoreExamples(logits, leftOut.test.labels, classes).error.map((error) => 1 - error);
}

export const transfer: ClaimDefinition = {
  id: "transfer",
  claim: "Softening separates the classes more, and its features serve other classes less.",
  source: "Kornblith, Chen, Lee and Norouzi 2021",
  reported:
    "Losses with more class separation have features that transfer worse where they stay fixed; fine-tuned, the loss hardly matters.",
  extra: "left-out",
  parts: [
    geometryPart("separation", "class separation R²", { difference: "above zero" }),
    {
      key: "probeAccuracy",
      quantity: "accuracy of a linear layer on features of held-out classes",
      unit: share,
      measure: (evidence, method) =>
        overExamples(pairsIn(evidence.extras.get(leftOutName), method, evidence), probeRight, { kind: "answers" }),
      expects: { difference: "below zero" },
    },
  ],
};
