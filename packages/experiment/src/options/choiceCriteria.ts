// The table of criteria that a parameter may be chosen by on validation rows.
import { balancedAccuracyScore, expectedCalibrationError, scoreExamples } from "@softlabel/core";
import { checkName, mean } from "@softlabel/core/internal";

/** Logits [N, K] with their labels [N]. */
interface Judged {
  readonly logits: Float32Array | Float64Array;
  readonly labels: Int32Array;
}

/** A criterion: a loss of validation predictions; lower is better. */
interface ChoiceCriterion {
  readonly name: string;
  /** As in "chosen by … on the validation rows". */
  readonly words: string;
  /** @param temperature fitted on the same predictions */
  loss(validation: Judged, classes: number, temperature: number): number;
}

const criteria: readonly ChoiceCriterion[] = [
  {
    name: "nllScaled",
    words: "NLL after temperature scaling",
    loss: ({ logits, labels }, classes, temperature) => mean(scoreExamples(logits, labels, classes, temperature).nll),
  },
  {
    name: "accuracy",
    words: "accuracy",
    loss: ({ logits, labels }, classes) => mean(scoreExamples(logits, labels, classes).error),
  },
  {
    name: "balancedAccuracy",
    words: "balanced accuracy",
    loss: ({ logits, labels }, classes) => 1 - balancedAccuracyScore(logits, labels, classes),
  },
  {
    name: "ece",
    words: "ECE",
    loss({ logits, labels }, classes) {
      const { confidence, correct } = scoreExamples(logits, labels, classes);
      return expectedCalibrationError(confidence, correct);
    },
  },
  {
    name: "nll",
    words: "NLL",
    loss: ({ logits, labels }, classes) => mean(scoreExamples(logits, labels, classes).nll),
  },
];

/** Names of the criteria, the default first. */
export const criterionNames: readonly string[] = criteria.map(({ name }) => name);

/** The criterion with a name. */
export function criterionNamed(name: string): ChoiceCriterion {
  return criteria[criterionNames.indexOf(checkCriterion(name))];
}

/** Returns the name if it is known. */
export function checkCriterion(name: string): string {
  return checkName("--choose", "the criterion", name.trim(), criterionNames);
}
