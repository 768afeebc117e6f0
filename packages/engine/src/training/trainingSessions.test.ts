// Which sessions of a training are open at a time.
import { createRandom, parseMethod } from "@softlabel/core";
import * as ort from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { createModel } from "../models/createModel.ts";
import type { OnnxRuntime } from "../onnx/runtime.ts";
import { openParameterBlock } from "./parameterBlock.ts";
import { TrainingSessions } from "./trainingSessions.ts";

/** ONNX Runtime, and how many of its sessions are open. */
function counting() {
  const count = { open: 0, opened: 0 };
  const original: OnnxRuntime = ort;
  const runtime: OnnxRuntime = {
    Tensor: original.Tensor,
    InferenceSession: {
      async create(model, options) {
        const session = await original.InferenceSession.create(model, options);
        count.open++;
        count.opened++;
        const release = async (): Promise<void> => {
          count.open--;
          await session.release();
        };
        const { inputNames, outputNames } = session;
        return { inputNames, outputNames, run: (feeds, fetches) => session.run(feeds, fetches), release };
      },
    },
  };
  return { count, runtime };
}

async function openSessions(shape: readonly number[], batchSize: number) {
  const { count, runtime } = counting();
  const model = createModel("linear", { shape, elementType: "uint8", scale: 1, shift: 0, classes: 2 }, createRandom(1));
  const block = openParameterBlock(model.parameters, 0);
  const common = { ort: runtime, model, block, loss: parseMethod("hard").loss, session: { threads: 1 } };
  const sessions = new TrainingSessions(common, batchSize);
  await sessions.stepFor(batchSize);
  const probing = count.opened - 1; // The test of whether the runtime writes in place opens one, too, and closes it.
  return { sessions, count, opened: () => count.opened - probing };
}

describe("TrainingSessions", () => {
  it("keep both sessions of small batches", async () => {
    const { sessions, count, opened } = await openSessions([28, 28], 64);
    const [full, last] = [await sessions.stepFor(64), await sessions.stepFor(3)];
    expect([full.batchSize, last.batchSize, count.open]).toEqual([64, 3, 2]);
    expect(await sessions.stepFor(64)).toBe(full);
    expect(opened()).toBe(2);
    await sessions.release();
    expect(count.open).toBe(0);
  });

  it("keep one session of large batches at a time", async () => {
    const { sessions, count, opened } = await openSessions([3, 224, 224], 4);
    expect((await sessions.stepFor(3)).batchSize).toBe(3);
    expect(count.open).toBe(1);
    expect((await sessions.stepFor(4)).batchSize).toBe(4);
    expect([count.open, opened()]).toEqual([1, 3]);
    await sessions.release();
    expect(count.open).toBe(0);
  });
});
