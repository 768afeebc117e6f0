// The shape of results.json: everything that a table, a report or another program needs of a finished experiment.
import type { AccuracyMetric, ReliabilityBin } from "@softlabel/core";
import type { CalibrationFinding, MethodCost, Recommendation } from "./resultAnswer.ts";
import type { SimpleBaseline } from "./resultBaselines.ts";
import type { ClassScores, Geometry, TestScores } from "./resultScores.ts";
import type { VerdictResult } from "./resultVerdicts.ts";

export type {
  BasisVerdict,
  CalibrationFinding,
  CostInterval,
  MethodCost,
  Miscalibration,
  ParameterChoice,
  Recommendation,
} from "./resultAnswer.ts";
export type { BaselineComparison, BaselineFit, SimpleBaseline } from "./resultBaselines.ts";
export type { ClassScores, Geometry, GeometryScores, TestScores } from "./resultScores.ts";
export type { ModelComparison, PairedScores, VerdictResult, VerdictWord } from "./resultVerdicts.ts";

/** Scores of the rows that are held out, after an epoch. */
export interface ValidationScores {
  /** Share of rows that are classified rightly. */
  readonly accuracy: number;
  /** Mean over classes of the share of their rows that are classified rightly. */
  readonly balancedAccuracy: number;
  /** Mean negative log-likelihood of the labels, in nats. */
  readonly nll: number;
}

/** One line of a trial's metrics.jsonl, without its times. */
export interface EpochResult {
  /** Counted from 1. */
  readonly epoch: number;
  /** Mean over the training examples of the method's own loss, as seen while training. */
  readonly trainLoss: number;
  /** Share of training examples classified rightly, as seen while training. */
  readonly trainAccuracy: number;
  /** Mean over classes of the share of their training examples classified rightly, as seen while training. */
  readonly trainBalancedAccuracy: number;
  /** The rate at the epoch's end. */
  readonly learningRate: number;
  /** Share of the epoch's batches that were trained on, where `--steps` ended the training within it; else absent. */
  readonly share?: number;
  /** Against hard labels whatever the method; absent where no rows are held out. */
  readonly validation?: ValidationScores;
}

/** One training: its epochs, and its scores on the test set before and after temperature scaling. */
export interface TrialResult {
  /** It decides initial parameters, the order of batches, and all else that is drawn. */
  readonly seed: number;
  /** In order. */
  readonly epochs: readonly EpochResult[];
  /** With `--patience`: the epoch with the lowest validation log loss, which all scores are of. */
  readonly keptEpoch?: number;
  /** Scores of the test predictions as trained. */
  readonly test: TestScores;
  /** Fitted on the validation rows; null where there are none. */
  readonly temperature: number | null;
  /** The 95 % likelihood interval of the temperature. */
  readonly temperatureInterval?: readonly [number, number];
  /** Why the temperature is not to be relied on. */
  readonly temperatureWarning?: string;
  /** The test scores after dividing the logits by the temperature; null where there is none. */
  readonly testScaled: TestScores | null;
  /** How well each class is found, by the test predictions as trained; where classes are uneven. */
  readonly classScores?: ClassScores;
  /** Of a method whose parameter is chosen on validation rows: the method that this seed chose. */
  readonly chosen?: string;
  /** On a fixed choice of training rows and of test rows; null where the last layer is not linear, or its input not on record. */
  readonly geometry: Geometry | null;
}

/** How many test predictions, of all seeds, were right and wrong in each of 20 equal bins of confidence. */
export interface ConfidenceHistogram {
  /** Counts of right predictions, by bin. */
  readonly right: readonly number[];
  /** Counts of wrong ones. */
  readonly wrong: readonly number[];
}

/** Reliability and confidence of the predictions of one method, all seeds together. */
export interface Calibration {
  /** Empty bins included; no bins at all where no trial is finished. */
  readonly reliability: readonly ReliabilityBin[];
  /** Of confidence. */
  readonly histogram: ConfidenceHistogram;
}

/** A point of a risk-coverage curve: the error rate among the share of examples that the model is surest of. */
export interface RiskCoveragePoint {
  /** Share of examples that are answered, surest first. */
  readonly coverage: number;
  /** Share of errors among these. */
  readonly risk: number;
}

/** Counts of values in bins of equal width from `from` to `to`; what lies outside is counted in the outermost bins. */
export interface Histogram {
  /** Where the first bin begins. */
  readonly from: number;
  /** Where the last one ends. */
  readonly to: number;
  /** Values in each bin. */
  readonly counts: readonly number[];
}

/** Examples of class `label`: the mean probability, after no scaling, that is given to `other` instead. */
export interface SoftenedPair {
  /** The class of the examples. */
  readonly label: number;
  /** Another class. */
  readonly other: number;
  /** Its mean probability. */
  readonly probability: number;
}

/** The penultimate layer of one training (the first seed) on the plane through the templates of three classes. */
export interface Projection {
  /** The three classes (two where the data has two: then points lie on one axis), the same for every method. */
  readonly classes: readonly number[];
  /** Why these. */
  readonly reason: string;
  /** The coordinates of the classes' templates, in the order of `classes`. */
  readonly templates: readonly (readonly number[])[];
  /** Rows [class, x, y], at most 300 of each part. */
  readonly train: readonly (readonly number[])[];
  /** As `train`, of test rows. */
  readonly test: readonly (readonly number[])[];
}

