// What the claims that an experiment is asked for come to, from its records.
import type { ClaimResult, Results } from "../results/results.ts";
import { claimsNamed } from "./claimTable.ts";
import { readClaimsRecord } from "./claimsRecord.ts";
import { judgeClaim } from "./judgeClaim.ts";
import { readEvidence } from "./readEvidence.ts";
import type { RecordStore } from "../store/recordStore.ts";

/** Claim by claim, each for every method against the baseline; nothing where no claims are asked for. */
export function claimsOf(records: RecordStore, results: Results): readonly ClaimResult[] | undefined {
  const record = readClaimsRecord(records);
  if (record === undefined) return undefined;
  const evidence = readEvidence(records, record, results);
  const methods = results.methods
    .filter(({ candidateOf }) => candidateOf === undefined)
    .map(({ method }) => method)
    .filter((method) => method !== results.baseline);
  return claimsNamed(record.claims).flatMap((claim) => methods.map((method) => judgeClaim(claim, evidence, method)));
}
