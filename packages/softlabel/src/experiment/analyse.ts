// From the records of an experiment to its results: scores of every trial, calibration of every method, verdicts.
import { parseMethod, reliabilityBins, type ExampleScores } from "@softlabel/core";
import type { Dataset } from "../data/index.ts";
import { analyseTrial, type AnalysedTrial } from "./analysedTrial.ts";
import { examplesOf } from "./examples.ts";
import { readExperiment, trialFolder, type ExperimentRecord } from "./experimentFolder.ts";
import { logitGapHistograms } from "./logitGaps.ts";
import { curvesOf } from "./methodCurves.ts";
import type { Calibration, Histogram, MethodResult, Results } from "./results.ts";
import { trialsOf } from "./trial.ts";
import { isFinished } from "./trialFolder.ts";
import { verdictsOf } from "./verdicts.ts";

const histogramBins = 20;

/** Reliability and confidence of all seeds of a method together. */
function calibrationOf(parts: readonly ExampleScores[]): Calibration {
  const confidence = Float64Array.from(parts.flatMap((part) => [...part.confidence]));
  const correct = Uint8Array.from(parts.flatMap((part) => [...part.correct]));
  const histogram = {
    right: new Array<number>(histogramBins).fill(0),
    wrong: new Array<number>(histogramBins).fill(0),
  };
  confidence.forEach((value, i) => {
    const bin = Math.min(histogramBins - 1, Math.floor(value * histogramBins));
    (correct[i] === 1 ? histogram.right : histogram.wrong)[bin] += 1;
  });
  return { reliability: confidence.length === 0 ? [] : reliabilityBins(confidence, correct), histogram };
}

function analyseMethod(
  method: string,
  trials: readonly AnalysedTrial[],
  logitGaps: Histogram,
  classes: number,
): MethodResult {
  const scaled = trials.flatMap(({ examplesScaled }) => examplesScaled ?? []);
  return {
    method,
    effectiveTarget: [...parseMethod(method).effectiveTarget(0, classes)],
    ...curvesOf(trials, classes),
    logitGaps,
    trials: trials.map(({ result }) => result),
    calibration: calibrationOf(trials.map(({ examples }) => examples)),
    calibrationScaled: scaled.length > 0 && scaled.length === trials.length ? calibrationOf(scaled) : null,
  };
}

function describeExperiment({ spec, sources, command, machine }: ExperimentRecord): Results["experiment"] {
  return { ...spec, ...sources, command, ...machine };
}

/** Version of the shape of results.json: raised when a field changes its meaning or goes. */
const schema = 2;

/** What each method comes to, in the order given. */
function analyseMethods(
  methods: readonly string[],
  finished: readonly AnalysedTrial[],
  classes: number,
): MethodResult[] {
  const trials = methods.map((method) => finished.filter(({ trial }) => trial.method === method));
  const gaps = logitGapHistograms(
    trials.map((own) => own.map(({ test }) => test)),
    classes,
  );
  return methods.map((method, m) => analyseMethod(method, trials[m], gaps[m], classes));
}

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
  const [baseline] = spec.methods;
  return {
    schema,
    softlabel: record.softlabel,
    experiment: describeExperiment(record),
    data,
    complete: finished.length === all.length,
    trials: { finished: finished.length, total: all.length },
    baseline,
    methods: analyseMethods(spec.methods, finished, classes),
    verdicts: verdictsOf(spec.methods, finished, data.noun),
    examples: await examplesOf(folder, firstSeed, classes, dataset),
  };
}
