// The shape of the scores in results.json: of a set of predictions, and of a penultimate layer.
import type { MetricGroups, MetricScores } from "@softlabel/core";

/** Scores of one set of predictions: fractions, except NLL (nats) and Brier (0 to 2). The fields are the rows of core's table of metrics. */
export interface TestScores extends MetricScores<null>, MetricGroups {}

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
