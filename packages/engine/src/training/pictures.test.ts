// A convolutional network learns images; its file says of others what the trainer says.
import { createRandom, parseMethod } from "@softlabel/core";
import * as ort from "onnxruntime-node";
import { expect, it } from "vitest";
import { createModel } from "../models/createModel.ts";
import { exportModel } from "../models/exportModel.ts";
import { decodeModel } from "../onnx/decode.ts";
import { tensorOf } from "../onnx/elementTypes.ts";
import { openSession } from "../onnx/runtime.ts";
import type { Examples } from "./examples/examples.ts";
import { parseOptimizer } from "./optimizers.ts";
import { parseSchedule } from "./schedules.ts";
import { Trainer } from "./trainer.ts";

const side = 8;
const shape = [3, side, side];
const input = { shape, elementType: "uint8", scale: 2 / 255, shift: [-1, -0.9, -1.1], classes: 2 } as const;

/** Stripes of any phase under noise: lying ones are class 0, standing ones class 1. */
function stripes(count: number, seed: number): Examples {
  const random = createRandom(seed);
  const labels = Int32Array.from({ length: count }, () => random.integer(2));
  const inputs = new Uint8Array(count * 3 * side * side);
  labels.forEach((label, n) => {
    const phase = random.integer(4);
    for (let i = 0; i < 3 * side * side; i++) {
      const across = label === 0 ? Math.floor(i / side) % side : i % side;
      const light = (across + phase) % 4 < 2 ? 160 : 90;
      inputs[n * 3 * side * side + i] = Math.max(0, Math.min(255, light + 40 * random.normal()));
    }
  });
  return { count, shape, inputs, labels };
}

it("a network for images learns, and is exported with its running statistics", async () => {
  const model = createModel("cnn:4,8", input, createRandom(1));
  const trainer = await Trainer.create({
    ort,
    model,
    method: parseMethod("smooth:0.1"),
    optimizer: parseOptimizer("adam:lr=0.02"),
    schedule: parseSchedule("cosine"),
    train: stripes(128, 1),
    batchSize: 32,
    epochs: 5,
    seed: 1,
    threads: 1,
  });
  const losses: number[] = [];
  for (let i = 0; i < 5; i++) losses.push((await trainer.epoch()).trainLoss);
  expect(losses[4]).toBeLessThan(0.6 * losses[0]);
  const test = stripes(50, 2);
  const { logits, features } = await trainer.predict(test, { features: true });
  const right = test.labels.filter((label, n) => logits[2 * n] < logits[2 * n + 1] === (label === 1));
  expect(right.length).toBeGreaterThan(45);

  const metadata = { temperature: "1.25", softlabel: "1.0.0" };
  const bytes = exportModel(model, trainer.parameters(), { statistics: trainer.statistics(), metadata });
  await trainer.release();
  expect(decodeModel(bytes).metadata).toMatchObject(metadata);
  const session = await openSession(ort, bytes, { threads: 1 });
  const exported = await session.run({ input: tensorOf("uint8", [50, ...shape], test.inputs as Uint8Array) });
  await session.release();
  logits.forEach((z, i) => expect(exported.logits.data[i]).toBeCloseTo(z, 4));
  features!.forEach((h, i) => expect(exported.features.data[i]).toBeCloseTo(h, 4));
});
