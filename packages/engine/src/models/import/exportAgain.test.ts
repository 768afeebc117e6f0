// Imported models, exported and imported again: the same logits for batches of any size, the same arrays trained.
import { readFileSync } from "node:fs";
import { createRandom } from "@softlabel/core";
import * as ort from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { referenceFile } from "../../../../../test/reference.ts";
import { tensorOf } from "../../onnx/elementTypes.ts";
import { sizeOf } from "../../onnx/graph.ts";
import { openSession } from "../../onnx/runtime.ts";
import { createModel } from "../createModel.ts";
import { exportModel } from "../exportModel.ts";
import type { InputSpec, Model } from "../model.ts";
import { importModel } from "./importModel.ts";

const random = createRandom(1);
const written = (model: Model): Uint8Array =>
  exportModel(
    model,
    model.parameters.map(({ values }) => values),
  );

/** The logits that a file gives of so many made-up examples. */
async function logitsOf(bytes: Uint8Array, { elementType, shape }: InputSpec, count: number): Promise<number[]> {
  const session = await openSession(ort, bytes, { threads: 1 });
  const [input] = session.inputs;
  expect(session.outputs[0]).toBe("logits");
  const values = Float64Array.from({ length: count * sizeOf(shape) }, (_, i) => (i * 37) % 256);
  const scaled = elementType === "uint8" ? values : values.map((value) => value / 128 - 1);
  const { logits } = await session.run({ [input]: tensorOf(elementType, [count, ...shape], scaled) });
  await session.release();
  return Array.from(logits.data as Float32Array);
}

const expectClose = (found: readonly number[], expected: readonly number[]): void => {
  expect(found.length).toBe(expected.length);
  expected.forEach((value, i) => expect(found[i]).toBeCloseTo(value, 4));
};

it.each(["uint8", "float32"] as const)("a file of ours for %s, whose scale and shift are not trained", async (type) => {
  const input: InputSpec = {
    shape: [3, 8, 8],
    elementType: type,
    scale: [0.01, 0.02, 0.03],
    shift: [0, -1, 1],
    classes: 3,
  };
  const own = createModel("cnn:4", input, random);
  const bytes = written(own);
  const again = importModel(bytes, { name: "again", input: { ...input, scale: 1, shift: 0 }, random });
  expect(again.parameters.map(({ name }) => name)).toEqual(own.parameters.map(({ name }) => name));
  expect(again.notes).toEqual([]);
  const third = importModel(written(again), { name: "third", input: { ...input, scale: 1, shift: 0 }, random });
  expect(third.parameters.map(({ name }) => name)).toEqual(own.parameters.map(({ name }) => name));
  expectClose(await logitsOf(written(third), input, 3), await logitsOf(bytes, input, 3));
});

describe("a file of PyTorch's", () => {
  it.each(["vit-dynamo", "vit-torchscript"])("%s, whose shapes depend on the batch", async (name) => {
    const bytes = readFileSync(referenceFile(`onnx/${name}.onnx`));
    const input: InputSpec = { shape: [3, 16, 16], elementType: "float32", scale: 1, shift: 0, classes: 6 };
    const again = written(importModel(bytes, { name, input, random }));
    const third = written(importModel(again, { name, input, random }));
    for (const count of [1, 2, 5]) {
      const expected = await logitsOf(bytes, input, count);
      expectClose(await logitsOf(again, input, count), expected);
      expectClose(await logitsOf(third, input, count), expected);
    }
  });
});
