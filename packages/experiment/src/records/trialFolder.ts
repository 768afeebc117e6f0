// The folder of one trial: metrics line by line, the checkpoint to go on from, and the predictions at the end.
import { appendFileSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { fail } from "@softlabel/core/internal";
import { decodeCheckpoint, encodeCheckpoint, type Checkpoint } from "@softlabel/engine";
import { readIfPresent, readJson, toJson, writeWhole } from "../files/files.ts";
import { checkFormat, recordFormat } from "../files/recordFormat.ts";
import { firstDifference } from "../files/difference.ts";
import type { Flip } from "../options/noise.ts";
import { decodeNpy, encodeNpy } from "../files/npy.ts";
import { bestEpoch, isOver } from "./earlyStopping.ts";
import type { EpochResult } from "../results/results.ts";
import { trialHash, type Trial } from "../options/trial.ts";

/** One line of metrics.jsonl. */
export interface EpochLine extends EpochResult {
  /** Wall-clock time of the epoch: training, then validation. */
  readonly seconds: number;
}

/** Logits [count, classes] beside the labels they are judged by. */
export interface Predictions {
  /** Trials of ours have float32; what other programs predicted may be float64. */
  readonly logits: Float32Array | Float64Array;
  readonly labels: Int32Array;
}

/** Predictions as a trial leaves them. */
export interface RecordedPredictions extends Predictions {
  readonly logits: Float32Array;
}

const checkpointFile = path.join("checkpoint", "last.bin");
const epochFile = (epoch: number): string => path.join("checkpoint", `epoch-${epoch}.bin`);

/** File names of each set of predictions; "test" is written last, so its presence says that the trial is finished. */
const predictionFiles = {
  validation: ["validation-logits.npy", "validation-labels.npy"],
  test: ["logits.npy", "labels.npy"],
} as const;

/** Marks the folder as the given trial's; refuses one that belongs to another. */
export function claimTrialFolder(folder: string, trial: Trial): void {
  const file = path.join(folder, "trial.json");
  const earlier = readJson(file) as ({ hash?: string; format?: number } & Record<string, unknown>) | undefined;
  const written = { format: recordFormat, hash: trialHash(trial), ...trial };
  if (earlier === undefined) return writeWhole(file, toJson(written));
  checkFormat(folder, earlier);
  if (earlier.hash === trialHash(trial)) return;
  const { hash, format, ...before } = earlier;
  const { name, expected, got } = firstDifference(before, { ...trial }) ?? {
    name: "version",
    expected: hash,
    got: trialHash(trial),
  };
  fail(`${folder}, ${name}`, String(expected), got, "its records were made with that; choose another --out");
}

/** Writes which training labels were made wrong, a line each. */
export function writeFlips(folder: string, flips: readonly Flip[]): void {
  writeWhole(path.join(folder, "noise.jsonl"), flips.map((flip) => `${JSON.stringify(flip)}\n`).join(""));
}

/** The whole lines of metrics.jsonl, up to the first that is cut short. */
export function readMetrics(folder: string): EpochLine[] {
  const text = new TextDecoder().decode(readIfPresent(path.join(folder, "metrics.jsonl")) ?? new Uint8Array());
  const lines: EpochLine[] = [];
  for (const line of text.split("\n").slice(0, -1)) {
    try {
      lines.push(JSON.parse(line) as EpochLine);
    } catch {
      break;
    }
  }
  return lines;
}

/** Removes the checkpoints of epochs that are no longer the best. */
function removeEpochs(folder: string, best: number): void {
  const kept = ["last.bin", path.basename(epochFile(best))];
  for (const name of readdirSync(path.join(folder, "checkpoint")))
    if (!kept.includes(name)) rmSync(path.join(folder, "checkpoint", name));
}

/**
 * Adds the epoch to metrics.jsonl, then replaces the checkpoint: in this order no epoch is ever lost or counted twice.
 * @param best with early stopping: the best epoch so far, whose checkpoint is kept until there is a better one on record
 */
export function recordEpoch(folder: string, line: EpochLine, checkpoint: Checkpoint, best?: number): void {
  mkdirSync(folder, { recursive: true });
  appendFileSync(path.join(folder, "metrics.jsonl"), `${JSON.stringify(line)}\n`);
  const bytes = encodeCheckpoint(checkpoint);
  if (best === line.epoch) writeWhole(path.join(folder, epochFile(best)), bytes);
  writeWhole(path.join(folder, checkpointFile), bytes);
  if (best !== undefined) removeEpochs(folder, best);
}

/** The checkpoint of the best epoch, where early stopping kept it. */
export function readBest(folder: string, epoch: number): Checkpoint | undefined {
  const bytes = readIfPresent(path.join(folder, epochFile(epoch)));
  return bytes === undefined ? undefined : decodeCheckpoint(bytes);
}

/**
 * Where to go on: the last checkpoint, with metrics.jsonl cut back to its epochs.
 * Without a checkpoint, without a metrics line for each of its epochs, or with early stopping without the checkpoint of the
 * best one, the trial starts anew.
 */
export function resumeTrial(folder: string, { patience }: Pick<Trial, "patience">): Checkpoint | undefined {
  const bytes = readIfPresent(path.join(folder, checkpointFile));
  const checkpoint = bytes === undefined ? undefined : decodeCheckpoint(bytes);
  const epochs = checkpoint?.finishedEpochs ?? 0;
  const lines = readMetrics(folder).slice(0, epochs);
  const hasBest = patience === undefined || readBest(folder, bestEpoch(lines)) !== undefined;
  const whole = lines.length === epochs && hasBest;
  const kept = whole ? lines : [];
  writeWhole(path.join(folder, "metrics.jsonl"), kept.map((line) => `${JSON.stringify(line)}\n`).join(""));
  return whole ? checkpoint : undefined;
}

/** Writes logits after labels, so that logits stand for both. */
export function writePredictions(
  folder: string,
  set: "validation" | "test",
  { logits, labels }: RecordedPredictions,
): void {
  const [logitsFile, labelsFile] = predictionFiles[set];
  writeWhole(path.join(folder, labelsFile), encodeNpy({ data: labels, shape: [labels.length] }));
  const classes = labels.length === 0 ? 0 : logits.length / labels.length;
  writeWhole(path.join(folder, logitsFile), encodeNpy({ data: logits, shape: [labels.length, classes] }));
}

/** The predictions on record, or undefined where there are none. */
export function readPredictions(folder: string, set: "validation" | "test"): RecordedPredictions | undefined {
  const [logits, labels] = predictionFiles[set].map((name) => {
    const bytes = readIfPresent(path.join(folder, name));
    return bytes === undefined ? undefined : decodeNpy(bytes, path.join(folder, name)).data;
  });
  if (!(logits instanceof Float32Array) || !(labels instanceof Int32Array)) return undefined;
  return { logits, labels };
}

/** Whether the trial ran to its end. */
export function isFinished(folder: string, trial: Trial): boolean {
  const earlier = readJson(path.join(folder, "trial.json")) as { hash?: string } | undefined;
  return (
    earlier?.hash === trialHash(trial) &&
    isOver(trial, readMetrics(folder)) &&
    readPredictions(folder, "test") !== undefined
  );
}
