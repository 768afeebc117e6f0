// The first source's recorded runs with label smoothing, trained on ONNX Runtime in float32: a sigmoid before the softmax.
import * as ort from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { notebooks, type Notebook, type NotebookRun } from "../../../../test/sourceCases.ts";
import type { Model } from "../models/model.ts";
import { GraphBuilder } from "../onnx/builder.ts";
import { int } from "../onnx/graph.ts";
import type { Examples } from "./examples/examples.ts";
import { Trainer } from "./trainer.ts";

/** A linear layer whose output, through a sigmoid, is taken for logits. */
function squashed({ initial }: Notebook): Model {
  const parameters = [
    { name: "weight", shape: [2, 20], values: Float32Array.from(initial.weight.flat()) },
    { name: "bias", shape: [2], values: Float32Array.from(initial.bias) },
  ];
  const graph = (batchSize: number) => {
    const builder = new GraphBuilder("linear with a sigmoid");
    builder.input("input", "float32", [batchSize, 20]);
    for (const { name, shape } of parameters) builder.input(name, "float32", shape);
    const scores = builder.node("Gemm", ["input", "weight", "bias"], { transB: int(1) });
    builder.output(builder.node("Sigmoid", [scores], {}, "logits"));
    builder.output(builder.node("Identity", ["input"], {}, "features"));
    return builder.build();
  };
  const input = { shape: [20], elementType: "float32", scale: 1, shift: 0, classes: 2 } as const;
  return { name: "linear with a sigmoid", input, parameters, graph };
}

const examplesOf = ({ x, y }: Notebook["train"]): Examples => ({
  count: y.length,
  shape: [20],
  inputs: Float32Array.from(x.flat()),
  labels: Int32Array.from(y),
});

/** The training that a run recorded. */
async function follow(notebook: Notebook, { amount }: NotebookRun) {
  const [train, test] = [notebook.train, notebook.test].map(examplesOf);
  const method = amount === 0 ? "hard" : `smooth:${amount}`;
  const settings = { optimizer: "sgd:lr=0.1", batchSize: train.count, epochs: 500 };
  const trainer = await Trainer.create({ ort, model: squashed(notebook), method, train, ...settings });
  const losses: number[] = [];
  while (trainer.finishedEpochs < 500) losses.push((await trainer.epoch()).trainLoss);
  const [weight, bias] = trainer.parameters();
  const { logits } = await trainer.predict(test);
  await trainer.release();
  const correct = test.labels.filter((label, n) => logits[2 * n + label] > logits[2 * n + 1 - label]).length;
  return { losses: losses.filter((_, step) => step % 100 === 0), testAccuracy: correct / test.count, weight, bias };
}

const cases = notebooks.flatMap((notebook) =>
  notebook.runs
    .filter(({ method }) => method === "smoothing")
    .map((run) => ({ seed: String(notebook.seed), amount: String(run.amount), notebook, run })),
);

describe("a notebook's recorded runs", () => {
  it.each(cases)("seed $seed, smoothing $amount: losses, accuracy and weights to 1e-4", async ({ notebook, run }) => {
    const got = await follow(notebook, run);
    const distance = (a: ArrayLike<number>, b: readonly number[]): number =>
      Math.max(...b.map((value, i) => Math.abs(value - a[i])));
    expect(distance(got.losses, run.losses)).toBeLessThan(1e-4);
    expect(got.testAccuracy).toBeCloseTo(run.testAccuracy, 12);
    expect(distance(got.weight, run.weight.flat())).toBeLessThan(1e-4);
    expect(distance(got.bias, run.bias)).toBeLessThan(1e-4);
  });

  it("are eight", () => expect(cases).toHaveLength(8));
});
