// What an experiment is made from beside its options: hashes of content, so that a change is noticed.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Dataset } from "../../data/index.ts";
import type { ExperimentSpec } from "./fields.ts";
import { isModelFile } from "./initialModel.ts";
import { isPerSeed, teacherFileOf, teacherOfSeed, teacherSeeds } from "./teacher.ts";

/** Hashes by what they are of. */
export interface Sources {
  /** Of the data set's content. */
  readonly fingerprint: string;
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

function teacherSources({ teacher, seeds }: ExperimentSpec): Pick<Sources, "teacherFile" | "teacherFiles"> {
  if (teacher === undefined) return {};
  const hashes = teacherSeeds({ teacher, seeds }).map((seed) =>
    hashOf(teacherFileOf(teacherOfSeed({ teacher, seed }))),
  );
  return isPerSeed(teacher) ? { teacherFiles: hashes } : { teacherFile: hashes[0] };
}

/** The hashes of everything that the specification names. */
export function sourcesOf(spec: ExperimentSpec, { fingerprint }: Pick<Dataset, "fingerprint">): Sources {
  const { model, weights } = spec;
  return {
    fingerprint,
    ...(isModelFile(model) ? { modelFile: hashOf(model) } : {}),
    ...(weights === undefined ? {} : { weightsFile: hashOf(weights) }),
    ...teacherSources(spec),
  };
}
