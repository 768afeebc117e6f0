// Reads back what claims are judged on: the experiment's trials, and those of its extra experiments.
import { existsSync } from "node:fs";
import path from "node:path";
import { fitTemperature, scoreExamples } from "@softlabel/core";
import { readExperiment, trialFolder } from "../records/experimentFolder.ts";
import { readLeftOut } from "../records/leftOutRecords.ts";
import type { Results } from "../results/results.ts";
import { trialsOf } from "../options/trial.ts";
import { isFinished, readMetrics, readPredictions } from "../records/trialFolder.ts";
import { extraFolder, type ClaimsRecord } from "./claimsRecord.ts";
import type { ClaimTrial, Evidence, TrialTable } from "./evidence.ts";

/** A finished trial. */
function readTrial(folder: string, classes: number): ClaimTrial {
  const { logits, labels } = readPredictions(folder, "test")!;
  const validation = readPredictions(folder, "validation");
  const fit = validation && fitTemperature(validation.logits, validation.labels, classes);
  const leftOut = readLeftOut(folder);
  return {
    logits,
    scores: scoreExamples(logits, labels, classes),
    scaled: fit === undefined ? null : scoreExamples(logits, labels, classes, fit.temperature),
    trainAccuracy: readMetrics(folder).at(-1)!.trainAccuracy,
    ...(leftOut === undefined ? {} : { leftOut }),
  };
}

/** The finished trials in an experiment's folder. */
function readTrials(folder: string): TrialTable {
  const { options, sources, data } = readExperiment(folder);
  const table = new Map<string, Map<number, ClaimTrial>>();
  for (const trial of trialsOf(options, sources)) {
    const place = trialFolder(folder, trial);
    if (!isFinished(place, trial)) continue;
    const own = table.get(trial.method) ?? new Map<number, ClaimTrial>();
    table.set(trial.method, own.set(trial.seed, readTrial(place, data.classes.length)));
  }
  return table;
}

/** The trials that results tell of, under a method that chooses its parameter those that it chose. */
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

/** The trials of an extra experiment, or nothing where none is finished. */
function readExtra(folder: string): TrialTable | undefined {
  if (!existsSync(path.join(folder, "experiment.json"))) return undefined;
  const table = readTrials(folder);
  return table.size > 0 ? table : undefined;
}

/** The evidence in an experiment's folder. */
export function readEvidence(folder: string, record: ClaimsRecord, results: Results): Evidence {
  const tables = record.extras.map((name) => [name, readExtra(extraFolder(folder, name))] as const);
  const extras = tables.flatMap(([name, table]) => (table === undefined ? [] : [[name, table] as const]));
  const open = tables.filter(([, table]) => table === undefined).map(([name]) => name);
  const unfinished = Object.fromEntries(open.map((name) => [name, "its extra trainings are not finished"]));
  return {
    baseline: results.baseline,
    classes: results.data.classes.length,
    verdicts: results.verdicts,
    main: trialsIn(results, readTrials(folder)),
    extras: new Map(extras),
    skipped: { ...unfinished, ...record.skipped },
  };
}
