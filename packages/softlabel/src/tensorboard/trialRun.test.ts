// Runs of trials: what is written once, goes on after an interruption, and never twice.
import { appendFileSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { sampleResults } from "../../../../test/sampleResults.ts";
import { emptyFolder } from "../../../../test/softlabel.ts";
import { claimTrial, resolveOptions, type Trial, trialOf, writePredictions } from "@softlabel/experiment/internal";
import { folderStore } from "../folder/folderStore.ts";
import { readRun, scalarsOf } from "./eventFile.fixtures.ts";
import { writeEnd, writeEpochs } from "./trialRun.ts";
import { madeUpSources } from "../../../../test/trialSources.ts";

const trial = trialOf(resolveOptions({ epochs: 3 }), madeUpSources, "smooth:0.2", 1);
const [result] = sampleResults({ seeds: 1 }).methods[0].trials;

let folder = "";
let run = "";

function begin(of: Trial): void {
  folder = emptyFolder();
  claimTrial(folderStore(folder), of);
}

function trainEpoch(epoch: number): void {
  const scores = {
    trainLoss: 1 / epoch,
    trainAccuracy: 0.5,
    trainBalancedAccuracy: 0.5,
    learningRate: 0.001,
    validation: { accuracy: 0.25, nll: 2 },
  };
  appendFileSync(path.join(folder, "metrics.jsonl"), `${JSON.stringify({ epoch, ...scores, seconds: 10 })}\n`);
}

beforeEach(() => {
  begin(trial);
  run = emptyFolder();
});

describe("writeEpochs", () => {
  it("writes each epoch once, with its hyperparameters before and its time", () => {
    [1, 2].forEach(trainEpoch);
    writeEpochs(run, folder);
    writeEpochs(run, folder);
    trainEpoch(3);
    writeEpochs(run, folder);
    const values = readRun(run);
    expect(values[0]).toMatchObject({ tag: "_hparams_/session_start_info", plugin: "hparams" });
    expect(scalarsOf(values, "training/loss")).toEqual([
      [1, 1],
      [2, 0.5],
      [3, Math.fround(1 / 3)],
    ]);
    expect(scalarsOf(values, "validation/nll")).toEqual([
      [1, 2],
      [2, 2],
      [3, 2],
    ]);
    const times = values.filter(({ tag }) => tag === "training/loss").map(({ wallTime }) => wallTime);
    expect(times[1] - times[0]).toBeCloseTo(10, 3);
  });

  it("goes on behind the last whole event of a file that was cut off", () => {
    [1, 2].forEach(trainEpoch);
    writeEpochs(run, folder);
    const file = path.join(run, readdirSync(run)[0]);
    truncateSync(file, readFileSync(file).length - 5);
    writeEpochs(run, folder);
    expect(scalarsOf(readRun(run), "training/loss").map(([step]) => step)).toEqual([1, 2]);
    truncateSync(file, 5);
    writeEpochs(run, folder);
    expect(scalarsOf(readRun(run), "training/loss").map(([step]) => step)).toEqual([1, 2]);
  });

  it("replaces events of another training of that name, and leaves files of other programs", () => {
    trainEpoch(1);
    writeEpochs(run, folder);
    const [before] = readdirSync(run);
    writeFileSync(path.join(run, "notes.txt"), "");
    begin({ ...trial, batchSize: 32 });
    trainEpoch(1);
    writeEpochs(run, folder);
    const now = readdirSync(run);
    expect(now).toHaveLength(2);
    expect(now).toContain("notes.txt");
    expect(now).not.toContain(before);
  });

  it("writes nothing of a trial without epochs", () => {
    writeEpochs(run, folder);
    expect(readdirSync(run)).toEqual([]);
  });
});

describe("writeEnd", () => {
  it("adds test scores and histograms once, where there are predictions", () => {
    trainEpoch(1);
    writeEnd(run, folder, result, 3);
    expect(readdirSync(run)).toEqual([]);
    const labels = Int32Array.of(0, 1, 2, 1);
    writePredictions(folderStore(folder), "test", {
      logits: Float32Array.of(4, 1, 1, 0, 2, 0, 3, 0, 0, 0, 9, 0),
      labels,
    });
    writeEpochs(run, folder);
    writeEnd(run, folder, result, 3);
    writeEnd(run, folder, result, 3);
    const values = readRun(run);
    expect(scalarsOf(values, "test/accuracy")).toEqual([[1, Math.fround(result.test.accuracy)]]);
    expect(scalarsOf(values, "testScaled/temperature")).toHaveLength(1);
    const gaps = values.filter(({ tag }) => tag === "test/logitGap");
    expect(gaps).toHaveLength(1);
    // Gaps 3, 2, -1.5 and 9: the last bin ends at the greatest.
    expect(gaps[0].histogram).toMatchObject({ count: 4 });
    expect(gaps[0].histogram?.limits.at(-1)).toBe(9);
    expect(values.find(({ tag }) => tag === "test/confidenceWrong")?.histogram?.count).toBe(1);
    expect(values.filter(({ tag }) => tag === "_hparams_/session_end_info")).toHaveLength(1);
  });
});
