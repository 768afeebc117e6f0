// Runs the additional experiments that claims need, each like any other, in a folder inside the experiment's.
import path from "node:path";
import { UsageError } from "@softlabel/core";
import { withoutClasses } from "@softlabel/data/internal";
import {
  claimsNamed,
  type ExtraExperiment,
  extraPath,
  type ExtraSetting,
  extraTable,
  isFinished,
  readClaimsRecord,
  trialPath,
  trialsOf,
  withEpochs,
  writeClaimsRecord,
} from "@softlabel/experiment/internal";
import { readInput } from "../folder/files.ts";
import { folderStore } from "../folder/folderStore.ts";
import type { TrialFailure } from "../workers/trialRunner.ts";
import { recordOf, trainMissing, type RunOptions } from "./run.ts";

/** The extra experiments of some claims. */
export interface ClaimsPlan {
  readonly claims: readonly string[];
  readonly extras: readonly ExtraExperiment[];
  readonly skipped: Readonly<Record<string, string>>;
  /** Their number of runs, finished ones included. */
  readonly runs: number;
}

/** The claims of these names and those checked in the folder before. */
export function withEarlierClaims(claims: readonly string[], folder: string): readonly string[] {
  const all = [...claims, ...(readClaimsRecord(folderStore(folder))?.claims ?? [])];
  return claimsNamed(all).map(({ id }) => id);
}

/** Plans the extra experiments of the claims of these names, or says why there are none. */
export function planClaims(claims: readonly string[], setting: ExtraSetting): ClaimsPlan {
  const extras: ExtraExperiment[] = [];
  const skipped: Record<string, string> = {};
  const kinds = new Set(claimsNamed(claims).flatMap(({ extra }) => extra ?? []));
  for (const kind of kinds) {
    const made = extraTable[kind](setting);
    if (typeof made === "string") skipped[kind] = made;
    else extras.push(...made);
  }
  const runs = extras.reduce((sum, { options }) => sum + options.methods.length * options.seeds, 0);
  return { claims, extras, skipped, runs };
}

/** How to run them: like the experiment itself. */
export interface ClaimsRunOptions extends Omit<RunOptions, "out"> {
  /** The experiment's folder. */
  readonly folder: string;
  /** Called before each additional experiment with its place among them, counted from 1. */
  readonly onExtra?: (extra: ExtraExperiment, place: number) => void;
}

/** The outcome of the additional experiments. */
export interface ClaimsOutcome {
  readonly failures: readonly TrialFailure[];
  /** How many of the additional runs are finished. */
  readonly finished: number;
  readonly total: number;
}

/** The run options of an additional experiment. */
function runOf({ name, options: experiment }: ExtraExperiment, options: ClaimsRunOptions): RunOptions {
  const { folder, dataset, onExtra, ...shared } = options;
  const less = experiment.without !== undefined && options.experiment.without === undefined;
  const seen = less ? withoutClasses(dataset, experiment.without) : dataset;
  return {
    ...shared,
    experiment: withEpochs(experiment, seen, readInput),
    dataset: seen,
    out: path.join(folder, extraPath(name)),
  };
}

/** The reason why an additional experiment cannot be run; undefined if it can. */
function whyNot(run: RunOptions): string | undefined {
  try {
    recordOf(run);
    return undefined;
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

function countFinished(run: RunOptions): number {
  const { options, sources } = recordOf(run);
  const records = folderStore(run.out!);
  return trialsOf(options, sources).filter((trial) => isFinished(records.folder(trialPath(trial)), trial)).length;
}

/** Runs what the claims need and is not finished yet; the experiment itself has to be complete. */
export async function runClaims(
  { claims, extras, skipped }: ClaimsPlan,
  options: ClaimsRunOptions,
): Promise<ClaimsOutcome> {
  const runs = extras.map((extra) => ({ extra, run: runOf(extra, options) }));
  const refused = runs.map(({ extra, run }) => [extra.name, whyNot(run)] as const);
  const reasons = Object.fromEntries(refused.filter(([, reason]) => reason !== undefined)) as Record<string, string>;
  const possible = runs.filter(({ extra }) => !(extra.name in reasons));
  const names = possible.map(({ extra }) => extra.name);
  writeClaimsRecord(folderStore(options.folder), { claims, extras: names, skipped: { ...skipped, ...reasons } });
  const failures: TrialFailure[] = [];
  for (const [i, { extra, run }] of possible.entries()) {
    if (options.signal?.aborted === true) break;
    options.onExtra?.(extra, i + 1);
    failures.push(...(await trainMissing(run)).failures);
  }
  const sum = (count: (run: RunOptions) => number): number => possible.reduce((all, { run }) => all + count(run), 0);
  return {
    failures,
    finished: sum(countFinished),
    total: sum(({ experiment }) => experiment.methods.length * experiment.seeds),
  };
}
