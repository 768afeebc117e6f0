// The records of a trial: metrics per epoch, the checkpoint to resume from, and the predictions at the end.
import { fail } from "@softlabel/core/internal";
import { decodeCheckpoint, encodeCheckpoint, type Checkpoint } from "@softlabel/engine";
import type { Flip } from "../options/noise.ts";
import { trialHash, trialName, type Trial } from "../options/trial.ts";
import type { EpochResult } from "../results/results.ts";
import { firstDifference } from "../store/difference.ts";
import { checkFormat, recordFormat } from "../store/recordFormat.ts";
import { readJson, readNpy, readText, writeJson, writeNpy, type RecordStore } from "../store/recordStore.ts";
import { bestEpoch, isOver } from "./earlyStopping.ts";

/** One line of metrics.jsonl. */
export interface EpochLine extends EpochResult {
  /** Wall-clock time of the epoch: training, then validation. */
  readonly seconds: number;
}

/** Logits [count, classes] with their labels. */
export interface Predictions {
  /** float32 in trials; float64 is possible in files of other programs. */
  readonly logits: Float32Array | Float64Array;
  readonly labels: Int32Array;
}

/** Predictions as a trial records them. */
export interface RecordedPredictions extends Predictions {
  readonly logits: Float32Array;
}

/** The content of trial.json. */
export interface RecordedTrial extends Trial {
  readonly hash: string;
  readonly format: number;
}

const trialFile = "trial.json";
const metricsFile = "metrics.jsonl";
const lastCheckpoint = "checkpoint/last.bin";
const epochCheckpoint = (epoch: number): string => `checkpoint/epoch-${epoch}.bin`;

/** File names of each set of predictions; "test" is written last, so its presence says that the trial is finished. */
const predictionFiles = {
  validation: { logits: "validation-logits.npy", labels: "validation-labels.npy" },
  test: { logits: "logits.npy", labels: "labels.npy" },
} as const;

/** The path of a trial's folder in that of its experiment. */
export function trialPath(trial: Trial): string {
  return `trials/${trialName(trial)}`;
}

/** Reads trial.json; undefined if there is none. */
export function readTrial(records: RecordStore): RecordedTrial | undefined {
  return readJson(records, trialFile) as RecordedTrial | undefined;
}

/**
 * Marks a folder as a trial's.
 * @throws UsageError if it has the records of another trial
 */
export function claimTrial(records: RecordStore, trial: Trial): void {
  const earlier = readTrial(records);
  const hash = trialHash(trial);
  if (earlier === undefined) return writeJson(records, trialFile, { format: recordFormat, hash, ...trial });
  checkFormat(records.place, earlier);
  if (earlier.hash === hash) return;
  const { hash: expected, format, ...before } = earlier;
  const difference = firstDifference(before, { ...trial }) ?? { name: "version", expected, got: hash };
  const remedy = "its records were made with that value; choose another --out";
  fail(`${records.place}, ${difference.name}`, String(difference.expected), difference.got, remedy);
}

const asLines = (values: readonly unknown[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join("");

/** Writes the flipped training labels, one per line. */
export function writeFlips(records: RecordStore, flips: readonly Flip[]): void {
  records.write("noise.jsonl", asLines(flips));
}

/** The complete lines of metrics.jsonl, up to the first that is cut off. */
export function readMetrics(records: RecordStore): EpochLine[] {
  const lines: EpochLine[] = [];
  for (const line of (readText(records, metricsFile) ?? "").split("\n").slice(0, -1)) {
    try {
      lines.push(JSON.parse(line) as EpochLine);
    } catch {
      break;
    }
  }
  return lines;
}

/**
 * Appends an epoch to metrics.jsonl, then replaces the checkpoint: in this order no epoch is lost or counted twice.
 * @param best with early stopping: the best epoch so far, whose checkpoint is kept until there is a better one
 */
export function recordEpoch(records: RecordStore, line: EpochLine, checkpoint: Checkpoint, best?: number): void {
  records.append(metricsFile, asLines([line]));
  const bytes = encodeCheckpoint(checkpoint);
  if (best === line.epoch) records.write(epochCheckpoint(best), bytes);
  records.write(lastCheckpoint, bytes);
  if (best === undefined) return;
  const kept = [lastCheckpoint, epochCheckpoint(best)];
  const all = records.names("checkpoint").map((name) => `checkpoint/${name}`);
  for (const path of all.filter((each) => !kept.includes(each))) records.remove(path);
}

function readCheckpoint(records: RecordStore, path: string): Checkpoint | undefined {
  const bytes = records.read(path);
  return bytes && decodeCheckpoint(bytes);
}

/** The checkpoint of an epoch kept by early stopping; undefined if there is none. */
export function readBest(records: RecordStore, epoch: number): Checkpoint | undefined {
  return readCheckpoint(records, epochCheckpoint(epoch));
}

/**
 * The checkpoint to resume from, with metrics.jsonl cut back to its epochs. The trial starts again if there is no checkpoint, if
 * a line of metrics.jsonl is missing, or, with early stopping, if the checkpoint of the best epoch is missing.
 */
export function resumeTrial(records: RecordStore, { patience }: Pick<Trial, "patience">): Checkpoint | undefined {
  const checkpoint = readCheckpoint(records, lastCheckpoint);
  const epochs = checkpoint?.finishedEpochs ?? 0;
  const lines = readMetrics(records).slice(0, epochs);
  const hasBest = patience === undefined || readBest(records, bestEpoch(lines)) !== undefined;
  const whole = lines.length === epochs && hasBest;
  records.write(metricsFile, asLines(whole ? lines : []));
  return whole ? checkpoint : undefined;
}

/** Writes logits after labels: the logits show that both are there. */
export function writePredictions(
  records: RecordStore,
  set: "validation" | "test",
  { logits, labels }: RecordedPredictions,
): void {
  const files = predictionFiles[set];
  const rows = labels.length;
  writeNpy(records, files.labels, { data: labels, shape: [rows] });
  writeNpy(records, files.logits, { data: logits, shape: [rows, rows === 0 ? 0 : logits.length / rows] });
}

/** Reads predictions; undefined if there are none. */
export function readPredictions(records: RecordStore, set: "validation" | "test"): RecordedPredictions | undefined {
  const files = predictionFiles[set];
  const [logits, labels] = [readNpy(records, files.logits)?.data, readNpy(records, files.labels)?.data];
  return logits instanceof Float32Array && labels instanceof Int32Array ? { logits, labels } : undefined;
}

/** Whether a trial is finished. */
export function isFinished(records: RecordStore, trial: Trial): boolean {
  return (
    readTrial(records)?.hash === trialHash(trial) &&
    isOver(trial, readMetrics(records)) &&
    readPredictions(records, "test") !== undefined
  );
}
