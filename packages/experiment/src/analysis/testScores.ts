// Every score of one set of predictions that results hold.
import { createRandom, type Evaluator } from "@softlabel/core";
import type { TestScores } from "../results/results.ts";

/** A number as JSON can hold it: none where there is no finite one. */
export function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** The scores of predictions of so many classes. */
export function testScores(evaluator: Evaluator, classes: number): TestScores {
  const { examples, murphy, corp, ...scores } = evaluator.scores(createRandom("ece noise floor"));
  const { miscalibration, discrimination, uncertainty } = corp;
  return {
    ...scores,
    top5Accuracy: classes < 6 ? null : scores.top5Accuracy,
    meanConfidenceWrong: finiteOrNull(scores.meanConfidenceWrong),
    corp: { miscalibration, discrimination, uncertainty },
    misclassificationAuroc: finiteOrNull(scores.misclassificationAuroc),
    coverageAt5Risk: scores.coverageAt5Risk === 0 ? null : scores.coverageAt5Risk,
  };
}
