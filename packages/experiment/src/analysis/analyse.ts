// From the records of an experiment to its results: scores of every trial, calibration of every method, verdicts.
import { armsOf } from "../options/arm.ts";
import { trialsOf } from "../options/trial.ts";
import { readExperiment, type ExperimentRecord } from "../records/experimentRecord.ts";
import { isFinished, trialPath } from "../records/trialRecord.ts";
import type { Results } from "../results/results.ts";
import { defined } from "../store/defined.ts";
import type { RecordStore } from "../store/recordStore.ts";
import { analyseTrial } from "./analysedTrial.ts";
import { simpleBaselinesOf } from "./baselines.ts";
import { chooseTrials } from "./chooseTrials.ts";
import { withClassScores } from "./classScores.ts";
import { withNotes } from "./conclusions.ts";
import { chooseExamples, describeExamples, recordExamples, type ExampleSource } from "./examples.ts";
import { repetitionNotes } from "./pairing.ts";
import { resultsOf } from "./resultsOf.ts";

function describeExperiment({ options, sources, command, machine }: ExperimentRecord): Results["experiment"] {
  return { ...options, ...sources, command, ...machine };
}

/** What should be known of how the numbers came about, beside what the data came with. */
function notesOn({ validationCount }: Results["data"], pairing: readonly string[]): readonly string[] {
  const lines = "There are no validation rows: recalibration lines are cross-fitted over parts of the test rows.";
  return validationCount > 0 ? pairing : [...pairing, lines];
}

/**
 * Analyses every finished trial.
 * @param source if the data is loaded: then images or rows of the examples shown are recorded, too
 */
export async function analyse(records: RecordStore, source?: ExampleSource): Promise<Results> {
  const record = readExperiment(records);
  const { options, data, softlabel, modelNotes } = record;
  const { methods } = options;
  const classes = data.classes.length;
  const all = trialsOf(options, record.sources).map((trial) => ({ trial, own: records.folder(trialPath(trial)) }));
  const finished = all
    .filter(({ trial, own }) => isFinished(own, trial))
    .map(({ trial, own }) => withClassScores(analyseTrial(own, trial, classes), data));
  const chosen = armsOf(methods).flatMap((arm) => chooseTrials(arm, finished, options.choose, classes));
  const trials = [...finished, ...chosen];
  const first = methods.flatMap((method) => trials.filter(({ trial: own }) => own.seed === 1 && own.method === method));
  const examples = chooseExamples(first);
  if (source !== undefined) await recordExamples(records, examples, source);
  const simpleBaselines = simpleBaselinesOf(records, record, trials);
  return resultsOf({
    softlabel,
    experiment: describeExperiment(record),
    data: withNotes(data, notesOn(data, repetitionNotes(methods, trials))),
    ...defined({ modelNotes, simpleBaselines: simpleBaselines.length === 0 ? undefined : simpleBaselines }),
    methods,
    question: options.primary,
    trials,
    counts: { finished: finished.length, total: all.length },
    examples: describeExamples(first, examples, records),
  });
}
