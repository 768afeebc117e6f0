// What an experiment is made from beside its options: hashes of content, and the runtime, so that a change is noticed.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Dataset } from "@softlabel/data";
import type { Runtime } from "./runtimeName.ts";
import type { ExperimentOptions } from "./fields.ts";
import { isModelFile } from "./initialModel.ts";
import { isPerSeed, teacherFileOf, teacherOfSeed, teacherSeeds } from "./teacher.ts";

/** Hashes by what they are of, and the runtime that the options name. */
export interface Sources {
  /** Of the data set's content. */
  readonly fingerprint: string;
  /** Version of the runtime: another one may round differently. */
  readonly runtimeVersion: string;
  /** Execution provider of the runtime. */
  readonly provider: string;
  /** Of the file that the model is read from. */
  readonly modelFile?: string;
  /** Of the file of weights that the model begins with. */
  readonly weightsFile?: string;
  /** Of the teacher's file. */
  readonly teacherFile?: string;
  /** Of the teachers' files, the first seed's first, where each seed has its own. */
  readonly teacherFiles?: readonly string[];
}

function hashOf(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}

function teacherSources({ teacher, seeds }: ExperimentOptions): Pick<Sources, "teacherFile" | "teacherFiles"> {
  if (teacher === undefined) return {};
  const hashes = teacherSeeds({ teacher, seeds }).map((seed) =>
    hashOf(teacherFileOf(teacherOfSeed({ teacher, seed }))),
  );
  return isPerSeed(teacher) ? { teacherFiles: hashes } : { teacherFile: hashes[0] };
}

/** The hashes of every file that the options name. */
export function sourcesOf(
  options: ExperimentOptions,
  { fingerprint }: Pick<Dataset, "fingerprint">,
  runtime: Pick<Runtime, "version" | "provider">,
): Sources {
  const { model, weights } = options;
  return {
    fingerprint,
    runtimeVersion: runtime.version,
    provider: runtime.provider,
    ...(isModelFile(model) ? { modelFile: hashOf(model) } : {}),
    ...(weights === undefined ? {} : { weightsFile: hashOf(weights) }),
    ...teacherSources(options),
  };
}
