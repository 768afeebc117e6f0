// Methods that change while training: what each epoch is given, and that an interrupted training goes on bit for bit.
import {
  createRandom,
  crossEntropyRule,
  parseMethod,
  UsageError,
  type LossRule,
  type TargetMemory,
} from "@softlabel/core";
import * as ort from "onnxruntime-node";
import { afterEach, describe, expect, it } from "vitest";
import { createModel } from "../models/createModel.ts";
import { decodeCheckpoint, encodeCheckpoint, type Checkpoint } from "./checkpoint.ts";
import { MethodCourse, type TrainedMethod } from "./methodCourse.ts";
import { parseOptimizer } from "./optimizers.ts";
import { parseSchedule } from "./schedules.ts";
import { Trainer } from "./trainer.ts";

const [count, classes, epochs] = [50, 3, 4];
const random = createRandom(1);
const train = {
  count,
  shape: [4],
  inputs: Float32Array.from({ length: 4 * count }, () => random.normal()),
  labels: Int32Array.from({ length: count }, (_, i) => i % classes),
};
const input = { shape: [4], elementType: "float32", scale: 1, shift: 0, classes } as const;
const hard = parseMethod("hard");

/** Cross-entropy times a coefficient. */
const scaledRule: LossRule = {
  name: "scaled",
  coefficients: ["strength"],
  rows(ops, logits, targets, { strength }) {
    const { value, gradient } = crossEntropyRule.rows(ops, logits, targets, {});
    return { value: ops.multiply(strength, value), gradient: ops.multiply(strength, gradient) };
  },
};

/** Rows that are the mean of all probabilities of a class in the epoch before; `seen` keeps what was observed. */
function meanMemory(seen: number[] = []): TargetMemory {
  const rows = new Float64Array(classes ** 2).fill(1 / classes);
  const sums = new Float64Array(classes ** 2);
  const counts = new Float64Array(classes);
  return {
    rows: () => rows.slice(),
    observe(probabilities, labels) {
      seen.push(labels.length);
      for (let row = 0; row < labels.length; row++) {
        counts[labels[row]]++;
        for (let c = 0; c < classes; c++) sums[labels[row] * classes + c] += probabilities[row * classes + c];
      }
    },
    endEpoch() {
      rows.forEach((_, i) => (rows[i] = sums[i] / counts[Math.floor(i / classes)]));
      [sums, counts].forEach((array) => array.fill(0));
    },
    state: () => rows.slice(),
    restore: (state) => rows.set(state),
  };
}

const changing: Readonly<Record<string, TrainedMethod>> = {
  coefficients: { ...hard, loss: scaledRule, coefficients: ({ epoch, epochs }) => ({ strength: epoch / epochs }) },
  targetsAt: { ...hard, targetsAt: ({ epoch }, labels, k) => parseMethod(`smooth:${epoch / 10}`).targets(labels, k) },
  memory: { ...hard, memory: () => meanMemory() },
};

const open: Trainer[] = [];
async function createTrainer(method: TrainedMethod, checkpoint?: Checkpoint): Promise<Trainer> {
  const trainer = await Trainer.create({
    ort,
    model: createModel("mlp:8", input, createRandom(2)),
    method,
    optimizer: parseOptimizer("adam:lr=0.01"),
    schedule: parseSchedule("constant"),
    train,
    batchSize: 16,
    epochs,
    seed: 3,
    threads: 1,
    ...(checkpoint && { checkpoint }),
  });
  open.push(trainer);
  return trainer;
}

/** The losses of so many epochs. */
async function runEpochs(trainer: Trainer, howMany: number): Promise<number[]> {
  const losses = [];
  for (let i = 0; i < howMany; i++) losses.push((await trainer.epoch()).trainLoss);
  return losses;
}

afterEach(async () => {
  for (const trainer of open.splice(0)) await trainer.release();
});

