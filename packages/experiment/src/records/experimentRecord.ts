// The record of an experiment: options, sources, data, command and machine.
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
import { sha256 } from "@softlabel/data/internal";
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

/** Everything that an experiment's record is made from. */
interface ExperimentSetting {
  readonly options: ExperimentOptions;
  readonly dataset: Dataset;
  /** The runtime named by the options. */
  readonly runtime: Pick<Runtime, "version" | "provider">;
  /** Reads the model files named by the options. */
  readonly readFile: ReadFile;
  /** The command line, for the record. */
  readonly command: string;
  /** Description of the machine, for the record. */
  readonly machine: ExperimentRecord["machine"];
}

/** The description of the data in the record. */
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
 * Creates the record of an experiment.
 * @throws UsageError if the options do not fit each other or the data
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

/** The options that must stay the same when an experiment is continued. Methods, seeds and baselines may be added, --choose may change. */
function continuedBy({ options, sources }: Pick<ExperimentRecord, "options" | "sources">): Record<string, unknown> {
  const { methods, choose, seeds, baselines, ...shared } = options;
  const { teacherFiles, ...all } = sources;
  return { ...shared, ...all };
}

/** SHA-256 of the options that must stay the same when an experiment is continued. */
export function experimentDigest(record: Pick<ExperimentRecord, "options" | "sources">): string {
  return sha256(JSON.stringify([recordFormat, continuedBy(record)]));
}

/**
 * Reads experiment.json.
 * @throws UsageError if it is missing or has another format
 */
export function readExperiment(records: RecordStore): ExperimentRecord {
  const record = readJson(records, recordFile);
  const expected = "a folder made by softlabel compare, with experiment.json";
  check(record !== undefined, records.place, expected, "none", "check the path");
  const { options, ...dated } = record as Partial<ExperimentRecord>;
  checkFormat(records.place, dated);
  check(options !== undefined, records.place, "an experiment with options", "none", "run it again in another folder");
  return record as ExperimentRecord;
}

/**
 * Checks, before anything is written, that a record continues the experiment in a folder.
 * @throws UsageError that names the first option that differs
 */
export function checkContinues(records: RecordStore, record: ExperimentRecord): void {
  const difference = firstDifference(continuedBy(readExperiment(records)), continuedBy(record));
  if (difference === undefined) return;
  const { name, expected, got } = difference;
  const remedy = `the experiment in ${records.place} was made with that; use the same value, or choose another --out`;
  fail(`--out, ${name}`, expected, got, remedy);
}

/** Whether a folder has an experiment. */
export function hasExperiment(records: RecordStore): boolean {
  return records.read(recordFile) !== undefined;
}

/** Writes experiment.json. */
export function writeExperiment(records: RecordStore, record: ExperimentRecord): void {
  writeJson(records, recordFile, record);
}
