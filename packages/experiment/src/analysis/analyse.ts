// From the records of an experiment to its results: scores of every trial, calibration of every method, verdicts.
import type { Dataset } from "@softlabel/data";
import { analyseTrial, type AnalysedTrial } from "./analysedTrial.ts";
import { armsOf, trainedMethods } from "../options/arm.ts";
import { simpleBaselinesOf } from "./baselines.ts";
import { withClassScores } from "./classScores.ts";
import { chooseTrials } from "./chooseTrials.ts";
import { withConclusions, withNotes } from "./conclusions.ts";
import { examplesOf } from "./examples.ts";
import { readExperiment, trialFolder, type ExperimentRecord } from "../records/experimentFolder.ts";
import { methodResults, type MethodTrials } from "./methodResults.ts";
import type { Results } from "../results/results.ts";
import { trialsOf } from "../options/trial.ts";
import { isFinished } from "../records/trialFolder.ts";
import { repetitionNotes } from "./pairing.ts";
import { verdictsOf } from "./verdicts.ts";

function describeExperiment({ options, sources, command, machine }: ExperimentRecord): Results["experiment"] {
  return { ...options, ...sources, command, ...machine };
}

/** Version of the shape of results.json: raised when a field changes its meaning or goes. */
export const schema = 3;

/** What should be known of how the numbers came about, beside what the data came with. */
function notesOn({ validationCount }: Results["data"], pairing: readonly string[]): readonly string[] {
  const lines = "There are no validation rows: recalibration lines are cross-fitted over parts of the test rows.";
  return validationCount > 0 ? pairing : [...pairing, lines];
}

/** The methods and arms asked for, in their order, then the candidates that were trained for an arm alone. */
function methodTrials(methods: readonly string[], trials: readonly AnalysedTrial[]): MethodTrials[] {
  const candidates = trainedMethods(methods).filter((method) => !methods.includes(method));
  const choosing = (candidate: string): string =>
    armsOf(methods).find((arm) => arm.candidates.some(({ method }) => method === candidate))!.method;
  return [...methods, ...candidates].map((method, i) => ({
    method,
    ...(i < methods.length ? {} : { candidateOf: choosing(method) }),
    trials: trials.filter(({ trial }) => trial.method === method),
  }));
}

/** The results of every trial that is finished; with the data at hand, the pictures they show are written too. */
export async function analyse(folder: string, dataset?: Dataset): Promise<Results> {
  const record = readExperiment(folder);
  const { options, data } = record;
  const classes = data.classes.length;
  const all = trialsOf(options, record.sources);
  const finished = all
    .filter((trial) => isFinished(trialFolder(folder, trial), trial))
    .map((trial) => withClassScores(analyseTrial(trialFolder(folder, trial), trial, classes), data));
  const chosen = armsOf(options.methods).flatMap((arm) => chooseTrials(arm, finished, options.choose, classes));
  const trials = [...finished, ...chosen];
  const shown = options.methods.flatMap((method) =>
    trials.filter(({ trial }) => trial.seed === 1 && trial.method === method),
  );
  const [baseline] = options.methods;
  const methods = methodResults(methodTrials(options.methods, trials), data.classes);
  const { verdicts, notes } = verdictsOf(options.methods, trials, { ...data, question: options.primary });
  const simpleBaselines = simpleBaselinesOf(folder, record, trials);
  return withConclusions({
    schema,
    softlabel: record.softlabel,
    experiment: describeExperiment(record),
    data: withNotes(data, notesOn(data, [...repetitionNotes(options.methods, trials), ...notes])),
    ...(record.modelNotes === undefined ? {} : { modelNotes: record.modelNotes }),
    complete: finished.length === all.length,
    trials: { finished: finished.length, total: all.length },
    baseline,
    methods,
    verdicts,
    ...(simpleBaselines.length === 0 ? {} : { simpleBaselines }),
    examples: await examplesOf(folder, shown, dataset),
  });
}
