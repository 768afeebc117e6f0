// The shape of results.json: everything that a table, a report or another program needs of a finished experiment.
import type { ReliabilityBin } from "@softlabel/core";

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

/** One method: its trials by seed, and what they say together. */
export interface MethodResult {
  readonly method: string;
  /** The distribution that a row labelled with the first class is pulled to. */
  readonly effectiveTarget: readonly number[];
  readonly trials: readonly TrialResult[];
  readonly calibration: Calibration;
  readonly calibrationScaled: Calibration | null;
}

/** The four things that a comparison may come to. */
export type VerdictWord = "better" | "worse" | "no difference" | "cannot tell";

/** What the experiment allows one to say about a method against hard targets, in one metric. */
export interface VerdictResult {
  readonly method: string;
  /** "accuracy", "nll", "brier", "signedGap"; with "Scaled" appended: after temperature scaling. */
  readonly metric: string;
  /** Mean over seeds and test examples of method minus baseline; a positive accuracy difference is better, a positive loss worse. */
  readonly difference: number;
  readonly interval: readonly [number, number];
  readonly pValue: number;
  /** After Holm's correction over methods; the verdict of a primary metric rests on it. */
  readonly adjustedPValue: number;
  /** Primary metrics carry the verdict; the others are exploratory. */
  readonly primary: boolean;
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
  readonly probabilities: readonly { readonly method: string; readonly probabilities: readonly number[] }[];
}

/** The document as a whole. */
export interface Results {
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
  readonly examples: readonly ExamplePrediction[];
}
