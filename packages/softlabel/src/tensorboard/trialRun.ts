// A trial as a run: its hyperparameters, scalars per epoch, and at the end test scores and histograms.
import { statSync } from "node:fs";
import path from "node:path";
import { logitGaps, parseMethod, scoreExamples } from "@softlabel/core";
import {
  type EpochLine,
  experimentFields,
  type Predictions,
  readMetrics,
  readPredictions,
  readTrial,
  type RecordedTrial,
  type Trial,
  type TrialResult,
} from "@softlabel/experiment/internal";
import { folderStore } from "../folder/folderStore.ts";
import type { EventDraft, ValueDraft } from "./eventMessages.ts";
import { appendEvents, openRun, type RunFile } from "./runFile.ts";
import { histogramValue, hyperparametersValue, runEndValue, scalarValue, scalarValues } from "./values.ts";

/** Tags that tell how far a run is written. */
const epochTag = "training/loss";
const endTag = "test/accuracy";

/** Options of the trial, and the parameters of its method by name, so that runs can be compared by α. */
function hyperparametersOf(trial: Trial): Record<string, string | number> {
  const options = Object.entries(trial).filter(
    ([name]) => name === "method" || name === "seed" || name in experimentFields,
  );
  const all = [...options, ...Object.entries(parseMethod(trial.method).parameters)];
  const entries = all.map(([name, value]) => [name, typeof value === "number" ? value : String(value)] as const);
  return Object.fromEntries(entries);
}

function epochValues({
  trainLoss,
  trainAccuracy,
  trainBalancedAccuracy,
  learningRate,
  validation,
}: EpochLine): ValueDraft[] {
  return [
    scalarValue(epochTag, trainLoss),
    scalarValue("training/accuracy", trainAccuracy),
    scalarValue("training/balancedAccuracy", trainBalancedAccuracy),
    scalarValue("training/learningRate", learningRate),
    ...scalarValues("validation", validation ?? {}),
  ];
}

/** When each epoch ended, in seconds since 1970: the last when metrics.jsonl was written, those before it by their durations. */
function endTimes(folder: string, lines: readonly EpochLine[]): number[] {
  const last = statSync(path.join(folder, "metrics.jsonl")).mtimeMs / 1000;
  let later = lines.reduce((sum, { seconds }) => sum + seconds, 0);
  return lines.map(({ seconds }) => last - (later -= seconds));
}

function stepsWith({ events }: RunFile, tag: string): number[] {
  const tagged = events.filter(({ summary }) => summary?.values.some((value) => value.tag === tag) === true);
  return tagged.map(({ step = 0n }) => Number(step));
}

/** Opens the trial's run; a new one begins with its hyperparameters. */
function openTrialRun(run: string, trial: RecordedTrial, startSeconds: number): RunFile {
  const opened = openRun({ folder: run, identity: trial.hash.slice(0, 12), startSeconds });
  if (opened.events.length > 1) return opened;
  const values = [hyperparametersValue(hyperparametersOf(trial), startSeconds)];
  appendEvents(opened.file, [{ wallTime: startSeconds, summary: { values } }]);
  return opened;
}

/** Adds the recorded epochs that a run does not have yet. */
export function writeEpochs(run: string, folder: string): void {
  const records = folderStore(folder);
  const lines = readMetrics(records);
  const trial = readTrial(records);
  if (trial === undefined || lines.length === 0) return;
  const times = endTimes(folder, lines);
  const opened = openTrialRun(run, trial, times[0] - lines[0].seconds);
  const done = Math.max(0, ...stepsWith(opened, epochTag));
  const missing = lines.flatMap((line, i): EventDraft[] => {
    if (line.epoch <= done) return [];
    return [{ wallTime: times[i], step: BigInt(line.epoch), summary: { values: epochValues(line) } }];
  });
  if (missing.length > 0) appendEvents(opened.file, missing);
}

function histogramsOf({ logits, labels }: Predictions, classes: number): ValueDraft[] {
  const { confidence, correct } = scoreExamples(logits, labels, classes);
  return [
    ...histogramValue("test/confidence", confidence),
    ...histogramValue(
      "test/confidenceWrong",
      confidence.filter((_, i) => correct[i] === 0),
    ),
    ...histogramValue("test/logitGap", logitGaps(logits, labels, classes)),
  ];
}

/** Adds the end of a finished trial, once: test scores before and after temperature scaling, and histograms. */
export function writeEnd(run: string, folder: string, result: TrialResult, classes: number): void {
  const records = folderStore(folder);
  const trial = readTrial(records);
  const predictions = readPredictions(records, "test");
  const lines = readMetrics(records);
  if (trial === undefined || predictions === undefined || lines.length === 0) return;
  const wallTime = endTimes(folder, lines).at(-1)!;
  const opened = openTrialRun(run, trial, wallTime);
  if (stepsWith(opened, endTag).length > 0) return;
  const { test, testScaled, temperature, keptEpoch = lines.length } = result;
  const values = [
    ...scalarValues("test", test),
    ...(temperature === null ? [] : [scalarValue("testScaled/temperature", temperature)]),
    ...scalarValues("testScaled", testScaled ?? {}),
    ...histogramsOf(predictions, classes),
    runEndValue(wallTime),
  ];
  appendEvents(opened.file, [{ wallTime, step: BigInt(keptEpoch), summary: { values } }]);
}
