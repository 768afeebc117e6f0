// Checks the claims of an experiment, from its records and those of its additional experiments.
import { fitTemperature, scoreExamples } from "@softlabel/core";
import { hasExperiment, readExperiment } from "../records/experimentRecord.ts";
import { readLeftOut } from "../records/leftOutRecords.ts";
import type { ClaimResult, Results } from "../results/results.ts";
import { trialsOf } from "../options/trial.ts";
import { isFinished, readMetrics, readPredictions, trialPath } from "../records/trialRecord.ts";
import type { RecordStore } from "../store/recordStore.ts";
import { claimsNamed } from "./claimTable.ts";
import { extraPath, readClaimsRecord, type ClaimsRecord } from "./claimsRecord.ts";
import type { ClaimTrial, Evidence, TrialTable } from "./evidence.ts";
import { judgeClaim } from "./judgeClaim.ts";

/** A finished trial. */
function readTrial(records: RecordStore, classes: number): ClaimTrial {
  const { logits, labels } = readPredictions(records, "test")!;
  const validation = readPredictions(records, "validation");
  const fit = validation && fitTemperature(validation.logits, validation.labels, classes);
  return {
    logits,
    scores: scoreExamples(logits, labels, classes),
    scaled: fit === undefined ? null : scoreExamples(logits, labels, classes, fit.temperature),
    trainAccuracy: readMetrics(records).at(-1)!.trainAccuracy,
    leftOut: readLeftOut(records),
  };
}

/** The finished trials of an experiment. */
function readTrials(records: RecordStore): TrialTable {
  const { options, sources, data } = readExperiment(records);
  const table = new Map<string, Map<number, ClaimTrial>>();
  for (const trial of trialsOf(options, sources)) {
    const place = records.folder(trialPath(trial));
    if (!isFinished(place, trial)) continue;
    const own = table.get(trial.method) ?? new Map<number, ClaimTrial>();
    table.set(trial.method, own.set(trial.seed, readTrial(place, data.classes.length)));
  }
  return table;
}

/** The trials in results; for a method that chooses its parameter, those it chose. */
function trialsIn(results: Results, table: TrialTable): TrialTable {
  return new Map(
    results.methods.map(({ method, trials }) => {
      const own = trials.flatMap((result) => {
        const trial = table.get(result.chosen ?? method)?.get(result.seed);
        return trial === undefined ? [] : [[result.seed, { ...trial, result }] as const];
      });
      return [method, new Map(own)];
    }),
  );
}

/** The trials of an additional experiment; undefined if none is finished. */
function readExtra(records: RecordStore): TrialTable | undefined {
  if (!hasExperiment(records)) return undefined;
  const table = readTrials(records);
  return table.size > 0 ? table : undefined;
}

/** The evidence in an experiment's records. */
function readEvidence(records: RecordStore, record: ClaimsRecord, results: Results): Evidence {
  const tables = record.extras.map((name) => [name, readExtra(records.folder(extraPath(name)))] as const);
  const extras = tables.flatMap(([name, table]) => (table === undefined ? [] : [[name, table] as const]));
  const open = tables.filter(([, table]) => table === undefined).map(([name]) => name);
  const unfinished = Object.fromEntries(open.map((name) => [name, "its additional runs are not finished"]));
  return {
    baseline: results.baseline,
    classes: results.data.classes.length,
    verdicts: results.verdicts,
    main: trialsIn(results, readTrials(records)),
    extras: new Map(extras),
    skipped: { ...unfinished, ...record.skipped },
  };
}

/** Checks each claim for every method against the baseline; undefined if no claims were asked for. */
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
