// Runs an experiment: what is missing of its trials, then its results and report from the records.
import path from "node:path";
import { type Dataset } from "@softlabel/data";
import { countClasses } from "@softlabel/data/internal";
import {
  accuracyMetricOf,
  analyse,
  checkFolder,
  checkOptions,
  claimsOf,
  createRecord,
  defaultFolder,
  type ExperimentRecord,
  type ExperimentOptions,
  fitBaselines,
  isFinished,
  lockFolder,
  modelNotes,
  prepareShared,
  readMetrics,
  type Results,
  type Runtime,
  sourcesOf,
  splitOf,
  toJson,
  type Trial,
  trialFolder,
  type TrialProgress,
  trialsOf,
  unevenNotes,
  writeExperiment,
  writeWhole,
} from "@softlabel/experiment/internal";
import type { TrialRequest } from "../workers/messages.ts";
import { runPool, type TrialFailure } from "../workers/pool.ts";

export interface RunOptions {
  readonly experiment: ExperimentOptions;
  readonly dataset: Dataset;
  /** What `experiment.runtime` names, opened. */
  readonly runtime: Runtime;
  /** Folder of the experiment; found from the options when not given. */
  readonly out?: string;
  readonly dataDirectory?: string;
  readonly workers: number;
  /** The command line, for the record. */
  readonly command: string;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: RunEvent) => void;
}

/** What happens while an experiment runs. */
export type RunEvent =
  | {
      readonly kind: "planned";
      readonly folder: string;
      readonly trials: number;
      readonly epochsDone: number;
      readonly finished: number;
    }
  | ({ readonly kind: "progress"; readonly trial: Trial } & TrialProgress)
  | { readonly kind: "finished"; readonly trial: Trial };

export interface RunOutcome {
  readonly folder: string;
  readonly results: Results;
  readonly failures: readonly TrialFailure[];
}

/** What the record says of the data. */
function describeData(dataset: Dataset, held: number | string): Results["data"] {
  const { name, title, image, classes, test } = dataset;
  const { train, validation } = splitOf(dataset, held);
  const classCounts = countClasses(train.labels, classes.length);
  const notes = [...(dataset.notes ?? []), ...unevenNotes(classes, classCounts, "training rows")];
  const counts = { trainCount: train.count, validationCount: validation.count, testCount: test.count };
  const noted = notes.length === 0 ? {} : { notes };
  const noun = image === undefined ? "example" : "image";
  const accuracyMetric = accuracyMetricOf(classCounts);
  return { name, title, noun, classes, classCounts, accuracyMetric, ...noted, ...counts };
}

/** The record of what is about to be trained; options that do not go together are refused. */
export function recordOf({
  experiment,
  dataset,
  runtime,
  command,
}: Pick<RunOptions, "experiment" | "dataset" | "runtime" | "command">): ExperimentRecord {
  checkOptions(experiment, dataset);
  const notes = modelNotes(experiment, dataset);
  const sources = sourcesOf(experiment, dataset, runtime);
  const record = createRecord(experiment, sources, command, describeData(dataset, experiment.validation));
  return notes.length === 0 ? record : { ...record, modelNotes: notes };
}

/** Checks that the experiment can be run, without writing anything. */
export function planExperiment(options: RunOptions): { folder: string; record: ExperimentRecord } {
  const record = recordOf(options);
  const folder = options.out ?? defaultFolder(record.options, record.sources);
  checkFolder(folder, record);
  return { folder, record };
}

async function runMissing(folder: string, record: ExperimentRecord, options: RunOptions): Promise<TrialFailure[]> {
  const trials = trialsOf(record.options, record.sources);
  const requests = trials.map((trial): TrialRequest => ({
    trial,
    folder: trialFolder(folder, trial),
    shared: folder,
    ...(options.dataDirectory === undefined ? {} : { dataDirectory: options.dataDirectory }),
  }));
  const missing = requests.filter((request) => !isFinished(request.folder, request.trial));
  const epochsDone = requests.reduce(
    (sum, request) => sum + (missing.includes(request) ? readMetrics(request.folder).length : request.trial.epochs),
    0,
  );
  const finished = requests.length - missing.length;
  options.onEvent?.({ kind: "planned", folder, trials: requests.length, epochsDone, finished });
  return runPool(missing, {
    workers: options.workers,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    onProgress: ({ trial }, progress) => options.onEvent?.({ kind: "progress", trial, ...progress }),
    onFinished: ({ trial }) => options.onEvent?.({ kind: "finished", trial }),
  });
}

/** Makes results.json from the records in `folder`, with what the claims come to that were asked for. */
export async function writeResults(folder: string, dataset?: Dataset): Promise<Results> {
  return writeWithClaims(folder, await analyse(folder, dataset));
}

/** Writes results.json, the claims judged anew. */
export function writeWithClaims(folder: string, analysed: Results): Results {
  const claims = claimsOf(folder, analysed);
  const results = claims === undefined ? analysed : { ...analysed, claims };
  writeWhole(path.join(folder, "results.json"), toJson(results));
  return results;
}

/** Trains what is not on record yet. */
export async function trainMissing(options: RunOptions): Promise<Omit<RunOutcome, "results">> {
  const { folder, record } = planExperiment(options);
  const writeShared = await prepareShared(folder, options.experiment, options.dataset, options.runtime.ort);
  const unlock = lockFolder(folder);
  try {
    writeExperiment(folder, record);
    writeShared();
    return { folder, failures: await runMissing(folder, record, options) };
  } finally {
    unlock();
  }
}

/** Trains what is not on record yet, then analyses everything that is. */
export async function runExperiment(options: RunOptions): Promise<RunOutcome> {
  const trained = await trainMissing(options);
  if (options.signal?.aborted !== true) fitBaselines(trained.folder, options.experiment, options.dataset);
  return { ...trained, results: await writeResults(trained.folder, options.dataset) };
}
