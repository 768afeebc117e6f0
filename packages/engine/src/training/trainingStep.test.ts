// Steps on given batches against PyTorch's losses and final parameters.
import { createRandom, parseMethod } from "@softlabel/core";
import * as ort from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { readReference } from "../../../../test/reference.ts";
import { createModel } from "../models/createModel.ts";
import type { Model } from "../models/model.ts";
import { parseOptimizer } from "./optimizers.ts";
import { openParameterBlock } from "./parameterBlock.ts";
import { openTrainingStep } from "./trainingStep.ts";

interface Numbers {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

interface Run {
  readonly alpha: number;
  readonly optimizer: string;
  readonly options: Readonly<Record<string, number | boolean>>;
  readonly start: readonly Numbers[];
  readonly final: readonly Numbers[];
  readonly x: Numbers;
  readonly y: Numbers;
  readonly losses: readonly number[];
}

const runs = readReference<Run[]>("mlp_training.json");

/** A perceptron with the given weights and biases. */
function modelOf(start: readonly Numbers[]): Model {
  const widths = start.filter(({ shape }) => shape.length === 1).map(({ shape }) => shape[0]);
  const input = { shape: [start[0].shape[1]], elementType: "float32", scale: 1, shift: 0 } as const;
  const classes = widths.pop()!;
  const model = createModel(`mlp:${widths.join(",")}`, { ...input, classes }, createRandom(0));
  const parameters = model.parameters.map(({ name }, i) => ({
    name,
    shape: start[i].shape,
    values: Float32Array.from(start[i].data),
  }));
  return { ...model, parameters };
}

describe("a run of steps follows PyTorch", () => {
  it.each(runs.map((run) => [`${run.optimizer} ${JSON.stringify(run.options)}, smoothing ${run.alpha}`, run] as const))(
    "%s",
    async (_, { alpha, optimizer: name, options, start, final, x, y, losses }) => {
      const items = Object.entries(options).map(([key, value]) => `${key.replace("_", "-")}=${value}`);
      const optimizer = parseOptimizer(`${name.toLowerCase()}:${items.join(",")}`);
      const method = parseMethod(`smooth:${alpha}`);
      const model = modelOf(start);
      const block = openParameterBlock(model.parameters, optimizer.stateArrays);
      const [steps, batchSize, width] = x.shape;
      const step = await openTrainingStep({ ort, model, loss: method.loss, block, session: { threads: 1 } }, batchSize);
      for (let i = 0; i < steps; i++) {
        step.inputs.set(x.data.slice(i * batchSize * width, (i + 1) * batchSize * width));
        const labels = Int32Array.from(y.data.slice(i * batchSize, (i + 1) * batchSize));
        step.targets.set(method.targets(labels, model.input.classes));
        expect(await step.run()).toBeCloseTo(losses[i], 5);
        optimizer.apply(block, i + 1, optimizer.learningRate);
      }
      final.forEach(({ data }, i) => data.forEach((value, j) => expect(block.values[i][j]).toBeCloseTo(value, 5)));
      await step.release();
    },
  );
});
