// Training on a runtime that, like the one for browsers, ignores the arrays it is given for outputs.
import { createRandom, parseMethod } from "@softlabel/core";
import * as ort from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { createModel } from "../models/createModel.ts";
import type { OnnxRuntime, RuntimeSession, RuntimeTensor } from "../onnx/runtime.ts";
import { parseOptimizer } from "./optimizers.ts";
import { runIntoFor } from "./runInto.ts";
import { parseSchedule } from "./schedules.ts";
import { Trainer } from "./trainer.ts";

/** Returns the tensors it was given as results, untouched. */
function ignoreGivenOutputs(session: RuntimeSession): RuntimeSession {
  return {
    inputNames: session.inputNames,
    outputNames: session.outputNames,
    run: (feeds, fetches) =>
      Array.isArray(fetches) ? session.run(feeds, fetches) : Promise.resolve(fetches as Record<string, RuntimeTensor>),
    release: () => session.release(),
  };
}

const node: OnnxRuntime = ort;
const browserLike: OnnxRuntime = {
  Tensor: node.Tensor,
  InferenceSession: {
    create: async (model, options) => ignoreGivenOutputs(await node.InferenceSession.create(model, options)),
  },
};

async function train(runtime: OnnxRuntime) {
  const input = { shape: [3], elementType: "float32", scale: 1, shift: 0, classes: 2 } as const;
  const random = createRandom(1);
  const inputs = Float32Array.from({ length: 60 }, () => random.normal());
  const examples = { count: 20, shape: [3], inputs, labels: Int32Array.from({ length: 20 }, (_, i) => i % 2) };
  const trainer = await Trainer.create({
    ort: runtime,
    model: createModel("mlp:4", input, createRandom(2)),
    method: parseMethod("hard"),
    optimizer: parseOptimizer("sgd:lr=0.5"),
    schedule: parseSchedule("constant"),
    train: examples,
    batchSize: 8,
    epochs: 3,
    seed: 1,
    threads: 1,
  });
  const losses = [];
  for (let epoch = 0; epoch < 3; epoch++) losses.push((await trainer.epoch()).trainLoss);
  const { logits } = await trainer.predict(examples);
  await trainer.release();
  return { losses, logits };
}

describe("runIntoFor", () => {
  it("finds out which runtimes write in place", async () => {
    expect(await runIntoFor(node)).not.toBe(await runIntoFor(browserLike));
    expect(await runIntoFor(node)).toBe(await runIntoFor(node));
  });

  it("makes training the same on both", async () => {
    const direct = await train(node);
    expect(await train(browserLike)).toEqual(direct);
    expect(direct.losses[2]).toBeLessThan(direct.losses[0]);
  });
});
