// The runtimes: how they are chosen, and that training on WebAssembly gives what the native package gives.
import { createRandom, parseMethod } from "@softlabel/core";
import { createModel, parseOptimizer, parseSchedule, Trainer } from "@softlabel/engine";
import { afterEach, describe, expect, it, vi } from "vitest";
import { parseRuntime, type Runtime } from "@softlabel/experiment/internal";
import { openRuntime } from "./runtime.ts";

const input = { shape: [5], elementType: "float32", scale: 1, shift: 0, classes: 3 } as const;

/** Trains a small network; returns everything that it leaves. */
async function train({ ort }: Runtime) {
  const random = createRandom(1);
  const count = 70;
  const labels = Int32Array.from({ length: count }, (_, i) => i % 3);
  const inputs = Float32Array.from({ length: count * 5 }, (_, i) => random.normal() + labels[Math.floor(i / 5)]);
  const examples = { count, shape: [5], inputs, labels };
  const trainer = await Trainer.create({
    ort,
    model: createModel("mlp:16,8", input, createRandom(2)),
    method: parseMethod("relax:0.1"),
    optimizer: parseOptimizer("adam:lr=0.01"),
    schedule: parseSchedule("cosine"),
    train: examples,
    batchSize: 32,
    epochs: 5,
    seed: 1,
    threads: 1,
  });
  const losses: number[] = [];
  while (trainer.finishedEpochs < 5) losses.push((await trainer.epoch()).trainLoss);
  const { logits } = await trainer.predict(examples);
  const parameters = trainer.parameters().map((values) => Float32Array.from(values));
  await trainer.release();
  return { losses, logits, parameters };
}

/** The largest difference, relative to the largest value. */
function difference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const largest = Math.max(...Array.from(b, Math.abs));
  return Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i]))) / largest;
}

describe("openRuntime", () => {
  afterEach(() => vi.unstubAllEnvs());

  it("opens each build with its version and its provider", async () => {
    expect(await openRuntime("onnxruntime-node")).toMatchObject({ name: "onnxruntime-node", provider: "cpu" });
    const wasm = await openRuntime("onnxruntime-web");
    expect(wasm).toMatchObject({ name: "onnxruntime-web", provider: "wasm" });
    expect(wasm.version).toMatch(/^\d+\.\d+\.\d+/);
    expect(wasm.notice).toBeUndefined();
  });

  it("prefers the native package, unless the environment names another", async () => {
    expect((await openRuntime()).name).toBe("onnxruntime-node");
    vi.stubEnv("SOFTLABEL_RUNTIME", "wasm");
    expect((await openRuntime()).name).toBe("onnxruntime-web");
    expect((await openRuntime("node")).name).toBe("onnxruntime-node");
    vi.stubEnv("SOFTLABEL_RUNTIME", "wam");
    await expect(openRuntime()).rejects.toThrow(
      'SOFTLABEL_RUNTIME: expected the runtime to be one of wasm, auto, node, got "wam"',
    );
  });

  it("trains the same on WebAssembly, to float32's precision", async () => {
    const [node, wasm] = [await train(await openRuntime("node")), await train(await openRuntime("wasm"))];
    expect(wasm.losses[4]).toBeLessThan(wasm.losses[0]);
    expect(difference(wasm.losses, node.losses)).toBeLessThan(1e-5);
    expect(difference(wasm.logits, node.logits)).toBeLessThan(1e-4);
    wasm.parameters.forEach((values, i) => expect(difference(values, node.parameters[i])).toBeLessThan(1e-4));
  });

  it("gives the same bits each time", async () => {
    const wasm = await openRuntime("wasm");
    expect(await train(wasm)).toEqual(await train(wasm));
  });
});

describe("parseRuntime", () => {
  it.each([
    ["auto", "auto"],
    ["node", "onnxruntime-node"],
    ["wasm", "onnxruntime-web"],
    ["onnxruntime-web", "onnxruntime-web"],
  ])("takes %s", (text, name) => expect(parseRuntime(text)).toBe(name));
});
