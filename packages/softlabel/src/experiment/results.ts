// The shape of results.json: everything that a table, a report or another program needs of a finished experiment.
import type { McNemar, ReliabilityBin } from "@softlabel/core";

/** Scores of one set of predictions: fractions, except NLL (nats) and Brier (0 to 2). */
export interface TestScores {
  readonly accuracy: number;
  readonly nll: number;
  readonly brier: number;
  /** Expected calibration error, 15 equal-width bins. */
  readonly ece: number;
  /** The ECE that a perfectly calibrated model with the same confidences would show on this test set. */
  readonly eceNoiseFloor: { readonly mean: number; readonly p95: number };
  /** Mean confidence minus accuracy: positive is over-confident. */
  readonly signedGap: number;
  readonly meanConfidence: number;
  /** Share of examples whose label is among the five most probable classes; null where there are fewer than six classes. */
  readonly top5Accuracy: number | null;
  readonly macroF1: number;
  /** ECE over 15 bins of equally many examples. */
  readonly eceEqualMass: number;
  readonly maximumCalibrationError: number;
  readonly rootMeanSquareCalibrationError: number;
  readonly classwiseCalibrationError: number;
  /** Square root of the squared calibration error without its bias, 0 where that is below zero. */
  readonly debiasedCalibrationError: number;
  readonly smoothCalibrationError: number;
  /** The Brier loss of the predicted class, taken apart: miscalibration - discrimination + uncertainty. */
  readonly corp: { readonly miscalibration: number; readonly discrimination: number; readonly uncertainty: number };
  readonly aurc: number;
  readonly excessAurc: number;
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

/** One line of a trial's metrics.jsonl, without its times. */
export interface EpochResult {
  readonly epoch: number;
  /** Mean over the training examples of the method's own loss, as seen while training. */
  readonly trainLoss: number;
  /** Share of training examples classified rightly, as seen while training. */
  readonly trainAccuracy: number;
  readonly learningRate: number;
  /** Against hard labels whatever the method; absent where no rows are held out. */
  readonly validation?: { readonly accuracy: number; readonly nll: number };
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
  /** NC2 of the class means: lengths, then angles [neuralCollapse]. */
  readonly normVariation: number;
  readonly angleError: number;
  /** NC3 [neuralCollapse]. */
  readonly dualityError: number;
  /** Logit of the label minus the other classes': mean, deviation over all, deviation within rows [logitGapSpread]. */
  readonly gapMean: number;
  readonly gapDeviation: number;
  readonly gapWithinRows: number;
  /** Mean length of the features [featureNorms]. */
  readonly featureNorm: number;
}

/** One training: its epochs, and its scores on the test set before and after temperature scaling. */
export interface TrialResult {
  readonly seed: number;
  readonly epochs: readonly EpochResult[];
  readonly test: TestScores;
  /** Fitted on the validation rows; null where there are none. */
  readonly temperature: number | null;
  readonly temperatureInterval?: readonly [number, number];
  readonly temperatureWarning?: string;
  /** The test scores after dividing the logits by the temperature; null where there is none. */
  readonly testScaled: TestScores | null;
  /** Of a method whose parameter is chosen on validation rows: the method that this seed chose. */
  readonly chosen?: string;
  /** On a fixed choice of training rows and of test rows; null where the last layer is not linear, or its input not on record. */
  readonly geometry: { readonly train: GeometryScores; readonly test: GeometryScores } | null;
}

/** How many test predictions, of all seeds, were right and wrong in each of 20 equal bins of confidence. */
export interface ConfidenceHistogram {
  readonly right: readonly number[];
  readonly wrong: readonly number[];
}

/** Reliability and confidence of the predictions of one method, all seeds together. */
export interface Calibration {
  /** Empty bins included; no bins at all where no trial is finished. */
  readonly reliability: readonly ReliabilityBin[];
  readonly histogram: ConfidenceHistogram;
}

/** A point of a risk-coverage curve: the error rate among the share of examples that the model is surest of. */
export interface RiskCoveragePoint {
  readonly coverage: number;
  readonly risk: number;
}

/** Counts of values in bins of equal width from `from` to `to`; what lies outside is counted in the outermost bins. */
export interface Histogram {
  readonly from: number;
  readonly to: number;
  readonly counts: readonly number[];
}

/** Examples of class `label`: the mean probability, after no scaling, that is given to `other` instead. */
export interface SoftenedPair {
  readonly label: number;
  readonly other: number;
  readonly probability: number;
}

/** The penultimate layer of one training (the first seed) on the plane through the templates of three classes. */
export interface Projection {
  /** The three classes (two where the data has two: then points lie on one axis), the same for every method. */
  readonly classes: readonly number[];
  /** Why these. */
  readonly reason: string;
  readonly templates: readonly (readonly number[])[];
  /** Rows [class, x, y], at most 300 of each part. */
  readonly train: readonly (readonly number[])[];
  readonly test: readonly (readonly number[])[];
}

/** One method: its trials by seed, and what they say together. */
export interface MethodResult {
  readonly method: string;
  /** Set where the method was trained only to be chosen from: the name of the arm that chooses, "smooth:auto". */
  readonly candidateOf?: string;
  /** The distribution that a row labelled with the first class is pulled to; null where the method's rule is not known. */
  readonly effectiveTarget: readonly number[] | null;
  /** Mean over seeds, at 100 coverages at most, by confidence as trained. */
  readonly riskCoverage: readonly RiskCoveragePoint[];
  /** How often class `row` was predicted as class `column`, all seeds together. */
  readonly confusion: readonly (readonly number[])[];
  /** Logit of the label minus the mean of the other classes' logits, of the test examples of all seeds; the same bins for every method. */
  readonly logitGaps: Histogram;
  /** At most ten, the most probable first. */
  readonly softened: readonly SoftenedPair[];
  readonly projection: Projection | null;
  readonly trials: readonly TrialResult[];
  readonly calibration: Calibration;
  readonly calibrationScaled: Calibration | null;
}

/** The four things that a comparison may come to. */
export type VerdictWord = "better" | "worse" | "no difference" | "cannot tell";

/** What the experiment allows one to say about a method against hard targets, in one metric. */
export interface VerdictResult {
  readonly method: string;
  /** A key of core's `metricTable`: "accuracy", "nll", "augrc", …; with "Scaled" appended: after temperature scaling. */
  readonly metric: string;
  /** Mean over seeds and test examples of method minus baseline; a positive accuracy difference is better, a positive loss worse. */
  readonly difference: number;
  readonly interval: readonly [number, number];
  readonly pValue: number;
  /** After Holm's correction over methods; the verdict of a primary metric rests on it. */
  readonly adjustedPValue: number;
  /** Primary metrics carry the verdict; the others are exploratory. */
  readonly primary: boolean;
  /** Share of seeds in which the method is better, ties half. */
  readonly probabilityOfImprovement?: number;
  /** Of a metric that is no mean over examples: how many resamplings of them the interval rests on. */
  readonly draws?: number;
  /** Of accuracy with a single seed: McNemar's exact test of these two trained models, the method's errors first. */
  readonly mcNemar?: McNemar;
  readonly verdict: VerdictWord;
  readonly sentence: string;
}

/** A test example beside what each method's model (first seed) says of it. */
export interface ExamplePrediction {
  /** Row in the test set. */
  readonly index: number;
  readonly label: number;
  /** Why it is shown, for instance "every model is right" or "the models disagree". */
  readonly reason: string;
  /** PNG as a data URL; absent where examples are no images. */
  readonly image?: string;
  /** The row's values by column; absent where examples are no rows of a table. */
  readonly row?: Readonly<Record<string, string | number | null>>;
  readonly probabilities: readonly { readonly method: string; readonly probabilities: readonly number[] }[];
}

/** What a claim of the literature comes to on this data. */
export type ClaimOutcome = "holds" | "does not hold" | "cannot tell" | "not checked";

/** A claim of the literature on softened targets, checked here. */
export interface ClaimResult {
  readonly id: string;
  readonly claim: string;
  readonly source: string;
  /** What the paper reports, in a sentence with its numbers where it has some. */
  readonly reported: string;
  readonly method: string;
  readonly outcome: ClaimOutcome;
  /** What was measured here, with numbers and intervals; why where it was not checked. */
  readonly sentence: string;
  /** Named numbers behind the sentence. */
  readonly measured: Readonly<Record<string, number | null>>;
}

/** The document as a whole. */
export interface Results {
  /** Version of this document's shape. */
  readonly schema: number;
  /** Version of softlabel that wrote the file. */
  readonly softlabel: string;
  /** The resolved options of the experiment, by field name, as text or numbers. */
  readonly experiment: Readonly<Record<string, unknown>>;
  readonly data: {
    readonly name: string;
    readonly title: string;
    /** What an example is called, in the singular: "image", or "example". */
    readonly noun: string;
    readonly classes: readonly string[];
    /** What whoever brought the data should know: classes that are rare, pictures that were skipped, and the like. */
    readonly notes?: readonly string[];
    readonly trainCount: number;
    readonly validationCount: number;
    readonly testCount: number;
  };
  /** True once every trial of the experiment is finished; otherwise the results cover those that are. */
  readonly complete: boolean;
  readonly trials: { readonly finished: number; readonly total: number };
  readonly baseline: string;
  readonly methods: readonly MethodResult[];
  readonly verdicts: readonly VerdictResult[];
  /** What verdicts say together, in sentences: what temperature scaling leaves of a calibration advantage, what was chosen. */
  readonly summary?: readonly string[];
  readonly examples: readonly ExamplePrediction[];
  /** With --claims: what the literature says, checked on this data. */
  readonly claims?: readonly ClaimResult[];
}