/** One method: its trials by seed, and what they say together. */
export interface MethodResult {
  /** Its text, as `--methods` takes it. */
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
  /** Null where the first seed is not finished, its layer not on record, or the templates lie on a line. */
  readonly projection: Projection | null;
  /** Those that are finished, by seed. */
  readonly trials: readonly TrialResult[];
  /** Of the predictions as trained. */
  readonly calibration: Calibration;
  /** After temperature scaling; null where a trial has no temperature. */
  readonly calibrationScaled: Calibration | null;
  /** What recalibration would take off its Brier loss, which the finding rests on; absent where no trial is finished. */
  readonly calibrationCost?: MethodCost;
  /** Whether its confidence can be believed; absent where no trial is finished. */
  readonly calibrationFinding?: CalibrationFinding;
}

/** What the model of a method (first seed) says of an example. */
export interface MethodProbabilities {
  /** The method's text. */
  readonly method: string;
  /** Of each class, as trained. */
  readonly probabilities: readonly number[];
}

/** A test example beside what each method's model (first seed) says of it. */
export interface ExamplePrediction {
  /** Row in the test set. */
  readonly index: number;
  /** Its class. */
  readonly label: number;
  /** Why it is shown, for instance "every model is right" or "the models disagree". */
  readonly reason: string;
  /** PNG as a data URL; absent where examples are no images. */
  readonly image?: string;
  /** The row's values by column; absent where examples are no rows of a table. */
  readonly row?: Readonly<Record<string, string | number | null>>;
  /** Of each method's model, as trained. */
  readonly probabilities: readonly MethodProbabilities[];
}

/** What a claim of the literature comes to on this data. */
export type ClaimOutcome = "holds" | "does not hold" | "cannot tell" | "not checked";

/** A claim of the literature on softened targets, checked here. */
export interface ClaimResult {
  /** A name that stays. */
  readonly id: string;
  /** What is claimed. */
  readonly claim: string;
  /** Where. */
  readonly source: string;
  /** What the paper reports, in a sentence with its numbers where it has some. */
  readonly reported: string;
  /** The method on which it was checked. */
  readonly method: string;
  /** What was found. */
  readonly outcome: ClaimOutcome;
  /** What was measured here, with numbers and intervals; why where it was not checked. */
  readonly sentence: string;
  /** Named numbers behind the sentence. */
  readonly measured: Readonly<Record<string, number | null>>;
}

/** What was trained and tested on. */
export interface DataDescription {
  /** The text that gives the data again. */
  readonly name: string;
  /** A line for people. */
  readonly title: string;
  /** What an example is called, in the singular: "image", or "example". */
  readonly noun: string;
  /** Names of the classes, in the order of the logits. */
  readonly classes: readonly string[];
  /** Training rows of each class, those held out left aside; of an evaluation test rows. */
  readonly classCounts: readonly number[];
  /** The accuracy that carries the verdict: "balancedAccuracy" where `classCounts` are uneven, else "accuracy". */
  readonly accuracyMetric: AccuracyMetric;
  /** What whoever brought the data should know: classes that are rare, pictures that were skipped, and the like. */
  readonly notes?: readonly string[];
  /** Rows that were trained on. */
  readonly trainCount: number;
  /** Rows that were held out. */
  readonly validationCount: number;
  /** Rows of the test. */
  readonly testCount: number;
}

/** How many trainings there are. */
export interface TrialCount {
  /** Those that ran to their end. */
  readonly finished: number;
  /** All that the experiment has. */
  readonly total: number;
}

/** The document as a whole. */
export interface Results {
  /** Version of this document's shape. */
  readonly schema: number;
  /** Version of softlabel that wrote the file. */
  readonly softlabel: string;
  /** The resolved options of the experiment, by field name, as text or numbers. */
  readonly experiment: Readonly<Record<string, unknown>>;
  /** What was trained and tested on. */
  readonly data: DataDescription;
  /** What whoever reads the scores should know of the model: weights that were left out, and the like. */
  readonly modelNotes?: readonly string[];
  /** True once every trial of the experiment is finished; otherwise the results cover those that are. */
  readonly complete: boolean;
  /** How many trainings are finished, of how many. */
  readonly trials: TrialCount;
  /** The method that all others are compared with: hard targets. */
  readonly baseline: string;
  /** In the order asked for, the baseline first; then methods that were trained only to be chosen from. */
  readonly methods: readonly MethodResult[];
  /** Each method in each metric, beside the baseline. */
  readonly verdicts: readonly VerdictResult[];
  /** What the primary verdicts recommend; absent where no method was compared with the baseline. */
  readonly recommendation?: Recommendation;
  /** Simple models on the same rows, which a network should be better than; of data that are rows of numbers. */
  readonly simpleBaselines?: readonly SimpleBaseline[];
  /** What verdicts say together, in sentences: what temperature scaling leaves of a calibration advantage. */
  readonly summary?: readonly string[];
  /** A few test examples beside what each model says of them. */
  readonly examples: readonly ExamplePrediction[];
  /** With --claims: what the literature says, checked on this data. */
  readonly claims?: readonly ClaimResult[];
}
