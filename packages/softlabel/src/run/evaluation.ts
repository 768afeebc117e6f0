// From files of predictions to results, as those of an experiment, with nothing trained.
import { createHash } from "node:crypto";
import path from "node:path";
import { createRandom, type PrimaryQuestion } from "@softlabel/core";
import { firstOf } from "@softlabel/core/internal";
import {
  accuracyMetricOf,
  analyseCrossFitted,
  type AnalysedTrial,
  analysePredictions,
  checkPlace,
  describeMachine,
  distinctTrials,
  examplesOf,
  fileName,
  methodResults,
  readJson,
  repetitionNotes,
  type Results,
  schema,
  toJson,
  unevenNotes,
  verdictsOf,
  version,
  withClassScores,
  withConclusions,
  withNotes,
  writeWhole,
} from "@softlabel/experiment/internal";
import {
  withPredictions,
  type PredictedTrial,
  type PredictionOptions,
  type PredictionSet,
} from "../predictionFiles/openPredictions.ts";

/** How files are to be read, and what is asked of them. */
export interface EvaluationOptions extends PredictionOptions {
  /** The one question that was declared beforehand. */
  readonly primary?: PrimaryQuestion;
}

/** What is to be evaluated, and how it was asked for. */
export interface Evaluation {
  /** "method=file", or files that name their method. */
  readonly files: readonly string[];
  readonly options: EvaluationOptions;
  /** The command line, for the record. */
  readonly command: string;
}

const recordFile = "evaluation.json";

/** Parts that test rows are dealt into where they alone can give a temperature; each row needs others beside it. */
const folds = 5;

/** Where rows are this many, two parts leave enough to fit on, in less than half the time. */
const manyRows = 1_000_000;

const foldsOf = (rows: number): number => (rows < manyRows ? folds : 2);

/** Whether a trial's temperature is fitted on its test rows. */
const isCrossFitted = ({ test, validation }: PredictedTrial): boolean =>
  validation === undefined && test.rows >= 2 * folds;

function analyse(predicted: PredictedTrial): AnalysedTrial {
  const { method, seed, test, validation } = predicted;
  const analysed = isCrossFitted(predicted)
    ? analyseCrossFitted(test, createRandom("temperature parts"), foldsOf(test.rows))
    : analysePredictions(test, validation);
  return { ...analysed, trial: { method, seed }, result: { seed, epochs: [], ...analysed.result } };
}

const crossFitted = (rows: number): string =>
  `There are no validation rows: temperatures and recalibration lines are cross-fitted over ${foldsOf(rows)} parts of the ` +
  "test rows, so that no row is scaled or recalibrated by numbers that its own label had a part in.";

/** The files in a few words. */
function titleOf(files: readonly string[]): string {
  return `Predictions in ${firstOf(
    files.map((file) => path.basename(file)),
    files.length > 3 ? 2 : 3,
  )}`;
}

/** @param classCounts test rows of each class */
function describeData(
  { files }: Evaluation,
  { classes, trials, notes }: PredictionSet,
  classCounts: readonly number[],
): Results["data"] {
  const [first] = trials;
  return {
    name: files.join(" "),
    title: titleOf(files),
    noun: "example",
    classes,
    classCounts,
    accuracyMetric: accuracyMetricOf(classCounts),
    notes: [
      ...notes,
      ...unevenNotes(classes, classCounts, "test rows"),
      ...(isCrossFitted(first) ? [crossFitted(first.test.rows)] : []),
    ],
    trainCount: 0,
    validationCount: first.validation?.rows ?? 0,
    testCount: first.test.rows,
  };
}

async function resultsOf(evaluation: Evaluation, predictions: PredictionSet): Promise<Results> {
  const { methods, classes } = predictions;
  const analysed = predictions.trials.map(analyse);
  const data = describeData(evaluation, predictions, [...analysed[0].evaluator.classRates().examples]);
  const distinct = methods.flatMap((method) => distinctTrials(analysed.filter(({ trial }) => trial.method === method)));
  const repeated = repetitionNotes(methods, analysed);
  const trials = distinct.map((trial) => withClassScores(trial, data));
  const { verdicts, notes } = verdictsOf(methods, trials, { ...data, question: evaluation.options.primary });
  const first = methods.map((method) => trials.find(({ trial }) => trial.method === method)!);
  const { files, options, command } = evaluation;
  return withConclusions({
    schema,
    softlabel: version,
    experiment: { files, ...options, command, ...describeMachine() },
    data: withNotes(data, [...repeated, ...notes]),
    complete: true,
    trials: { finished: trials.length, total: trials.length },
    baseline: methods[0],
    methods: methodResults(
      methods.map((method) => ({ method, trials: trials.filter(({ trial }) => trial.method === method) })),
      classes,
    ),
    verdicts,
    examples: await examplesOf(undefined, first),
  });
}

/** Where an evaluation lies when no --out is given: the same files and options lead to the same folder. */
function defaultFolder({ files, options }: Evaluation): string {
  const digest = createHash("sha256")
    .update(JSON.stringify([files, options]))
    .digest("hex");
  return path.join("evaluations", `${fileName(files[0])}-${digest.slice(0, 8)}`);
}

/** What was asked for in the evaluation that lies in `folder`; undefined where none does. */
export function readEvaluation(folder: string): Evaluation | undefined {
  return readJson(path.join(folder, recordFile)) as Evaluation | undefined;
}

/**
 * Evaluates files of predictions and leaves evaluation.json and results.json.
 * @param out the folder for them; must be free, empty or that of an earlier evaluation
 * @throws UsageError where a file cannot be read or has rows that are wrong, or the folder holds something else
 */
export async function evaluatePredictions(
  evaluation: Evaluation,
  out: string | undefined,
): Promise<{ folder: string; results: Results }> {
  const folder = out ?? defaultFolder(evaluation);
  checkPlace(folder, recordFile);
  const { files, options, command } = evaluation;
  const results = await withPredictions(files, options, (predictions) => resultsOf(evaluation, predictions));
  writeWhole(path.join(folder, recordFile), toJson({ softlabel: version, files, options, command }));
  writeWhole(path.join(folder, "results.json"), toJson(results));
  return { folder, results };
}
