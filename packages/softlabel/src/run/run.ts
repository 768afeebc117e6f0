// Runs an experiment: what is missing of its trials, then its results and report from the records.
import { availableParallelism } from "node:os";
import path from "node:path";
import { fail } from "@softlabel/core/internal";
import type { Dataset } from "@softlabel/data";
import {
  analyse,
  checkContinues,
  claimsOf,
  createRecord,
  type ExperimentOptions,
  type ExperimentRecord,
  fitBaselines,
  prepareShared,
  type Results,
  type Runtime,
  toJson,
  trialPath,
  trialsOf,
  writeExperiment,
} from "@softlabel/experiment/internal";
import { readInput, writeWhole } from "../folder/files.ts";
import { folderStore } from "../folder/folderStore.ts";
import { lockFolder } from "../folder/lock.ts";
import { checkPlace, defaultFolder } from "../folder/places.ts";
import { describeMachine, encodePng } from "../folder/thisMachine.ts";
import type { TrialFailure, TrialRunner } from "../workers/trialRunner.ts";
import { runTrials, type RunEvent } from "./runTrials.ts";

export interface RunOptions {
  readonly experiment: ExperimentOptions;
  readonly dataset: Dataset;
  /** What `experiment.runtime` names, opened. */
  readonly runtime: Runtime;
  /** Folder of the experiment; found from the options when not given. */
  readonly out?: string | undefined;
  /** Whether the folder is taken from a process that may still write to it. */
  readonly takeOver?: boolean | undefined;
  readonly dataDirectory?: string | undefined;
  /** What trains the runs. */
  readonly runner: TrialRunner;
  /** The command line, for the record. */
  readonly command: string;
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: ((event: RunEvent) => void) | undefined;
}

export interface RunOutcome {
  readonly folder: string;
  readonly results: Results;
  readonly failures: readonly TrialFailure[];
}

/** The record of what is about to be trained; options that do not go together are refused. */
export function recordOf({
  experiment,
  dataset,
  runtime,
  command,
}: Pick<RunOptions, "experiment" | "dataset" | "runtime" | "command">): ExperimentRecord {
  const setting = { options: experiment, dataset, runtime, command, readFile: readInput, machine: describeMachine() };
  return createRecord(setting);
}

/** Checks that the experiment can be run, without writing anything. */
export function planExperiment(options: RunOptions): { folder: string; record: ExperimentRecord } {
  const record = recordOf(options);
  const folder = options.out ?? defaultFolder(record.options, record.sources);
  if (checkPlace(folder, "experiment.json")) checkContinues(folderStore(folder), record);
  return { folder, record };
}

/** Writes results.json from the records in `folder`, with the outcomes of the claims that were checked. */
export async function writeResults(folder: string, dataset?: Dataset): Promise<Results> {
  try {
    return writeWithClaims(folder, await analyse(folderStore(folder), dataset && { dataset, encodePng }));
  } catch (error) {
    return refuseRecords(folder, error);
  }
}

/** Throws the error, as one about the records where they are not of the form that they were written in. */
function refuseRecords(folder: string, error: unknown): never {
  if (!(error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError)) throw error;
  const remedy = "a file in it was changed or damaged: restore it, or run again in another folder";
  return fail(folder, "the records of an experiment, as they were written", error.message, remedy);
}

/** Judges the claims and writes results.json. */
export function writeWithClaims(folder: string, analysed: Results): Results {
  const claims = claimsOf(folderStore(folder), analysed);
  const results = claims === undefined ? analysed : { ...analysed, claims };
  writeWhole(path.join(folder, "results.json"), toJson(results));
  return results;
}

/** What all trials have in common, computed before anything is written: returns how to record it. */
export function prepareCommon(
  folder: string,
  { experiment: options, dataset, runtime }: Pick<RunOptions, "experiment" | "dataset" | "runtime">,
): Promise<() => void> {
  const how = { ort: runtime.ort, readFile: readInput, threads: availableParallelism() };
  return prepareShared(folderStore(folder), { options, dataset, ...how });
}

/** Runs the trials that are not finished. */
export async function trainMissing(options: RunOptions): Promise<Omit<RunOutcome, "results">> {
  const { folder, record } = planExperiment(options);
  const writeCommon = await prepareCommon(folder, options);
  const unlock = lockFolder(folder, options.takeOver);
  try {
    writeExperiment(folderStore(folder), record);
    writeCommon();
    const trials = trialsOf(record.options, record.sources);
    const placed = trials.map((trial) => ({ trial, folder: path.join(folder, trialPath(trial)) }));
    return { folder, failures: await runTrials(folder, placed, options) };
  } finally {
    unlock();
  }
}

/** Runs the trials that are not finished, then analyses all that are. */
export async function runExperiment(options: RunOptions): Promise<RunOutcome> {
  const trained = await trainMissing(options);
  const { experiment, dataset, signal } = options;
  if (signal?.aborted !== true) fitBaselines(folderStore(trained.folder), experiment, dataset);
  return { ...trained, results: await writeResults(trained.folder, dataset) };
}
