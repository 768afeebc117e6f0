// What a trainer takes from plain JavaScript: texts, defaults, and a sentence for everything that is wrong.
import { createRandom, parseMethod } from "@softlabel/core";
import * as ort from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { createModel } from "../models/createModel.ts";
import { parseOptimizer } from "./optimizers.ts";
import { parseSchedule } from "./schedules.ts";
import { Trainer } from "./trainer.ts";
import { trainingDefaults } from "./trainerOptions.ts";

const train = {
  count: 30,
  shape: [4],
  inputs: Float32Array.from({ length: 120 }, (_, i) => Math.sin(i * i)),
  labels: Int32Array.from({ length: 30 }, (_, i) => i % 3),
};
const model = createModel("mlp:4", { shape: [4], classes: 3 });
const least = { ort, model, train, method: "hard" } as const;

/** The mean loss of the first epoch, of options as a program without types may give them. */
async function firstLoss(options: object): Promise<number> {
  const trainer = await Trainer.create({ ...least, ...options });
  const { trainLoss } = await trainer.epoch();
  await trainer.release();
  return trainLoss;
}

describe("Trainer.create", () => {
  it("takes texts as it takes objects", async () => {
    const texts = { method: "smooth:0.1", optimizer: "sgd:lr=0.1,momentum=0.9", schedule: "cosine" };
    const objects = {
      method: parseMethod(texts.method),
      optimizer: parseOptimizer(texts.optimizer),
      schedule: parseSchedule(texts.schedule),
    };
    expect(await firstLoss(texts)).toBe(await firstLoss(objects));
    expect(await firstLoss(texts)).not.toBe(await firstLoss({}));
  });

  it("has the defaults of the table for what is left out or undefined", async () => {
    const usual = await firstLoss({});
    expect(await firstLoss({ ...trainingDefaults })).toBe(usual);
    expect(await firstLoss({ seed: undefined, epochs: undefined, optimizer: undefined })).toBe(usual);
    expect(await firstLoss({ batchSize: 5 })).not.toBe(usual);
    const trainer = await Trainer.create(least);
    expect(trainer.epochs).toBe(trainingDefaults.epochs);
    await trainer.release();
    const short = await Trainer.create({ ...least, batchSize: 10, steps: 7 });
    expect(short.epochs).toBe(3);
    await short.release();
  });

  it("takes an augmentation as a text", async () => {
    const images = { ...train, count: 30, shape: [2, 2] };
    const pictured = { model: createModel("linear", { shape: [2, 2], classes: 3 }), train: images };
    expect(await firstLoss({ ...pictured, augmentation: "flip" })).not.toBe(await firstLoss(pictured));
  });

  it.each([
    [{ batchsize: 32 }, "Trainer.create, batchsize: unknown option; did you mean batchSize?"],
    [{ num_epochs: 3 }, "Trainer.create, num_epochs: unknown option; did you mean epochs?"],
    [{ lr: 0.1 }, "Trainer.create, lr: unknown option; did you mean optimizer?"],
    [{ lr_scheduler: "cosine" }, "Trainer.create, lr_scheduler: unknown option; did you mean schedule?"],
    [{ criterion: "hard" }, "Trainer.create, criterion: unknown option; did you mean method?"],
    [{ data: train }, "Trainer.create, data: unknown option; did you mean train?"],
    [{ net: model }, "Trainer.create, net: unknown option; did you mean model?"],
    [{ ort: undefined }, "ort: expected the module of ONNX Runtime, got undefined; import * as ort"],
    [{ model: "mlp:4" }, 'expected model as createModel or importModel makes it, got "mlp:4"'],
    [{ method: undefined }, "expected method as a text, or as parseMethod gives it, got undefined"],
    [{ method: {} }, "expected method as a text, or as parseMethod gives it, got {}"],
    [{ method: "smoth:0.1" }, 'method "smoth:0.1": expected the name to be one of smooth'],
    [{ optimizer: 0.1 }, "expected optimizer as a text, or as parseOptimizer gives it, got 0.1"],
    [{ schedule: true }, "expected schedule as a text, or as parseSchedule gives it, got true"],
    [{ augmentation: "" }, 'augmentation "": expected the name'],
    [{ seed: "1" }, 'expected seed to be a number, got "1"'],
    [{ batchSize: "32" }, 'expected batchSize to be a whole number of at least 1, got "32"'],
    [{ epochs: 2, steps: 3 }, 'expected either epochs or steps, got {"epochs":2,"steps":3}'],
    [{ train: undefined }, "train: expected an object of count, shape, inputs and labels, got undefined"],
    [
      { train: { ...train, count: undefined } },
      "train: expected count to be a whole number of at least 0, got undefined",
    ],
    [{ train: { ...train, shape: 4 } }, "train: expected shape as a list of whole numbers, such as [28, 28], got 4"],
    [{ train: { ...train, inputs: [1, 2] } }, 'a RowSource, got "Array"; write Float32Array.from(inputs)'],
    [{ train: { ...train, inputs: new Float64Array(120) } }, 'got "Float64Array"; write Float32Array.from(inputs)'],
    [{ train: { ...train, labels: [0, 1] } }, 'an Int32Array, got "Array"; write Int32Array.from(labels)'],
  ])("refuses %j", async (options, message) => {
    await expect(firstLoss(options)).rejects.toThrow(message);
  });
});

describe("createModel", () => {
  const values = (...given: unknown[]) =>
    createModel("mlp:4", { shape: [4], classes: 3 }, ...(given as [number])).parameters[0].values;

  it("draws from a stream, or from a seed, 1 where none is given", () => {
    expect(values(7)).toEqual(createModel("mlp:4", model.input, createRandom(7)).parameters[0].values);
    expect(values()).toEqual(values(1));
    expect(values(7)).not.toEqual(values(1));
    expect(() => values("1")).toThrow('random: expected a seed, or a stream of createRandom, got "1"');
  });

  it("takes float32 as it is unless told otherwise", () => {
    expect(model.input).toEqual({ shape: [4], classes: 3, elementType: "float32", scale: 1, shift: 0 });
  });

  it.each([
    [{ classes: 3 }, "input: expected shape as a list of whole numbers, such as [1, 28, 28], got undefined"],
    [{ shape: [4] }, "input: expected classes to be a whole number of at least 2, got undefined"],
    [{ shape: [4], num_classes: 3 }, "input, num_classes: unknown option; did you mean classes?"],
    [{ shape: [4], classes: 3, dtype: "uint8" }, "input, dtype: unknown option; did you mean elementType?"],
    [{ shape: [4], classes: 3, elementType: "int8" }, 'elementType to be one of uint8, float32, got "int8"'],
    [undefined, "input: expected classes to be a whole number of at least 2, got undefined"],
  ])("refuses %j", (input, message) => {
    expect(() => createModel("linear", input as never)).toThrow(message);
  });
});
