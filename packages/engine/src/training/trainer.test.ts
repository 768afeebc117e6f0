// The trainer: what it learns, repeats, resumes, and refuses.
import { createRandom, parseMethod, UsageError } from "@softlabel/core";
import * as ort from "onnxruntime-node";
import { afterEach, describe, expect, it } from "vitest";
import { createModel } from "../models/createModel.ts";
import { exportModel } from "../models/exportModel.ts";
import { tensorOf } from "../onnx/elementTypes.ts";
import { openSession } from "../onnx/runtime.ts";
import { parseAugmentation } from "./augmentation/parseAugmentation.ts";
import { decodeCheckpoint, encodeCheckpoint } from "./checkpoint.ts";
import { inputsOf, selectRows, type Examples } from "./examples/examples.ts";
import { NonFiniteLossError } from "./nonFiniteLossError.ts";
import { parseOptimizer } from "./optimizers.ts";
import { parseSchedule } from "./schedules.ts";
import { Trainer } from "./trainer.ts";
import type { TrainerOptions } from "./trainerOptions.ts";

/** Bytes around a centre that the class determines. */
function clusters(count: number, seed: number): Examples {
  const random = createRandom(seed);
  const labels = Int32Array.from({ length: count }, () => random.integer(3));
  const inputs = new Uint8Array(count * 4);
  for (let i = 0; i < inputs.length; i++) {
    const centre = (i % 4) % 3 === labels[Math.floor(i / 4)] ? 170 : 80;
    inputs[i] = Math.max(0, Math.min(255, centre + 25 * random.normal()));
  }
  return { count, shape: [2, 2], inputs, labels };
}

const input = { shape: [2, 2], elementType: "uint8", scale: 2 / 255, shift: -1, classes: 3 } as const;
const train = clusters(150, 1);
const open: Trainer[] = [];

async function createTrainer(options: Partial<TrainerOptions> = {}): Promise<Trainer> {
  const trainer = await Trainer.create({
    ort,
    model: createModel("mlp:8", input, createRandom(2)),
    method: parseMethod("smooth:0.1"),
    optimizer: parseOptimizer("adam:lr=0.01"),
    schedule: parseSchedule("cosine:warmup=4"),
    train,
    batchSize: 16,
    ...(options.steps === undefined ? { epochs: 4 } : {}),
    seed: 3,
    threads: 1,
    ...options,
  });
  open.push(trainer);
  return trainer;
}

/** The records of so many epochs, without their times. */
async function runEpochs(trainer: Trainer, count: number) {
  const records = [];
  for (let i = 0; i < count; i++) {
    const { epoch, trainLoss, trainAccuracy, learningRate } = await trainer.epoch();
    records.push({ epoch, trainLoss, trainAccuracy, learningRate });
  }
  return records;
}

afterEach(async () => {
  for (const trainer of open.splice(0)) await trainer.release();
});

