// The shape of the scores in results.json: of a set of predictions, and of a penultimate layer.
import type { NoiseFloor } from "@softlabel/core";

/** Parts of the Brier loss of confidences, which is miscalibration - discrimination + uncertainty [corpDecomposition]. */
export interface BrierParts {
  /** What the best rising recalibration would take off. */
  readonly miscalibration: number;
  /** What the recalibrated confidences gain over one confidence for all. */
  readonly discrimination: number;
  /** What a confidence of the accuracy for every example costs. */
  readonly uncertainty: number;
}

/** Scores of one set of predictions: fractions, except NLL (nats) and Brier (0 to 2). */
export interface TestScores {
  /** Share of examples that are classified rightly. */
  readonly accuracy: number;
  /** Mean over classes of the recall: the accuracy where every class counts alike. */
  readonly balancedAccuracy: number;
  /** Mean negative log-likelihood of the labels, in nats. */
  readonly nll: number;
  /** Mean squared distance of the probabilities from the one-hot label, summed over classes: from 0 to 2. */
  readonly brier: number;
  /** Expected calibration error, 15 equal-width bins. */
  readonly ece: number;
  /** The ECE that a perfectly calibrated model with the same confidences would show on this test set. */
  readonly eceNoiseFloor: NoiseFloor;
  /** Mean confidence minus accuracy: positive is over-confident. */
  readonly signedGap: number;
  /** Mean probability of the predicted class. */
  readonly meanConfidence: number;
  /** Share of examples whose label is among the five most probable classes; null where there are fewer than six classes. */
  readonly top5Accuracy: number | null;
  /** Mean over classes of the F1 score. */
  readonly macroF1: number;
  /** Mean over classes of the precision. */
  readonly macroPrecision: number;
  /** Matthews correlation coefficient: 1 where all predictions are right, 0 for guessing. */
  readonly matthewsCorrelation: number;
  /** ECE over 15 bins of equally many examples. */
  readonly eceEqualMass: number;
  /** Largest gap between confidence and accuracy of 15 equal-width bins. */
  readonly maximumCalibrationError: number;
  /** As the ECE, with squared gaps, and the root of their mean. */
  readonly rootMeanSquareCalibrationError: number;
  /** ECE of every class's probability, averaged over classes. */
  readonly classwiseCalibrationError: number;
  /** Square root of the squared calibration error without its bias, 0 where that is below zero. */
  readonly debiasedCalibrationError: number;
  /** The ECE with a kernel in place of bins, at the width that the error itself sets. */
  readonly smoothCalibrationError: number;
  /** The Brier loss of the predicted class, taken apart: miscalibration - discrimination + uncertainty. */
  readonly corp: BrierParts;
  /** Area under the risk-coverage curve: lower is better. */
  readonly aurc: number;
  /** AURC above the least that the accuracy allows. */
  readonly excessAurc: number;
  /** Area under the generalised risk-coverage curve: accuracy and ranking in one number, lower is better. */
  readonly augrc: number;
  /** Null where every prediction is right, or every one wrong. */
  readonly misclassificationAuroc: number | null;
  /** Error rate among the 80 % of examples that the model is surest of. */
  readonly riskAt80Coverage: number;
  /** Largest share of examples, surest first, of which at most 5 % are wrong; null where there is none. */
  readonly coverageAt5Risk: number | null;
  /** Mean confidence of the predictions that are wrong; null where none is. */
  readonly meanConfidenceWrong: number | null;
}

/** A score of every class, and what they come to together. */
export interface ScoreByClass {
  /** In the order of the classes; null for a class for which it is not defined, as one without test rows. */
  readonly byClass: readonly (number | null)[];
  /** The unweighted mean over the classes for which it is defined. */
  readonly mean: number;
}

/** How well each class is found. */
export interface ClassScores {
  /** Test rows of each class. */
  readonly counts: readonly number[];
  /** Share of the class's rows that are predicted as it; the mean is the balanced accuracy. */
  readonly recall: ScoreByClass;
  /** Share of the rows predicted as the class that are of it; 0 for a class that is never predicted. */
  readonly precision: ScoreByClass;
  /** Area under the class's precision-recall curve, against all others (PR-AUC). */
  readonly averagePrecision: ScoreByClass;
}

/** Measures of the penultimate layer on some rows, each as core's function of the name in brackets defines it; null where infinite. */
export interface GeometryScores {
  /** Spread within classes beside the distance between their means: lower is tighter [clusterSpread]. */
  readonly clusterRatio: number | null;
  /** Deviation over mean of the distances between class means [clusterSpread]. */
  readonly distanceVariation: number | null;
  /** Class separation R² [classSeparationScore]. */
  readonly separation: number;
  /** NC1 [neuralCollapse]. */
  readonly variability: number | null;
  /** NC2 of the class means: deviation over mean of their lengths [neuralCollapse]. */
  readonly normVariation: number;
  /** NC2 of the class means: mean over pairs of |cos + 1/(K-1)| [neuralCollapse]. */
  readonly angleError: number;
  /** NC3 [neuralCollapse]. */
  readonly dualityError: number;
  /** Mean over rows and other classes of the label's logit minus the other's [logitGapSpread]. */
  readonly gapMean: number;
  /** Deviation of these over all rows and classes [logitGapSpread]. */
  readonly gapDeviation: number;
  /** Deviation of these within rows [logitGapSpread]. */
  readonly gapWithinRows: number;
  /** Mean length of the features [featureNorms]. */
  readonly featureNorm: number;
}

/** The penultimate layer of one training, on training and on test rows. */
export interface Geometry {
  /** On at most 2,000 training rows, as many of each class. */
  readonly train: GeometryScores;
  /** On at most 2,000 test rows, as many of each class. */
  readonly test: GeometryScores;
}
