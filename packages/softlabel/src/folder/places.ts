// Folders for records: the default folder, and folders that must not be written to.
import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { check } from "@softlabel/core/internal";
import { experimentDigest, type ExperimentOptions, type Sources } from "@softlabel/experiment/internal";

/** A data text as part of a folder's name: at most 40 letters, digits and hyphens. */
export function namePart(data: string): string {
  return path
    .basename(data)
    .replace(/[^\w-]+/g, "-")
    .slice(0, 40);
}

/** The folder of an experiment without --out: the same options give the same folder. */
export function defaultFolder(options: ExperimentOptions, sources: Sources): string {
  return path.join("experiments", `${namePart(options.data)}-${experimentDigest({ options, sources }).slice(0, 8)}`);
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
