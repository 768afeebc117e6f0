// The folder of one experiment: what it was started with, and who is writing to it.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { arch, availableParallelism, cpus, platform } from "node:os";
import path from "node:path";
import { check, fail } from "@softlabel/core/internal";
import { isAlive } from "@softlabel/data/internal";
import { firstDifference } from "../files/difference.ts";
import { readIfPresent, readJson, toJson, writeWhole } from "../files/files.ts";
import type { ExperimentOptions } from "../options/fields.ts";
import type { Results } from "../results/results.ts";
import type { Sources } from "../options/sources.ts";
import { trialName, type Trial } from "../options/trial.ts";
import { checkFormat, recordFormat } from "../files/recordFormat.ts";
import { version } from "../files/version.ts";

/** The content of experiment.json. */
export interface ExperimentRecord {
  readonly format: number;
  readonly softlabel: string;
  readonly options: ExperimentOptions;
  readonly sources: Sources;
  /** What is to be known of a model that is read from a file. */
  readonly modelNotes?: readonly string[];
  readonly data: Results["data"];
  readonly command: string;
  readonly machine: Readonly<Record<string, string | number>>;
}

/** What has to agree for an experiment to be continued: methods, seeds with their own teachers, and baselines may be added, and what is chosen by changed. */
function continuedBy({ options, sources }: Pick<ExperimentRecord, "options" | "sources">): Record<string, unknown> {
  const { methods, choose, seeds, baselines, ...shared } = options;
  const { teacherFiles, ...all } = sources;
  return { ...shared, ...all };
}

/** What the numbers were made on. */
export function describeMachine(): ExperimentRecord["machine"] {
  return {
    node: process.version,
    platform: `${platform()} ${arch()}`,
    processor: cpus()[0]?.model ?? "unknown",
    cores: availableParallelism(),
  };
}

/** The record of an experiment that starts now. */
export function createRecord(
  options: ExperimentOptions,
  sources: Sources,
  command: string,
  data: Results["data"],
): ExperimentRecord {
  return { format: recordFormat, softlabel: version, options, sources, data, command, machine: describeMachine() };
}

/** A data text as part of a file's name. */
export function fileName(data: string): string {
  return path
    .basename(data)
    .replace(/[^\w-]+/g, "-")
    .slice(0, 40);
}

/** Where an experiment lies when no --out is given: the same options lead to the same folder. */
export function defaultFolder(options: ExperimentOptions, sources: Sources): string {
  const digest = createHash("sha256")
    .update(JSON.stringify([recordFormat, continuedBy({ options, sources })]))
    .digest("hex");
  return path.join("experiments", `${fileName(options.data)}-${digest.slice(0, 8)}`);
}

/** The record in `folder`; throws where there is none, or one of another format. */
export function readExperiment(folder: string): ExperimentRecord {
  const record = readJson(path.join(folder, "experiment.json"));
  const expected = "a folder with experiment.json, as softlabel compare leaves";
  check(record !== undefined, folder, expected, "none", "check the path");
  checkFormat(folder, record as Partial<ExperimentRecord>);
  return record as ExperimentRecord;
}

/**
 * Refuses, before anything is written, a place that can neither be made a folder nor holds earlier records.
 * @param recordFile the file that marks earlier records
 * @returns whether there are earlier records
 */
export function checkPlace(folder: string, recordFile: string): boolean {
  if (!existsSync(folder)) {
    checkParent(folder);
    return false;
  }
  const expected = "a folder, or a name that is free";
  check(statSync(folder).isDirectory(), "--out", expected, folder, "there is a file of that name");
  if (existsSync(path.join(folder, recordFile))) return true;
  const inside = readdirSync(folder);
  const empty = `an empty folder, or one with earlier records, in ${folder}`;
  check(inside.length === 0, "--out", empty, `a folder with ${inside[0]}`);
  return false;
}

function checkParent(folder: string): void {
  const parent = path.dirname(path.resolve(folder));
  if (existsSync(parent))
    check(statSync(parent).isDirectory(), "--out", "a folder above the new one", parent, "that is a file");
  else checkParent(parent);
}

/** Refuses, before anything is written, a folder that cannot take or continue this experiment. */
export function checkFolder(folder: string, record: ExperimentRecord): void {
  if (!checkPlace(folder, "experiment.json")) return;
  const difference = firstDifference(continuedBy(readExperiment(folder)), continuedBy(record));
  if (difference === undefined) return;
  const { name, expected, got } = difference;
  fail(
    `--out, ${name}`,
    expected,
    got,
    `the folder ${folder} holds an experiment made with that; give the same, or choose another --out`,
  );
}

/** Folder of one trial's records. */
export function trialFolder(folder: string, trial: Trial): string {
  return path.join(folder, "trials", trialName(trial));
}

/** Makes this process the only one that writes to the folder; returns how to give that up. */
export function lockFolder(folder: string): () => void {
  const file = path.join(folder, "running");
  mkdirSync(folder, { recursive: true });
  const holder = Number(new TextDecoder().decode(readIfPresent(file)));
  const busy = holder > 0 && holder !== process.pid && isAlive(holder);
  check(!busy, folder, "no other softlabel at work there", `process ${holder}`, "wait for it, or choose another --out");
  writeFileSync(file, String(process.pid));
  return () => rmSync(file, { force: true });
}

/** Writes experiment.json. */
export function writeExperiment(folder: string, record: ExperimentRecord): void {
  writeWhole(path.join(folder, "experiment.json"), toJson(record));
}
