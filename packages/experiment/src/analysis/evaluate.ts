// From predictions of any framework to results, as those of an experiment, with nothing trained.
import { createRandom } from "@softlabel/core";
import { firstOf, type PrimaryQuestion } from "@softlabel/core/internal";
import { fileName } from "@softlabel/data/internal";
import { accuracyMetricOf, unevenNotes } from "../options/unevenClasses.ts";
import type { PredictedTrial, PredictionSet } from "../predictions/predictionSet.ts";
import type { Results } from "../results/results.ts";
import { version } from "../store/version.ts";
import { analyseCrossFitted, analysePredictions, type AnalysedTrial } from "./analysedTrial.ts";
import { withClassScores } from "./classScores.ts";
import { withNotes } from "./conclusions.ts";
import { chooseExamples, describeExamples } from "./examples.ts";
import { foldsOf, isFoldable } from "./folds.ts";
import { distinctTrials, repetitionNotes } from "./pairing.ts";
import { resultsOf } from "./resultsOf.ts";

/** How an evaluation was asked for. */
type EvaluationSetting = Results["experiment"] & {
  readonly files: readonly string[];
  readonly primary?: PrimaryQuestion | undefined;
};

/** Whether a trial's temperature is fitted on its test rows. */
const isCrossFitted = ({ test, validation }: PredictedTrial): boolean =>
  validation === undefined && isFoldable(test.rows);

function analyseTrial(predicted: PredictedTrial): AnalysedTrial {
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
  const names = files.map(fileName);
  return `Predictions in ${firstOf(names, names.length > 3 ? 2 : 3)}`;
}

/** @param classCounts test rows of each class */
function describeData(
  files: readonly string[],
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

/**
 * The results of predictions.
 * @param experiment how they were asked for, for the record: the names of their files, and the one question declared beforehand
 */
export function evaluate(predictions: PredictionSet, experiment: EvaluationSetting): Results {
  const { files, primary } = experiment;
  const { methods } = predictions;
  const analysed = predictions.trials.map(analyseTrial);
  const data = describeData(files, predictions, [...analysed[0].evaluator.classRates().examples]);
  const distinct = methods.flatMap((method) => distinctTrials(analysed.filter(({ trial }) => trial.method === method)));
  const trials = distinct.map((trial) => withClassScores(trial, data));
  const first = methods.map((method) => trials.find(({ trial }) => trial.method === method)!);
  return resultsOf({
    softlabel: version,
    experiment,
    data: withNotes(data, repetitionNotes(methods, analysed)),
    methods,
    question: primary,
    trials,
    counts: { finished: trials.length, total: trials.length },
    examples: describeExamples(first, chooseExamples(first)),
  });
}
