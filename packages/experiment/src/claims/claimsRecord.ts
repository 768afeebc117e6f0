// What an experiment's folder says of the claims to be checked on it: which they are, and their extra experiments.
import { readJson, writeJson, type RecordStore } from "../store/recordStore.ts";

/** The content of claims/claims.json. */
export interface ClaimsRecord {
  /** Names of claims. */
  readonly claims: readonly string[];
  /** Names of extra experiments, each in a folder beside the record. */
  readonly extras: readonly string[];
  /** Why extra experiments are not made, by what their names begin with. */
  readonly skipped: Readonly<Record<string, string>>;
}

const recordFile = "claims/claims.json";

/** The folder of an extra experiment, in that of its experiment. */
export function extraPath(name: string): string {
  return `claims/${name}`;
}

/** The record, or nothing where no claims were to be checked. */
export function readClaimsRecord(records: RecordStore): ClaimsRecord | undefined {
  return readJson(records, recordFile) as ClaimsRecord | undefined;
}

/** Writes the record. */
export function writeClaimsRecord(records: RecordStore, record: ClaimsRecord): void {
  writeJson(records, recordFile, record);
}
