// Scores per class: recall, precision and average precision of the test predictions.
import { mean } from "@softlabel/core/internal";
import { averagePrecisionInBlocks } from "@softlabel/core";
import type { AnalysedTrial } from "./analysedTrial.ts";
import { blocksOf } from "./predictionBlocks.ts";
import type { ClassScores, DataDescription } from "../results/results.ts";
import { finiteOrNull } from "./testScores.ts";

function byClass(scores: Float64Array): ClassScores["recall"] {
  const values = Array.from(scores, finiteOrNull);
  const known = values.filter((value) => value !== null);
  return { byClass: values, mean: mean(known) };
}

function classScoresOf({ evaluator, source }: Pick<AnalysedTrial, "evaluator" | "source">): ClassScores {
  const { examples, recall, precision } = evaluator.classRates();
  return {
    counts: [...examples],
    recall: byClass(recall),
    precision: byClass(precision),
    averagePrecision: byClass(averagePrecisionInBlocks(blocksOf(source), source.classes)),
  };
}

/** Adds scores per class to a trial if classes are unbalanced. */
export function withClassScores<
  Trial extends Pick<AnalysedTrial, "evaluator" | "source"> & {
    readonly result: { readonly classScores?: ClassScores };
  },
>(trial: Trial, { accuracyMetric }: Pick<DataDescription, "accuracyMetric">): Trial {
  if (accuracyMetric === "accuracy") return trial;
  return { ...trial, result: { ...trial.result, classScores: classScoresOf(trial) } };
}