describe("MethodCourse", () => {
  it("has the coefficients and targets of the present epoch", () => {
    const scaled = new MethodCourse(changing.coefficients, classes, epochs);
    const warming = new MethodCourse(changing.targetsAt, classes, epochs);
    for (const epoch of [1, 2, 4]) {
      scaled.beginEpoch(epoch);
      expect(scaled.coefficients).toEqual({ strength: epoch / 4 });
      warming.beginEpoch(epoch);
      const expected = parseMethod(`smooth:${epoch / 10}`).targets(Int32Array.of(0, 1, 2), classes);
      expect(warming.targets).toEqual(Float32Array.from(expected));
    }
  });

  it("has the targets that a memory learnt in the epoch before", () => {
    const course = new MethodCourse(changing.memory, classes, epochs);
    course.beginEpoch(1);
    expect(course.targets).toEqual(new Float32Array(9).fill(1 / 3));
    course.observe(Float32Array.of(0.5, 0.25, 0.25, 0, 1, 0, 0.25, 0.5, 0.25, 0, 0, 1), Int32Array.of(0, 1, 0, 2));
    expect(course.targets).toEqual(new Float32Array(9).fill(1 / 3));
    course.endEpoch();
    course.beginEpoch(2);
    expect(Array.from(course.targets)).toEqual([0.375, 0.375, 0.25, 0, 1, 0, 0, 0, 1]);
  });

  it("leaves a method that does not change as it is", () => {
    const course = new MethodCourse(parseMethod("smooth:0.25,over=others"), classes, epochs);
    const { targets } = course;
    course.beginEpoch(3);
    expect(course.targets).toBe(targets);
    expect([course.coefficients, course.observes, course.state()]).toEqual([{}, false, undefined]);
  });
});

describe("Trainer, with a method that changes", () => {
  it.each(Object.keys(changing))("goes on from a checkpoint bit for bit: %s", async (name) => {
    const method = changing[name];
    const whole = await createTrainer(method);
    const losses = await runEpochs(whole, epochs);
    const first = await createTrainer(method);
    const before = await runEpochs(first, 2);
    const checkpoint = decodeCheckpoint(encodeCheckpoint(first.checkpoint()));
    const second = await createTrainer(method, checkpoint);
    expect([...before, ...(await runEpochs(second, 2))]).toEqual(losses);
    expect(second.parameters()).toEqual(whole.parameters());
    expect(second.checkpoint()).toEqual(whole.checkpoint());
    const unchanged = await createTrainer(hard);
    await runEpochs(unchanged, epochs);
    expect(unchanged.parameters()).not.toEqual(whole.parameters());
  });

  it("gives the loss its coefficients again in every epoch", async () => {
    const still = (strength: (epoch: number) => number): TrainedMethod => ({
      ...hard,
      loss: scaledRule,
      coefficients: ({ epoch }) => ({ strength: strength(epoch) }),
    });
    const trainer = await createTrainer(still((epoch) => (epoch === 1 ? 1 : 0)));
    expect((await trainer.epoch()).trainLoss).toBeGreaterThan(0.5);
    expect((await trainer.epoch()).trainLoss).toBe(0);
  });

  it("shows the memory every example once an epoch, with the probabilities it was given", async () => {
    const seen: number[] = [];
    const memory = meanMemory(seen);
    const trainer = await createTrainer({ ...hard, memory: () => memory });
    await trainer.epoch();
    expect(seen).toEqual([16, 16, 16, 2]);
    const rows = memory.rows();
    for (let y = 0; y < classes; y++) expect(rows.subarray(3 * y, 3 * y + 3).reduce((a, b) => a + b)).toBeCloseTo(1, 6);
    expect(trainer.checkpoint().memory).toEqual(rows);
  });

  it("refuses a checkpoint of a method that remembers where this one does not, and the other way round", async () => {
    const [learning, plain] = [await createTrainer(changing.memory), await createTrainer(hard)];
    const without = createTrainer(hard, learning.checkpoint());
    await expect(without).rejects.toThrow(UsageError);
    await expect(without).rejects.toThrow(
      'expected one of a method with no memory, got "a memory"; continue with the method',
    );
    const withMemory = createTrainer(changing.memory, plain.checkpoint());
    await expect(withMemory).rejects.toThrow('expected one of a method with a memory, got "no memory"');
  });
});
