// The record of the claims to check on an experiment, and of their additional experiments.
import { readJson, writeJson, type RecordStore } from "../store/recordStore.ts";

/** The content of claims/claims.json. */
export interface ClaimsRecord {
  /** Names of claims. */
  readonly claims: readonly string[];
  /** Names of additional experiments, each in a folder beside the record. */
  readonly extras: readonly string[];
  /** Why additional experiments were skipped, by the beginning of their names. */
  readonly skipped: Readonly<Record<string, string>>;
}

const recordFile = "claims/claims.json";

/** The path of an additional experiment's folder in that of its experiment. */
export function extraPath(name: string): string {
  return `claims/${name}`;
}

/** Reads the record; undefined if no claims were asked for. */
export function readClaimsRecord(records: RecordStore): ClaimsRecord | undefined {
  return readJson(records, recordFile) as ClaimsRecord | undefined;
}

/** Writes the record. */
export function writeClaimsRecord(records: RecordStore, record: ClaimsRecord): void {
  writeJson(records, recordFile, record);
}
