// A trial: one run of one method with one seed; its name and hash.
import { recordFormat } from "../store/recordFormat.ts";
import { sha256 } from "@softlabel/data/internal";
import { trainedMethods } from "./arm.ts";
import type { ExperimentOptions } from "./fields.ts";
import type { Sources } from "./sources.ts";

/** Everything that determines a trial's numbers, and nothing else. */
export interface Trial
  extends
    Omit<ExperimentOptions, "methods" | "choose" | "primary" | "seeds" | "baselines">,
    Omit<Sources, "teacherFiles"> {
  readonly method: string;
  readonly seed: number;
}

/** One run of an experiment. */
export function trialOf(options: ExperimentOptions, sources: Sources, method: string, seed: number): Trial {
  const { methods, choose, primary, seeds, baselines, ...shared } = options;
  const { teacherFiles, ...all } = sources;
  return { ...shared, ...all, teacherFile: teacherFiles?.[seed - 1] ?? all.teacherFile, method, seed };
}

/** The trials of an experiment, seed by seed, so that every method has its first seeds early. */
export function trialsOf(options: ExperimentOptions, sources: Sources): Trial[] {
  const seeds = Array.from({ length: options.seeds }, (_, i) => i + 1);
  const methods = trainedMethods(options.methods);
  return seeds.flatMap((seed) => methods.map((method) => trialOf(options, sources, method, seed)));
}

/** A method as part of a folder name: readable, and valid on every file system. */
export function methodName(method: string): string {
  return method.replace(/[^\w.=+-]/g, "_");
}

/** The name of a trial's folder. */
export function trialName(trial: Trial): string {
  return `${methodName(trial.method)}-s${trial.seed}`;
}

/** SHA-256 of everything that determines a trial. */
export function trialHash(trial: Trial): string {
  const given = Object.entries(trial).filter(([, value]) => value !== undefined);
  const sorted = given.sort(([a], [b]) => (a < b ? -1 : 1));
  return sha256(JSON.stringify([recordFormat, sorted]));
}
