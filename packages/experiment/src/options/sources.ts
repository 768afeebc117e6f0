// The sources of an experiment besides its options: content hashes and the runtime, so that changes are noticed.
import { UsageError } from "@softlabel/core";
import { fail } from "@softlabel/core/internal";
import type { Dataset } from "@softlabel/data";
import { readSignature } from "@softlabel/engine/internal";
import { sha256 } from "@softlabel/data/internal";
import type { Runtime } from "./runtimeName.ts";
import type { ExperimentOptions } from "./fields.ts";
import { isModelFile } from "./initialModel.ts";
import { pathBeside, type ReadFile } from "./inputFile.ts";
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

/** The paths of the files with an ONNX file's parameters. */
function externalFiles(file: string, bytes: Uint8Array): string[] {
  return readSignature(bytes).external.map((name) => pathBeside(file, name));
}

/** The hash of an ONNX file and of the files with its parameters, if there are any. */
function hashOf(file: string, bytes: Uint8Array, readFile: ReadFile): string {
  const beside = externalFiles(file, bytes).map((each) => readFile(each) ?? new Uint8Array());
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

function readModelFile(file: string, readFile: ReadFile): Uint8Array {
  return readFile(file) ?? fail(file, "an ONNX file", "no such file", "check the path");
}

/** The hash of a model file that an option names. */
function hashOfFile(file: string, readFile: ReadFile): string {
  return hashOf(file, readModelFile(file, readFile), readFile);
}

/** The hashes of every file that the options name. */
export function sourcesOf(
  options: ExperimentOptions,
  { fingerprint }: Pick<Dataset, "fingerprint">,
  runtime: Pick<Runtime, "version" | "provider">,
  readFile: ReadFile,
): Sources {
  const { model, weights } = options;
  return {
    fingerprint,
    runtimeVersion: runtime.version,
    provider: runtime.provider,
    modelFile: isModelFile(model) ? hashOfFile(model, readFile) : undefined,
    weightsFile: weights === undefined ? undefined : hashOfFile(weights, readFile),
    ...teacherSources(options, readFile),
  };
}

/** What names the inputs of a trial, and their hashes. */
type NamedSources = Pick<ExperimentOptions, "data" | "model" | "weights"> &
  Pick<Sources, "fingerprint" | "modelFile" | "weightsFile">;

/** The paths of all files that a trial reads besides its data: model, weights, and the files with their parameters. */
export function filesOfTrial(
  { model, weights = "", modelFile, weightsFile }: NamedSources,
  readFile: ReadFile,
): string[] {
  const named = [...(modelFile === undefined ? [] : [model]), ...(weightsFile === undefined ? [] : [weights])];
  return named.flatMap((file) => [file, ...externalFiles(file, readModelFile(file, readFile))]);
}

/**
 * Refuses inputs that are not those of the trial: data or files that were replaced since the experiment was planned, or that
 * another machine has in the same place.
 * @throws UsageError where a hash is another
 */
export function checkSources(trial: NamedSources, dataset: Pick<Dataset, "fingerprint">, readFile: ReadFile): void {
  const { data, model, weights = "", fingerprint, modelFile, weightsFile } = trial;
  const inputs = [
    { name: data, expected: fingerprint, read: () => dataset.fingerprint },
    { name: model, expected: modelFile, read: () => hashOfFile(model, readFile) },
    { name: weights, expected: weightsFile, read: () => hashOfFile(weights, readFile) },
  ];
  for (const { name, expected, read } of inputs) {
    if (expected === undefined) continue;
    const got = read();
    if (got === expected) continue;
    const [planned, found] = [expected, got].map((hash) => hash.slice(0, 12));
    const what = `expected what the run was planned with (hash ${planned}), got other content (hash ${found})`;
    throw new UsageError(`${name}: ${what}; put it back as it was, or start again with another --out`);
  }
}