describe("Trainer", () => {
  it.each(["hard", "smooth:0.2,over=others", "relax:0.1"])("learns separable classes with %s", async (method) => {
    const trainer = await createTrainer({ method: parseMethod(method), epochs: 12 });
    const records = await runEpochs(trainer, 12);
    expect(records.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(records[11].trainLoss).toBeLessThan(records[0].trainLoss);
    expect(records[11].trainAccuracy).toBeGreaterThan(0.9);
    const test = clusters(40, 9);
    const { logits } = await trainer.predict(test);
    const right = Array.from(test.labels).filter((label, i) => {
      const row = Array.from(logits.subarray(3 * i, 3 * i + 3));
      return row.indexOf(Math.max(...row)) === label;
    });
    expect(right.length).toBeGreaterThan(34);
  });

  it("trains the same twice, bit for bit, and differently with another seed", async () => {
    const [a, b, c] = [await createTrainer(), await createTrainer(), await createTrainer({ seed: 4 })];
    const records = await runEpochs(a, 2);
    expect(await runEpochs(b, 2)).toEqual(records);
    expect(b.parameters()).toEqual(a.parameters());
    expect((await runEpochs(c, 2))[1].trainLoss).not.toBe(records[1].trainLoss);
  });

  it.each(["adam:lr=0.01", "sgd:lr=0.05,momentum=0.9,dampening=0.1", "rmsprop:lr=0.001"])(
    "goes on from a checkpoint bit for bit with %s",
    async (text) => {
      const optimizer = parseOptimizer(text);
      const whole = await createTrainer({ optimizer });
      const records = await runEpochs(whole, 4);
      const first = await createTrainer({ optimizer });
      const before = await runEpochs(first, 2);
      const checkpoint = decodeCheckpoint(encodeCheckpoint(first.checkpoint()));
      const second = await createTrainer({ optimizer, checkpoint });
      expect(second.finishedEpochs).toBe(2);
      expect([...before, ...(await runEpochs(second, 2))]).toEqual(records);
      expect(second.parameters()).toEqual(whole.parameters());
      expect(second.checkpoint()).toEqual(whole.checkpoint());
    },
  );

  it.each(["shift:1", "flip+cutmix:1"])("augments its batches by %s, the same after a checkpoint", async (text) => {
    const augmentation = parseAugmentation(text);
    const [whole, first, plain] = [
      await createTrainer({ augmentation }),
      await createTrainer({ augmentation }),
      await createTrainer(),
    ];
    const records = await runEpochs(whole, 4);
    const before = await runEpochs(first, 2);
    const second = await createTrainer({ augmentation, checkpoint: first.checkpoint() });
    expect([...before, ...(await runEpochs(second, 2))]).toEqual(records);
    expect((await runEpochs(plain, 1))[0].trainLoss).not.toBe(records[0].trainLoss);
    expect(train).toEqual(clusters(150, 1));
  });

  it("takes what is left over as a smaller last batch", async () => {
    const progress: (readonly [number, number])[] = [];
    const trainer = await createTrainer({ train: clusters(37, 1) });
    const { trainLoss } = await trainer.epoch(undefined, (step, steps) => progress.push([step, steps]));
    expect(progress).toEqual([[1, 3], [2, 3], [3, 3]]); // prettier-ignore
    expect(trainLoss).toBeGreaterThan(0);
    expect(trainer.checkpoint().step).toBe(3);
  });

  it("weighs every example alike in the epoch's mean, whatever its batch", async () => {
    const still = { optimizer: parseOptimizer("sgd:lr=1e-30"), train: clusters(37, 1) };
    const [parts, whole] = [await createTrainer(still), await createTrainer({ ...still, batchSize: 1000 })];
    const [a, b] = [await parts.epoch(), await whole.epoch()];
    expect(a.trainLoss).toBeCloseTo(b.trainLoss, 6);
    expect(a.trainAccuracy).toBe(b.trainAccuracy);
    expect(whole.checkpoint().step).toBe(1);
  });

  it("gives the same numbers, bit for bit, where the inputs come from a source", async () => {
    const order = Int32Array.from({ length: 150 }, (_, i) => (i * 7) % 150);
    const selected = selectRows(train, order);
    const copied = { ...selected, inputs: inputsOf(selected) };
    const [viewing, copying] = [await createTrainer({ train: selected }), await createTrainer({ train: copied })];
    expect(await runEpochs(viewing, 2)).toEqual(await runEpochs(copying, 2));
    expect(await viewing.predict(selected)).toEqual(await copying.predict(copied));
  });

  it("predicts any number of examples, with features", async () => {
    const trainer = await createTrainer();
    const many = clusters(700, 5);
    const { logits, features } = await trainer.predict(many, { features: true });
    expect([logits.length, features?.length]).toEqual([2100, 5600]);
    const last = { count: 1, shape: [2, 2], inputs: inputsOf(many).slice(2796), labels: many.labels.slice(699) };
    const alone = await trainer.predict(last);
    expect([alone.features, alone.activations]).toEqual([undefined, undefined]);
    alone.logits.forEach((z, k) => expect(z).toBeCloseTo(logits[2097 + k], 5));
    expect((await trainer.predict({ ...last, count: 0, inputs: new Uint8Array(0) })).logits).toHaveLength(0);
  });

  it("keeps predictions apart that overlap", async () => {
    const trainer = await createTrainer();
    const [a, b] = [clusters(600, 5), clusters(30, 6)];
    const [together, apart] = [await Promise.all([trainer.predict(a), trainer.predict(b)]), await trainer.predict(a)];
    expect(together[0]).toEqual(apart);
    expect(together[1]).toEqual(await trainer.predict(b));
  });

  it("exports a file that gives the logits it predicts", async () => {
    const trainer = await createTrainer();
    await trainer.epoch();
    const model = createModel("mlp:8", input, createRandom(2));
    const session = await openSession(ort, exportModel(model, trainer.parameters()), { threads: 1 });
    const { logits } = await session.run({ input: tensorOf("uint8", [150, 2, 2], inputsOf(train)) });
    const predicted = (await trainer.predict(train)).logits;
    expect(logits.shape).toEqual([150, 3]);
    predicted.forEach((z, i) => expect(z).toBeCloseTo(Number(logits.data[i]), 5));
    await session.release();
  });

  it("scales the learning rate by the schedule over all epochs", async () => {
    const trainer = await createTrainer({ schedule: parseSchedule("step:every=1,factor=0.5") });
    const rates = (await runEpochs(trainer, 4)).map(({ learningRate }) => learningRate);
    expect(rates).toEqual([0.01, 0.005, 0.0025, 0.00125]);
    await expect(trainer.epoch()).rejects.toThrow("Trainer.epoch: expected at most 4 epochs, got 5");
  });
});

describe("Trainer, for a number of steps", () => {
  // 150 examples in batches of 16 are 10 steps per epoch.
  const schedule = parseSchedule("cosine");

  it("ends within its last epoch, after the schedule's end", async () => {
    const trainer = await createTrainer({ steps: 24, schedule });
    expect(trainer.epochs).toBe(3);
    const records = [await trainer.epoch(), await trainer.epoch(), await trainer.epoch()];
    expect(records.map(({ share }) => share)).toEqual([1, 1, 0.4]);
    expect(trainer.checkpoint().step).toBe(24);
    expect(records[2].learningRate).toBeCloseTo((0.01 * (1 + Math.cos((Math.PI * 23) / 24))) / 2, 10);
    await expect(trainer.epoch()).rejects.toThrow("Trainer.epoch: expected at most 3 epochs, got 4");
  });

  it("trains as for the same number of epochs, and within the first where it is shorter", async () => {
    const [steps, epochs] = [await createTrainer({ steps: 20 }), await createTrainer({ epochs: 2 })];
    expect(await runEpochs(steps, 2)).toEqual(await runEpochs(epochs, 2));
    expect(steps.parameters()).toEqual(epochs.parameters());
    const short = await createTrainer({ steps: 3 });
    expect(await short.epoch()).toMatchObject({ epoch: 1, share: 0.3 });
  });

  it("goes on from a checkpoint before its last epoch bit for bit", async () => {
    const [whole, first] = [await createTrainer({ steps: 24, schedule }), await createTrainer({ steps: 24, schedule })];
    const records = await runEpochs(whole, 3);
    await runEpochs(first, 2);
    const second = await createTrainer({ steps: 24, schedule, checkpoint: first.checkpoint() });
    expect(await runEpochs(second, 1)).toEqual([records[2]]);
    expect(second.checkpoint()).toEqual(whole.checkpoint());
  });
});

describe("Trainer.restore", () => {
  it("takes up an earlier epoch, for prediction too", async () => {
    const trainer = await createTrainer();
    await trainer.epoch();
    const [checkpoint, { logits }] = [trainer.checkpoint(), await trainer.predict(train)];
    await trainer.epoch();
    expect((await trainer.predict(train)).logits).not.toEqual(logits);
    trainer.restore(checkpoint);
    expect((await trainer.predict(train)).logits).toEqual(logits);
    expect(trainer.checkpoint()).toEqual(checkpoint);
  });

  it("refuses a checkpoint of something else", async () => {
    const trainer = await createTrainer();
    const other = { ...trainer.checkpoint(), model: "mlp:9" };
    expect(() => trainer.restore(other)).toThrow('checkpoint: expected one of model mlp:8, got "mlp:9"');
  });
});

describe("Trainer, interrupted", () => {
  it("stops between steps when aborted, and keeps no half epoch", async () => {
    const trainer = await createTrainer();
    const abort = new AbortController();
    const stopped = trainer.epoch(abort.signal, (step) => {
      if (step === 2) abort.abort();
    });
    await expect(stopped).rejects.toThrow(/abort/i);
    expect(trainer.finishedEpochs).toBe(0);
    expect(() => trainer.checkpoint()).toThrow("create a new trainer from the last checkpoint");
    await expect(trainer.epoch()).rejects.toThrow(UsageError);
  });

  it("says where a loss stopped being finite, and leaves the parameters of the step before", async () => {
    const trainer = await createTrainer({
      optimizer: parseOptimizer("sgd:lr=1e30"),
      schedule: parseSchedule("constant"),
    });
    const failure: unknown = await trainer.epoch().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(NonFiniteLossError);
    const { epoch, step, learningRate, loss, message } = failure as NonFiniteLossError;
    expect({ epoch, learningRate }).toEqual({ epoch: 1, learningRate: 1e30 });
    expect(step).toBeGreaterThan(1);
    expect(loss).not.toBeLessThan(Infinity);
    expect(message).toContain(`got ${loss} in epoch 1, step ${step}, at learning rate 1e+30`);
  });

  it("does not count an epoch whose last step made the parameters infinite", async () => {
    const bright = { ...train, inputs: new Uint8Array(600).fill(255) };
    const scaled = { ...input, scale: 1e3 };
    const trainer = await createTrainer({
      train: bright,
      model: createModel("linear", scaled, createRandom(2)),
      optimizer: parseOptimizer("sgd:lr=1e38"),
      batchSize: 150,
    });
    await expect(trainer.epoch()).rejects.toThrow(/got NaN in epoch 1, step 1, at learning rate/);
    expect(() => trainer.checkpoint()).toThrow("Trainer: expected complete epochs only");
  });
});

describe("Trainer.create", () => {
  it.each([
    [{ train: clusters(0, 1) }, "Trainer.create: expected at least one training example, got 0"],
    [{ batchSize: 0 }, "batchSize to be a whole number of at least 1, got 0"],
    [{ epochs: 1.5 }, "epochs to be a whole number of at least 1, got 1.5"],
    [{ steps: 0 }, "steps to be a whole number of at least 1, got 0"],
    [{ threads: 0 }, "threads to be a whole number of at least 1, got 0"],
    [{ train: { ...train, shape: [4] } }, "examples: expected shape [2, 2], got [4]"],
    [{ train: { ...train, inputs: new Float32Array(600) } }, 'inputs of uint8, got "float32"'],
    [{ train: { ...train, count: 149 } }, "596 input values, got 600"],
    [{ train: { ...train, labels: train.labels.with(7, 3) } }, "the label of row 7 to be from 0 to 2, got 3"],
  ])("refuses %o", async (options, message) => {
    await expect(createTrainer(options)).rejects.toThrow(message);
  });

  it("refuses augmentations that the examples or the method do not allow", async () => {
    const flat = {
      model: createModel("linear", { ...input, shape: [4] }, createRandom(1)),
      train: { ...train, shape: [4] },
    };
    const refused = (options: Partial<TrainerOptions>) => expect(createTrainer(options)).rejects;
    await refused({ ...flat, augmentation: parseAugmentation("flip") }).toThrow("[height, width], got [4]");
    const relaxed = { method: parseMethod("relax:0.1"), augmentation: parseAugmentation("mixup") };
    await refused(relaxed).toThrow("labelRelaxation: expected target row 0 to be one-hot");
  });

  it("refuses inputs that are not finite", async () => {
    const inputs = new Float32Array(600).with(9, NaN);
    const model = createModel("linear", { ...input, elementType: "float32" }, createRandom(1));
    await expect(createTrainer({ model, train: { ...train, inputs } })).rejects.toThrow('inputs, got "NaN in row 2"');
  });

  it("refuses, when they come, inputs of a source that are not finite, and a source of another type", async () => {
    const inputs = new Float32Array(600).with(9, NaN);
    const model = createModel("linear", { ...input, elementType: "float32" }, createRandom(1));
    const order = Int32Array.from({ length: 150 }, (_, i) => 149 - i);
    const reversed = selectRows({ ...train, inputs }, order);
    const trainer = await createTrainer({ model, train: reversed });
    await expect(trainer.epoch()).rejects.toThrow('examples: expected finite inputs, got "NaN in row 147"');
    await expect(trainer.predict(reversed)).rejects.toThrow('examples: expected finite inputs, got "NaN in row 147"');
    await expect(createTrainer({ train: reversed })).rejects.toThrow('inputs of uint8, got "float32"');
  });

  it("refuses checkpoints of something else", async () => {
    const checkpoint = (await createTrainer()).checkpoint();
    const refused = (options: Partial<TrainerOptions>) => expect(createTrainer({ checkpoint, ...options })).rejects;
    await refused({ model: createModel("mlp:9", input, createRandom(1)) }).toThrow('model mlp:9, got "mlp:8"');
    await refused({ optimizer: parseOptimizer("adamw") }).toThrow('optimizer adamw, got "adam"');
    await refused({ checkpoint: { ...checkpoint, finishedEpochs: 5 } }).toThrow("at most 4 epochs, got 5");
    await refused({ checkpoint: { ...checkpoint, state: [] } }).toThrow("2 arrays of optimizer state, got 0");
  });
});
