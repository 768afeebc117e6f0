// The sources of an experiment besides its options: content hashes and the runtime, so that changes are noticed.
import { fail } from "@softlabel/core/internal";
import type { Dataset } from "@softlabel/data";
import { readSignature } from "@softlabel/engine/internal";
import { sha256 } from "@softlabel/data/internal";
import type { Runtime } from "./runtimeName.ts";
import type { ExperimentOptions } from "./fields.ts";
import { isModelFile } from "./initialModel.ts";
import { besideFile, type ReadFile } from "./inputFile.ts";
import { isPerSeed, teacherFile, teachersOf } from "./teacher.ts";

/** Hashes of data and model files, and the runtime. */
export interface Sources {
  /** Hash of the data. */
  readonly fingerprint: string;
  /** Version of the runtime; others may round differently. */
  readonly runtimeVersion: string;
  /** Execution provider of the runtime. */
  readonly provider: string;
  /** Hash of the model file. */
  readonly modelFile?: string | undefined;
  /** Hash of the file of initial weights. */
  readonly weightsFile?: string | undefined;
  /** Hash of the teacher's file. */
  readonly teacherFile?: string | undefined;
  /** Hashes of the teachers' files in the order of the seeds, if each seed has its own. */
  readonly teacherFiles?: readonly string[];
}

/** The hash of an ONNX file and of the files with its parameters, if there are any. */
function hashOf(file: string, bytes: Uint8Array, readFile: ReadFile): string {
  const beside = readSignature(bytes).external.map((name) => besideFile(file, readFile)(name) ?? new Uint8Array());
  return beside.length === 0 ? sha256(bytes) : sha256([bytes, ...beside].map((each) => sha256(each)).join("\n"));
}

function teacherSources(
  { teacher, seeds }: ExperimentOptions,
  readFile: ReadFile,
): Pick<Sources, "teacherFile" | "teacherFiles"> {
  if (teacher === undefined) return {};
  const hashes = teachersOf({ teacher, seeds }).map((each) => {
    const { file, bytes } = teacherFile(each, readFile);
    return hashOf(file, bytes, readFile);
  });
  return isPerSeed(teacher) ? { teacherFiles: hashes } : { teacherFile: hashes[0] };
}

/** The hashes of every file that the options name. */
export function sourcesOf(
  options: ExperimentOptions,
  { fingerprint }: Pick<Dataset, "fingerprint">,
  runtime: Pick<Runtime, "version" | "provider">,
  readFile: ReadFile,
): Sources {
  const { model, weights } = options;
  const hashed = (file: string): string => {
    const bytes = readFile(file) ?? fail(file, "an ONNX file", "no such file", "check the path");
    return hashOf(file, bytes, readFile);
  };
  return {
    fingerprint,
    runtimeVersion: runtime.version,
    provider: runtime.provider,
    modelFile: isModelFile(model) ? hashed(model) : undefined,
    weightsFile: weights === undefined ? undefined : hashed(weights),
    ...teacherSources(options, readFile),
  };
}
