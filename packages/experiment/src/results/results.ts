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

/** Scores on the validation rows after an epoch. */
export interface ValidationScores {
  /** Fraction of rows classified correctly. */
  readonly accuracy: number;
  /** Mean over classes of the fraction of their rows classified correctly. */
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
  /** Fraction of training examples classified correctly, as seen while training. */
  readonly trainAccuracy: number;
  /** Mean over classes of the fraction of their training examples classified correctly, as seen while training. */
  readonly trainBalancedAccuracy: number;
  /** Learning rate at the end of the epoch. */
  readonly learningRate: number;
  /** Fraction of the epoch's batches trained on, if `--steps` ended the run within it; else absent. */
  readonly share?: number;
  /** Scored against hard labels for every method; absent without validation rows. */
  readonly validation?: ValidationScores;
}

/** One run: its epochs, and its test scores before and after temperature scaling. */
export interface TrialResult {
  /** Determines the initial parameters, the order of batches, and everything else that is random. */
  readonly seed: number;
  /** In order. */
  readonly epochs: readonly EpochResult[];
  /** With `--patience`: the epoch with the lowest validation log loss, whose model is scored. */
  readonly keptEpoch?: number;
  /** Scores of the test predictions as trained. */
  readonly test: TestScores;
  /** Fitted on the validation rows; null if there are none. */
  readonly temperature: number | null;
  /** The 95 % likelihood interval of the temperature. */
  readonly temperatureInterval?: readonly [number, number];
  /** Why the temperature is unreliable. */
  readonly temperatureWarning?: string;
  /** Test scores after dividing the logits by the temperature; null if there is none. */
  readonly testScaled: TestScores | null;
  /** Scores per class of the test predictions as trained; present if classes are unbalanced. */
  readonly classScores?: ClassScores;
  /** If the method's parameter is chosen on validation rows: the method that this seed chose. */
  readonly chosen?: string;
  /** On fixed training and test rows; null if the last layer is not linear or its input was not recorded. */
  readonly geometry: Geometry | null;
}

/** Numbers of correct and wrong test predictions of all seeds, in 20 equal bins of confidence. */
export interface ConfidenceHistogram {
  /** Correct predictions per bin. */
  readonly right: readonly number[];
  /** Wrong predictions per bin. */
  readonly wrong: readonly number[];
}

/** Reliability and confidence of the predictions of one method, all seeds together. */
export interface Calibration {
  /** Includes empty bins; no bins if no trial is finished. */
  readonly reliability: readonly ReliabilityBin[];
  /** Histogram of confidence. */
  readonly histogram: ConfidenceHistogram;
}

/** A point of a risk-coverage curve: the error rate among the most confident examples. */
export interface RiskCoveragePoint {
  /** Fraction of examples answered, the most confident first. */
  readonly coverage: number;
  /** Fraction of errors among these. */
  readonly risk: number;
}

/** Counts of values in bins of equal width from `from` to `to`; values outside are counted in the outermost bins. */
export interface Histogram {
  /** Lower edge of the first bin. */
  readonly from: number;
  /** Upper edge of the last bin. */
  readonly to: number;
  /** Number of values per bin. */
  readonly counts: readonly number[];
}

/** The mean probability, as trained, that examples of class `label` assign to class `other`. */
export interface SoftenedPair {
  /** The class of the examples. */
  readonly label: number;
  /** Another class. */
  readonly other: number;
  /** Its mean probability. */
  readonly probability: number;
}

/** The penultimate layer of one run (the first seed), projected on the plane through the templates of three classes. */
export interface Projection {
  /** The three classes, the same for every method; two if the data has two, with all points on one axis. */
  readonly classes: readonly number[];
  /** Why these classes. */
  readonly reason: string;
  /** The coordinates of the classes' templates, in the order of `classes`. */
  readonly templates: readonly (readonly number[])[];
  /** Training rows [class, x, y], at most 300. */
  readonly train: readonly (readonly number[])[];
  /** Test rows, likewise. */
  readonly test: readonly (readonly number[])[];
}

/** One method: its trials by seed, and their joint results. */
export interface MethodResult {
  /** The method's text, as for `--methods`. */
  readonly method: string;
  /** If the method was trained only as a candidate: the method that chooses among them, "smooth:auto". */
  readonly candidateOf?: string;
  /** The effective target distribution of a row labelled with the first class; null if unknown. */
  readonly effectiveTarget: readonly number[] | null;
  /** Mean over seeds, at up to 100 coverages, by confidence as trained. */
  readonly riskCoverage: readonly RiskCoveragePoint[];
  /** How often class `row` was predicted as class `column`, all seeds together. */
  readonly confusion: readonly (readonly number[])[];
  /** Logit of the label minus the mean of the other logits, for the test examples of all seeds; the same bins for every method. */
  readonly logitGaps: Histogram;
  /** At most ten, the most probable first. */
  readonly softened: readonly SoftenedPair[];
  /** Null if the first seed is not finished, its layer was not recorded, or the templates are collinear. */
  readonly projection: Projection | null;
  /** The finished trials by seed. */
  readonly trials: readonly TrialResult[];
  /** For predictions as trained. */
  readonly calibration: Calibration;
  /** After temperature scaling; null if a trial has no temperature. */
  readonly calibrationScaled: Calibration | null;
  /** The reduction of the Brier loss by recalibration, on which the finding rests; absent if no trial is finished. */
  readonly calibrationCost?: MethodCost;
  /** Whether its confidence can be trusted; absent if no trial is finished. */
  readonly calibrationFinding?: CalibrationFinding;
}

