// A trial's records: what a killed process may leave behind is cut back to whole epochs.
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { encodeCheckpoint, type Checkpoint } from "@softlabel/engine";
import { describe, expect, it } from "vitest";
import { resolveOptions } from "../options/fields.ts";
import { trialsOf, type Trial } from "../options/trial.ts";
import {
  claimTrialFolder,
  isFinished,
  readBest,
  readMetrics,
  readPredictions,
  recordEpoch,
  resumeTrial,
  writePredictions,
  type EpochLine,
} from "./trialFolder.ts";
import { madeUpSources } from "../../../../test/trialSources.ts";

const emptyFolder = (): string => mkdtempSync(path.join(tmpdir(), "softlabel-trial-"));
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

function folderWith(epochs: number): string {
  const folder = emptyFolder();
  for (let epoch = 1; epoch <= epochs; epoch++) recordEpoch(folder, line(epoch), checkpoint(epoch));
  return folder;
}

describe("resumeTrial", () => {
  it("starts anew in an empty folder", () => {
    const folder = emptyFolder();
    expect(resumeTrial(folder, trial)).toBeUndefined();
    expect(readMetrics(folder)).toEqual([]);
  });

  it("goes on after the last whole epoch", () => {
    const folder = folderWith(2);
    expect(resumeTrial(folder, trial)).toMatchObject({ finishedEpochs: 2, step: 14 });
    expect(readMetrics(folder)).toEqual([line(1), line(2)]);
  });

  it.each([
    ["a line whose checkpoint was never written", `${JSON.stringify(line(3))}\n`],
    ["a line that was cut short", JSON.stringify(line(3)).slice(0, 20)],
    ["a line without its end", JSON.stringify(line(3))],
  ])("cuts off %s", (_what, text) => {
    const folder = folderWith(2);
    appendFileSync(path.join(folder, "metrics.jsonl"), text);
    expect(resumeTrial(folder, trial)?.finishedEpochs).toBe(2);
    expect(readFileSync(path.join(folder, "metrics.jsonl"), "utf8")).toBe(
      [line(1), line(2)].map((each) => `${JSON.stringify(each)}\n`).join(""),
    );
  });

  it("starts anew where lines are missing", () => {
    const folder = folderWith(2);
    writeFileSync(path.join(folder, "metrics.jsonl"), `${JSON.stringify(line(1))}\n`);
    expect(resumeTrial(folder, trial)).toBeUndefined();
    expect(readMetrics(folder)).toEqual([]);
  });
});

describe("claimTrialFolder", () => {
  it("refuses records of another format, and of another trial", () => {
    const folder = emptyFolder();
    claimTrialFolder(folder, trial);
    expect(() => claimTrialFolder(folder, trial)).not.toThrow();
    expect(() => claimTrialFolder(folder, { ...trial, batchSize: 8 })).toThrow("batchSize: expected 64, got 8; its");
    const file = path.join(folder, "trial.json");
    const { format, ...old } = JSON.parse(readFileSync(file, "utf8")) as { format: number };
    writeFileSync(file, JSON.stringify(old));
    expect(() => claimTrialFolder(folder, trial)).toThrow(
      'got "format 1 or 2, written by another version of softlabel"',
    );
    writeFileSync(file, JSON.stringify({ ...old, format: format + 1 }));
    expect(() => claimTrialFolder(folder, trial)).toThrow("; update softlabel");
  });
});

describe("early stopping", () => {
  const stopping: Trial = { ...trial, epochs: 9, patience: 2 };
  const losses = [0.5, 0.4, 0.45];
  const scored = (epoch: number): EpochLine => {
    return { ...line(epoch), validation: { accuracy: 0.5, balancedAccuracy: 0.5, nll: losses[epoch - 1] } };
  };

  /** The first epochs, epoch 2 being the best. */
  function stoppingFolder(epochs: number): string {
    const folder = emptyFolder();
    for (let epoch = 1; epoch <= epochs; epoch++)
      recordEpoch(folder, scored(epoch), checkpoint(epoch), Math.min(epoch, 2));
    return folder;
  }
  const checkpointsIn = (folder: string): string[] => readdirSync(path.join(folder, "checkpoint")).sort();

  it("keeps the checkpoint of the best epoch beside the last one, and no other", () => {
    const folder = stoppingFolder(3);
    expect(checkpointsIn(folder)).toEqual(["epoch-2.bin", "last.bin"]);
    expect(readBest(folder, 2)).toEqual(checkpoint(2));
    expect(readBest(folder, 1)).toBeUndefined();
    expect(resumeTrial(folder, stopping)?.finishedEpochs).toBe(3);
  });

  it("goes on from where it was killed between the best epoch's checkpoint and the last", () => {
    const folder = stoppingFolder(1);
    const last = readFileSync(path.join(folder, "checkpoint", "last.bin"));
    recordEpoch(folder, scored(2), checkpoint(2), 1);
    writeFileSync(path.join(folder, "checkpoint", "epoch-2.bin"), encodeCheckpoint(checkpoint(2)));
    writeFileSync(path.join(folder, "checkpoint", "last.bin"), last);
    expect(resumeTrial(folder, stopping)?.finishedEpochs).toBe(1);
    expect(readMetrics(folder)).toEqual([scored(1)]);
    expect(readBest(folder, 1)).toEqual(checkpoint(1));
  });

  it("starts anew where the best epoch's checkpoint is missing", () => {
    const folder = stoppingFolder(3);
    rmSync(path.join(folder, "checkpoint", "epoch-2.bin"));
    expect(resumeTrial(folder, stopping)).toBeUndefined();
    expect(readMetrics(folder)).toEqual([]);
  });

  it("is finished after fewer epochs than asked for, where patience says so", () => {
    const folder = stoppingFolder(3);
    claimTrialFolder(folder, stopping);
    writePredictions(folder, "test", { logits: Float32Array.of(1, 2), labels: Int32Array.of(1) });
    expect(isFinished(folder, stopping)).toBe(false);
    recordEpoch(
      folder,
      { ...line(4), validation: { accuracy: 0.5, balancedAccuracy: 0.5, nll: 0.4 } },
      checkpoint(4),
      2,
    );
    expect(isFinished(folder, stopping)).toBe(true);
  });
});

describe("a finished trial", () => {
  it("has all its epochs and its test predictions, and belongs to the trial asked for", () => {
    const folder = folderWith(2);
    claimTrialFolder(folder, trial);
    expect(isFinished(folder, trial)).toBe(false);
    const predictions = { logits: Float32Array.of(1, 2, 3, 4), labels: Int32Array.of(0, 1) };
    writePredictions(folder, "test", predictions);
    expect(isFinished(folder, trial)).toBe(true);
    expect(readPredictions(folder, "test")).toEqual(predictions);
    expect(readPredictions(folder, "validation")).toBeUndefined();
    expect(isFinished(folder, { ...trial, epochs: 3 })).toBe(false);
  });

  it("is not taken over by another trial", () => {
    const folder = emptyFolder();
    claimTrialFolder(folder, trial);
    claimTrialFolder(folder, trial);
    expect(() => claimTrialFolder(folder, { ...trial, batchSize: 1 })).toThrow("choose another --out");
  });
});
