// What an experiment's folder says of the claims to be checked on it: which they are, and their extra experiments.
import path from "node:path";
import { readJson, toJson, writeWhole } from "../files/files.ts";

/** The content of claims/claims.json. */
export interface ClaimsRecord {
  /** Names of claims. */
  readonly claims: readonly string[];
  /** Names of extra experiments, each in a folder beside the record. */
  readonly extras: readonly string[];
  /** Why extra experiments are not made, by what their names begin with. */
  readonly skipped: Readonly<Record<string, string>>;
}

const recordFile = (folder: string): string => path.join(folder, "claims", "claims.json");

/** The folder of an extra experiment. */
export function extraFolder(folder: string, name: string): string {
  return path.join(folder, "claims", name);
}

/** The record, or nothing where no claims were to be checked. */
export function readClaimsRecord(folder: string): ClaimsRecord | undefined {
  return readJson(recordFile(folder)) as ClaimsRecord | undefined;
}

/** Writes the record. */
export function writeClaimsRecord(folder: string, record: ClaimsRecord): void {
  writeWhole(recordFile(folder), toJson(record));
}