/** The prediction of a method's model (first seed) for an example. */
export interface MethodProbabilities {
  /** The method's text. */
  readonly method: string;
  /** One per class, as trained. */
  readonly probabilities: readonly number[];
}

/** A test example with the predictions of each method's model (first seed). */
export interface ExamplePrediction {
  /** Index in the test set. */
  readonly index: number;
  /** Its class. */
  readonly label: number;
  /** Why it is shown, such as "every model is right" or "the models disagree". */
  readonly reason: string;
  /** PNG as a data URL; absent if the data are not images. */
  readonly image?: string;
  /** Values by column; absent if the data are not a table. */
  readonly row?: Readonly<Record<string, string | number | null>>;
  /** One per method, as trained. */
  readonly probabilities: readonly MethodProbabilities[];
}

/** The outcome of a claim on this data. */
export type ClaimOutcome = "holds" | "does not hold" | "cannot tell" | "not checked";

/** A claim of the literature on softened targets, checked on this data. */
export interface ClaimResult {
  /** A stable name. */
  readonly id: string;
  /** The claim. */
  readonly claim: string;
  /** Its source. */
  readonly source: string;
  /** What the paper reports, with its numbers if it has any. */
  readonly reported: string;
  /** The method it was checked on. */
  readonly method: string;
  /** The outcome. */
  readonly outcome: ClaimOutcome;
  /** What was measured, with numbers and intervals; or why it was not checked. */
  readonly sentence: string;
  /** Named numbers behind the sentence. */
  readonly measured: Readonly<Record<string, number | null>>;
}

/** The data. */
export interface DataDescription {
  /** The text that names the data. */
  readonly name: string;
  /** A title for readers. */
  readonly title: string;
  /** The singular noun for an example: "image", or "example". */
  readonly noun: string;
  /** Names of the classes, in the order of the logits. */
  readonly classes: readonly string[];
  /** Training rows per class, without validation rows; for an evaluation test rows. */
  readonly classCounts: readonly number[];
  /** The accuracy that carries the verdict: "balancedAccuracy" if `classCounts` are unbalanced, else "accuracy". */
  readonly accuracyMetric: AccuracyMetric;
  /** Notes on the data: rare classes, skipped images and the like. */
  readonly notes?: readonly string[];
  /** Number of training rows. */
  readonly trainCount: number;
  /** Number of validation rows. */
  readonly validationCount: number;
  /** Number of test rows. */
  readonly testCount: number;
}

/** The number of runs. */
export interface TrialCount {
  /** Finished runs. */
  readonly finished: number;
  /** All runs of the experiment. */
  readonly total: number;
}

/** The whole document. */
export interface Results {
  /** Version of this document's shape. */
  readonly schema: number;
  /** Version of softlabel that wrote the file. */
  readonly softlabel: string;
  /** The resolved options of the experiment, by field name, as text or numbers. */
  readonly experiment: Readonly<Record<string, unknown>>;
  /** The data. */
  readonly data: DataDescription;
  /** Notes on the model: weights that were not loaded, and the like. */
  readonly modelNotes?: readonly string[];
  /** True once every trial of the experiment is finished; otherwise the results cover those that are. */
  readonly complete: boolean;
  /** The number of finished runs, and of all. */
  readonly trials: TrialCount;
  /** The method that all others are compared with. */
  readonly baseline: string;
  /** In the order asked for, the baseline first; then methods trained only as candidates. */
  readonly methods: readonly MethodResult[];
  /** Each method against the baseline in each metric. */
  readonly verdicts: readonly VerdictResult[];
  /** What the primary verdicts recommend; absent if no method was compared with the baseline. */
  readonly recommendation?: Recommendation;
  /** Simple baselines on the same rows, which a network should beat; for tables of numbers. */
  readonly simpleBaselines?: readonly SimpleBaseline[];
  /** What verdicts say together, in sentences: what temperature scaling leaves of a calibration advantage. */
  readonly summary?: readonly string[];
  /** A few test examples with the predictions of each model. */
  readonly examples: readonly ExamplePrediction[];
  /** With --claims: claims of the literature, checked on this data. */
  readonly claims?: readonly ClaimResult[];
}
