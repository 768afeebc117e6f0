// What an experiment was started with, as its folder records it: options, sources, data, machine.
import { check, fail } from "@softlabel/core/internal";
import type { Dataset } from "@softlabel/data";
import { countClasses } from "@softlabel/data/internal";
import { checkOptions } from "../options/checkOptions.ts";
import { splitOf } from "../options/examplesOf.ts";
import type { ExperimentOptions } from "../options/fields.ts";
import { modelNotes } from "../options/initialModel.ts";
import type { ReadFile } from "../options/inputFile.ts";
import type { Runtime } from "../options/runtimeName.ts";
import { sourcesOf, type Sources } from "../options/sources.ts";
import { accuracyMetricOf, unevenNotes } from "../options/unevenClasses.ts";
import type { Results } from "../results/results.ts";
import { firstDifference } from "../store/difference.ts";
import { checkFormat, recordFormat } from "../store/recordFormat.ts";
import { readJson, writeJson, type RecordStore } from "../store/recordStore.ts";
import { sha256 } from "../store/sha256.ts";
import { version } from "../store/version.ts";
import { defined } from "../store/defined.ts";

/** The content of experiment.json. */
export interface ExperimentRecord {
  readonly format: number;
  readonly softlabel: string;
  readonly options: ExperimentOptions;
  readonly sources: Sources;
  /** Notes on a model that is read from a file. */
  readonly modelNotes?: readonly string[];
  readonly data: Results["data"];
  readonly command: string;
  readonly machine: Readonly<Record<string, string | number>>;
}

const recordFile = "experiment.json";

/** What an experiment is made from. */
export interface ExperimentSetting {
  readonly options: ExperimentOptions;
  readonly dataset: Dataset;
  /** The runtime that the options name. */
  readonly runtime: Pick<Runtime, "version" | "provider">;
  /** Reads the model files that the options name. */
  readonly readFile: ReadFile;
  /** The command line, for the record. */
  readonly command: string;
  /** What the numbers are made on, for the record. */
  readonly machine: ExperimentRecord["machine"];
}

/** What the record says of the data. */
function describeData(dataset: Dataset, held: number | string): Results["data"] {
  const { name, title, image, classes, test } = dataset;
  const { train, validation } = splitOf(dataset, held);
  const classCounts = countClasses(train.labels, classes.length);
  const notes = [...(dataset.notes ?? []), ...unevenNotes(classes, classCounts, "training rows")];
  return {
    name,
    title,
    noun: image === undefined ? "example" : "image",
    classes,
    classCounts,
    accuracyMetric: accuracyMetricOf(classCounts),
    ...defined({ notes: notes.length > 0 ? notes : undefined }),
    trainCount: train.count,
    validationCount: validation.count,
    testCount: test.count,
  };
}

/**
 * The record of what is about to be trained.
 * @throws UsageError where options do not go together, or not with the data
 */
export function createRecord(setting: ExperimentSetting): ExperimentRecord {
  const { options, dataset, runtime, readFile, command, machine } = setting;
  checkOptions(options, dataset, readFile);
  const notes = modelNotes(options, dataset, readFile);
  return {
    format: recordFormat,
    softlabel: version,
    options,
    sources: sourcesOf(options, dataset, runtime, readFile),
    data: describeData(dataset, options.validation),
    command,
    machine,
    ...defined({ modelNotes: notes.length > 0 ? notes : undefined }),
  };
}

/** What has to agree for an experiment to be continued: methods, seeds with their own teachers, and baselines may be added, and what is chosen by changed. */
function continuedBy({ options, sources }: Pick<ExperimentRecord, "options" | "sources">): Record<string, unknown> {
  const { methods, choose, seeds, baselines, ...shared } = options;
  const { teacherFiles, ...all } = sources;
  return { ...shared, ...all };
}

/** A hash over what has to agree for an experiment to be continued. */
export function experimentDigest(record: Pick<ExperimentRecord, "options" | "sources">): string {
  return sha256(JSON.stringify([recordFormat, continuedBy(record)]));
}

/**
 * Reads experiment.json.
 * @throws UsageError where there is none, or one of another format
 */
export function readExperiment(records: RecordStore): ExperimentRecord {
  const record = readJson(records, recordFile);
  const expected = "a folder with experiment.json, as softlabel compare leaves";
  check(record !== undefined, records.place, expected, "none", "check the path");
  checkFormat(records.place, record as Partial<ExperimentRecord>);
  return record as ExperimentRecord;
}

/**
 * Refuses, before anything is written, to continue earlier records with another experiment.
 * @throws UsageError that names the first option that differs
 */
export function checkContinues(records: RecordStore, record: ExperimentRecord): void {
  const difference = firstDifference(continuedBy(readExperiment(records)), continuedBy(record));
  if (difference === undefined) return;
  const { name, expected, got } = difference;
  const remedy = `the folder ${records.place} holds an experiment made with that; give the same, or choose another --out`;
  fail(`--out, ${name}`, expected, got, remedy);
}

/** Whether there is an experiment on record. */
export function hasExperiment(records: RecordStore): boolean {
  return records.read(recordFile) !== undefined;
}

/** Writes experiment.json. */
export function writeExperiment(records: RecordStore, record: ExperimentRecord): void {
  writeJson(records, recordFile, record);
}
