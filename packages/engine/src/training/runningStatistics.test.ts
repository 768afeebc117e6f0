// Running statistics: how they follow the batches, what predicts with them, and that checkpoints and files hold them.
import { createRandom, parseMethod, UsageError } from "@softlabel/core";
import * as ort from "onnxruntime-node";
import { afterEach, describe, expect, it } from "vitest";
import { createModel } from "../models/createModel.ts";
import { exportModel } from "../models/exportModel.ts";
import { tensorOf } from "../onnx/elementTypes.ts";
import { openSession } from "../onnx/runtime.ts";
import { decodeCheckpoint, encodeCheckpoint } from "./checkpoint.ts";
import { inputsOf, type Examples } from "./examples/examples.ts";
import { createNormalisedModel, normalisedInput } from "./normalisedModel.fixtures.ts";
import { parseOptimizer } from "./optimizers.ts";
import { RunningStatistics } from "./runningStatistics.ts";
import { parseSchedule } from "./schedules.ts";
import { Trainer } from "./trainer.ts";
import type { TrainerOptions } from "./trainerOptions.ts";

const waves = (count: number): Examples => ({
  count,
  shape: [3],
  inputs: Float32Array.from({ length: 3 * count }, (_, i) => 2 * Math.sin(3 * i + 1)),
  labels: Int32Array.from({ length: count }, (_, i) => [0, 1, 2, 2, 1, 0][i % 6]),
});

const open: Trainer[] = [];

async function createTrainer(options: Partial<TrainerOptions> = {}): Promise<Trainer> {
  const trainer = await Trainer.create({
    ort,
    model: createNormalisedModel(),
    method: parseMethod("hard"),
    optimizer: parseOptimizer("sgd:lr=0.1"),
    schedule: parseSchedule("constant"),
    train: waves(6),
    batchSize: 6,
    epochs: 3,
    seed: 3,
    threads: 1,
    ...options,
  });
  open.push(trainer);
  return trainer;
}

afterEach(async () => {
  for (const trainer of open.splice(0)) await trainer.release();
});

describe("RunningStatistics", () => {
  it("move by their momentum towards the batch, without touching where the model began", () => {
    const one = { name: "m", shape: [2], values: Float32Array.of(0, 4), momentum: 0.25 };
    const running = new RunningStatistics({ statistics: [one, { ...one, momentum: 1 }] });
    running.update([Float32Array.of(4, 8), Float32Array.of(5, 6)]);
    running.update([Float32Array.of(1, 1), Float32Array.of(7, 8)]);
    expect(running.state()).toEqual([Float32Array.of(1, 4), Float32Array.of(7, 8)]);
    expect(one.values).toEqual(Float32Array.of(0, 4));
    expect(running.isFinite()).toBe(true);
    running.update([Float32Array.of(0, 0), Float32Array.of(0, Infinity)]);
    expect(running.isFinite()).toBe(false);
  });

  it("take up their own state only", () => {
    const running = new RunningStatistics(createNormalisedModel());
    expect(() => running.restore([])).toThrow("checkpoint: expected running statistics of lengths [4, 4], got []");
    expect(() => running.restore([new Float32Array(4), new Float32Array(5)])).toThrow(UsageError);
  });
});

describe("a training of a model with BatchNorm", () => {
  // PyTorch: Linear, BatchNorm1d, ReLU, Linear with the same weights, three steps of SGD, in float64.
  const losses = [1.8349556854801248, 0.7837783673222577, 0.9321561847519272];
  const means = [0.022798820774841633, -0.10217340070158441, -0.013032259273892559, -0.00212324153345774];
  const variances = [0.7867889859532168, 1.633640589359148, 0.7539963133640891, 0.7315022889461075];
  const logits = [0.6249102157785997, 0.22595061768767474, -0.9414626884047701, -1.4999184925696136];

  it("follows PyTorch in its losses, its running statistics and what it predicts with them", async () => {
    const trainer = await createTrainer();
    for (const loss of losses) expect((await trainer.epoch()).trainLoss).toBeCloseTo(loss, 5);
    const [mean, variance] = trainer.statistics();
    means.forEach((value, i) => expect(mean[i]).toBeCloseTo(value, 6));
    variances.forEach((value, i) => expect(variance[i]).toBeCloseTo(value, 5));
    const predicted = (await trainer.predict(waves(2))).logits;
    logits.forEach((value, i) => expect(predicted[i]).toBeCloseTo(value, 4));
  });

  it("exports a file that gives the logits it predicts", async () => {
    const trainer = await createTrainer();
    await trainer.epoch();
    const bytes = exportModel(createNormalisedModel(), trainer.parameters(), { statistics: trainer.statistics() });
    const session = await openSession(ort, bytes, { threads: 1 });
    const { logits } = await session.run({ input: tensorOf("float32", [6, 3], inputsOf(waves(6))) });
    expect(session.inputs).toEqual(["input"]);
    (await trainer.predict(waves(6))).logits.forEach((z, i) => expect(z).toBeCloseTo(Number(logits.data[i]), 6));
    await session.release();
  });

  it.each([1, 0.7])("goes on from a checkpoint bit for bit, keeping values with probability %d", async (keep) => {
    const options = { model: createNormalisedModel(keep), train: waves(20), epochs: 4 };
    const [whole, first] = [await createTrainer(options), await createTrainer(options)];
    const losses: number[] = [];
    for (let i = 0; i < 4; i++) losses.push((await whole.epoch()).trainLoss);
    for (let i = 0; i < 2; i++) expect((await first.epoch()).trainLoss).toBe(losses[i]);
    const checkpoint = decodeCheckpoint(encodeCheckpoint(first.checkpoint()));
    const second = await createTrainer({ ...options, checkpoint });
    expect(second.statistics()).toEqual(first.statistics());
    for (let i = 2; i < 4; i++) expect((await second.epoch()).trainLoss).toBe(losses[i]);
    expect(second.checkpoint()).toEqual(whole.checkpoint());
    const other = await createTrainer({ ...options, seed: 4 });
    expect((await other.epoch()).trainLoss).not.toBe(losses[0]);
  });

  it("predicts without dropout, the same twice", async () => {
    const trainer = await createTrainer({ model: createNormalisedModel(0.5) });
    await trainer.epoch();
    expect(await trainer.predict(waves(6))).toEqual(await trainer.predict(waves(6)));
  });

  it("leaves out a last batch of one example, and takes one of two", async () => {
    const [seven, eight] = [await createTrainer({ train: waves(7) }), await createTrainer({ train: waves(8) })];
    for (const trainer of [seven, eight]) expect(Number.isFinite((await trainer.epoch()).trainLoss)).toBe(true);
    expect([seven.checkpoint().step, eight.checkpoint().step]).toEqual([1, 2]);
    await expect(createTrainer({ batchSize: 1 })).rejects.toThrow(
      "batchSize: expected at least 2 examples per batch, as the model has batch normalisation, got 1",
    );
  });

  it("refuses a checkpoint without statistics, and one with them for a model without", async () => {
    const { statistics, ...without } = (await createTrainer()).checkpoint();
    await expect(createTrainer({ checkpoint: without })).rejects.toThrow("of lengths [4, 4], got []");
    const model = createModel("linear", normalisedInput, createRandom(1));
    const plain = (await createTrainer({ model })).checkpoint();
    expect(plain.statistics).toBeUndefined();
    const mixed = { ...plain, statistics: statistics ?? [] };
    await expect(createTrainer({ model, checkpoint: mixed })).rejects.toThrow("of lengths [], got");
  });
});
