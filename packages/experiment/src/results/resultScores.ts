// The shape of the scores in results.json: of a set of predictions, and of a penultimate layer.
import type { MetricGroups, MetricScores } from "@softlabel/core";

/** Scores of one set of predictions: fractions, except NLL (nats) and Brier (0 to 2). The fields are the rows of core's table of metrics. */
export interface TestScores extends MetricScores<null>, MetricGroups {}

/** A score per class, and their mean. */
export interface ScoreByClass {
  /** In the order of the classes; null if undefined, for instance without test rows. */
  readonly byClass: readonly (number | null)[];
  /** The unweighted mean over classes with a score. */
  readonly mean: number;
}

/** Scores per class. */
export interface ClassScores {
  /** Test rows per class. */
  readonly counts: readonly number[];
  /** Recall: fraction of the class's rows predicted as the class; the mean is the balanced accuracy. */
  readonly recall: ScoreByClass;
  /** Precision: fraction of the rows predicted as the class that belong to it; 0 if it is never predicted. */
  readonly precision: ScoreByClass;
  /** Area under the class's precision-recall curve, against all others (PR-AUC). */
  readonly averagePrecision: ScoreByClass;
}

/** Measures of the penultimate layer on some rows, as defined by core's function in brackets; null if infinite. */
export interface GeometryScores {
  /** Spread within classes relative to the distance between their means; lower is tighter [clusterSpread]. */
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

/** The penultimate layer of one run, on training and test rows. */
export interface Geometry {
  /** On at most 2,000 training rows, equally many per class. */
  readonly train: GeometryScores;
  /** On at most 2,000 test rows, equally many per class. */
  readonly test: GeometryScores;
}
