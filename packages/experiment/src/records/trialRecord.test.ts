// A trial's records: what a killed process may leave behind is cut back to whole epochs.
import { encodeCheckpoint, type Checkpoint } from "@softlabel/engine";
import { describe, expect, it } from "vitest";
import { resolveOptions } from "../options/fields.ts";
import { trialsOf, type Trial } from "../options/trial.ts";
import {
  claimTrial,
  isFinished,
  readBest,
  readMetrics,
  readPredictions,
  recordEpoch,
  resumeTrial,
  writePredictions,
  type EpochLine,
} from "./trialRecord.ts";
import { memoryStore } from "../store/memoryStore.ts";
import { readJson, readText, writeJson, type RecordStore } from "../store/recordStore.ts";
import { madeUpSources } from "../../../../test/trialSources.ts";

const trial: Trial = trialsOf(resolveOptions({ epochs: 2 }), madeUpSources)[0];

const line = (epoch: number): EpochLine => ({
  epoch,
  trainLoss: 1 / epoch,
  trainAccuracy: 0.5,
  trainBalancedAccuracy: 0.5,
  learningRate: 1,
  seconds: 2,
});

function checkpoint(finishedEpochs: number): Checkpoint {
  const parameters = Float32Array.of(finishedEpochs, 2);
  return { model: "linear", optimizer: "sgd", finishedEpochs, step: 7 * finishedEpochs, parameters, state: [] };
}

function recordsWith(epochs: number): RecordStore {
  const records = memoryStore();
  for (let epoch = 1; epoch <= epochs; epoch++) recordEpoch(records, line(epoch), checkpoint(epoch));
  return records;
}

describe("resumeTrial", () => {
  it("starts at the beginning without records", () => {
    const records = memoryStore();
    expect(resumeTrial(records, trial)).toBeUndefined();
    expect(readMetrics(records)).toEqual([]);
  });

  it("goes on after the last whole epoch", () => {
    const records = recordsWith(2);
    expect(resumeTrial(records, trial)).toMatchObject({ finishedEpochs: 2, step: 14 });
    expect(readMetrics(records)).toEqual([line(1), line(2)]);
  });

  it.each([
    ["a line whose checkpoint was never written", `${JSON.stringify(line(3))}\n`],
    ["a line that was cut short", JSON.stringify(line(3)).slice(0, 20)],
    ["a line without its end", JSON.stringify(line(3))],
  ])("cuts off %s", (_what, text) => {
    const records = recordsWith(2);
    records.append("metrics.jsonl", text);
    expect(resumeTrial(records, trial)?.finishedEpochs).toBe(2);
    expect(readText(records, "metrics.jsonl")).toBe(
      [line(1), line(2)].map((each) => `${JSON.stringify(each)}\n`).join(""),
    );
  });

  it("starts again if lines are missing", () => {
    const records = recordsWith(2);
    records.write("metrics.jsonl", `${JSON.stringify(line(1))}\n`);
    expect(resumeTrial(records, trial)).toBeUndefined();
    expect(readMetrics(records)).toEqual([]);
  });
});

describe("claimTrial", () => {
  it("refuses records of another format, and of another trial", () => {
    const records = memoryStore();
    claimTrial(records, trial);
    expect(() => claimTrial(records, trial)).not.toThrow();
    expect(() => claimTrial(records, { ...trial, batchSize: 8 })).toThrow("batchSize: expected 64, got 8; its");
    const { format, ...old } = readJson(records, "trial.json") as { format: number };
    writeJson(records, "trial.json", old);
    expect(() => claimTrial(records, trial)).toThrow('got "format 1 or 2, written by another version of softlabel"');
    writeJson(records, "trial.json", { ...old, format: format + 1 });
    expect(() => claimTrial(records, trial)).toThrow("; update softlabel");
  });
});

describe("early stopping", () => {
  const stopping: Trial = { ...trial, epochs: 9, patience: 2 };
  const losses = [0.5, 0.4, 0.45];
  const scored = (epoch: number): EpochLine => {
    return { ...line(epoch), validation: { accuracy: 0.5, balancedAccuracy: 0.5, nll: losses[epoch - 1] } };
  };

  /** The first epochs, epoch 2 being the best. */
  function stoppedAfter(epochs: number): RecordStore {
    const records = memoryStore();
    for (let epoch = 1; epoch <= epochs; epoch++)
      recordEpoch(records, scored(epoch), checkpoint(epoch), Math.min(epoch, 2));
    return records;
  }
  const checkpointsIn = (of: RecordStore): string[] => of.names("checkpoint").sort();

  it("keeps the checkpoint of the best epoch beside the last one, and no other", () => {
    const records = stoppedAfter(3);
    expect(checkpointsIn(records)).toEqual(["epoch-2.bin", "last.bin"]);
    expect(readBest(records, 2)).toEqual(checkpoint(2));
    expect(readBest(records, 1)).toBeUndefined();
    expect(resumeTrial(records, stopping)?.finishedEpochs).toBe(3);
  });

  it("goes on from where it was killed between the best epoch's checkpoint and the last", () => {
    const records = stoppedAfter(1);
    const last = records.read("checkpoint/last.bin")!;
    recordEpoch(records, scored(2), checkpoint(2), 1);
    records.write("checkpoint/epoch-2.bin", encodeCheckpoint(checkpoint(2)));
    records.write("checkpoint/last.bin", last);
    expect(resumeTrial(records, stopping)?.finishedEpochs).toBe(1);
    expect(readMetrics(records)).toEqual([scored(1)]);
    expect(readBest(records, 1)).toEqual(checkpoint(1));
  });

  it("starts again if the best epoch's checkpoint is missing", () => {
    const records = stoppedAfter(3);
    records.remove("checkpoint/epoch-2.bin");
    expect(resumeTrial(records, stopping)).toBeUndefined();
    expect(readMetrics(records)).toEqual([]);
  });

  it("is finished after fewer epochs than asked for, where patience says so", () => {
    const records = stoppedAfter(3);
    claimTrial(records, stopping);
    writePredictions(records, "test", { logits: Float32Array.of(1, 2), labels: Int32Array.of(1) });
    expect(isFinished(records, stopping)).toBe(false);
    recordEpoch(
      records,
      { ...line(4), validation: { accuracy: 0.5, balancedAccuracy: 0.5, nll: 0.4 } },
      checkpoint(4),
      2,
    );
    expect(isFinished(records, stopping)).toBe(true);
  });
});

describe("a finished trial", () => {
  it("has all its epochs and its test predictions, and belongs to the trial asked for", () => {
    const records = recordsWith(2);
    claimTrial(records, trial);
    expect(isFinished(records, trial)).toBe(false);
    const predictions = { logits: Float32Array.of(1, 2, 3, 4), labels: Int32Array.of(0, 1) };
    writePredictions(records, "test", predictions);
    expect(isFinished(records, trial)).toBe(true);
    expect(readPredictions(records, "test")).toEqual(predictions);
    expect(readPredictions(records, "validation")).toBeUndefined();
    expect(isFinished(records, { ...trial, epochs: 3 })).toBe(false);
  });

  it("is not taken over by another trial", () => {
    const records = memoryStore();
    claimTrial(records, trial);
    claimTrial(records, trial);
    expect(() => claimTrial(records, { ...trial, batchSize: 1 })).toThrow("choose another --out");
  });
});
