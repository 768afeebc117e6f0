// From the records of an experiment to its results: scores of every trial, calibration of every method, verdicts.
import type { Dataset } from "../data/index.ts";
import { analyseTrial } from "./analysedTrial.ts";
import { examplesOf } from "./examples.ts";
import { readExperiment, trialFolder, type ExperimentRecord } from "./experimentFolder.ts";
import { methodResults, type MethodTrials } from "./methodResults.ts";
import type { Results } from "./results.ts";
import { trialsOf } from "./trial.ts";
import { isFinished } from "./trialFolder.ts";
import { verdictsOf } from "./verdicts.ts";

function describeExperiment({ spec, sources, command, machine }: ExperimentRecord): Results["experiment"] {
  return { ...spec, ...sources, command, ...machine };
}

/** Version of the shape of results.json: raised when a field changes its meaning or goes. */
const schema = 2;

/** The results of every trial that is finished; with the data at hand, the pictures they show are written too. */
export async function analyse(folder: string, dataset?: Dataset): Promise<Results> {
  const record = readExperiment(folder);
  const { spec, data } = record;
  const classes = data.classes.length;
  const all = trialsOf(spec, record.sources);
  const finished = all
    .filter((trial) => isFinished(trialFolder(folder, trial), trial))
    .map((trial) => analyseTrial(trialFolder(folder, trial), trial, classes));
  const firstSeed = finished.filter(({ trial }) => trial.seed === 1);
  const methods = spec.methods.map((method): MethodTrials => ({
    method,
    trials: finished.filter(({ trial }) => trial.method === method),
  }));
  return {
    schema,
    softlabel: record.softlabel,
    experiment: describeExperiment(record),
    data,
    complete: finished.length === all.length,
    trials: { finished: finished.length, total: all.length },
    baseline: spec.methods[0],
    methods: methodResults(methods, data.classes),
    verdicts: verdictsOf(spec.methods, finished, data.noun),
    examples: await examplesOf(folder, firstSeed, classes, dataset),
  };
}
