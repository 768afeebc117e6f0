// Gradients of models that PyTorch exported, against those of PyTorch's float64 autograd.
import { readFileSync } from "node:fs";
import { crossEntropyRule } from "@softlabel/core";
import * as ort from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { sharedFile, sharedFolder } from "../../../../test/shared.ts";
import { differentiate } from "../autodiff/index.ts";
import {
  decodeModel,
  GraphBuilder,
  instantiate,
  instantiateForTraining,
  openSession,
  tensorOf,
  type Tensor,
} from "../onnx/index.ts";
import { graphOps } from "./graphOps.ts";

interface Values {
  readonly shape: number[];
  readonly data: number[];
}
interface Reference {
  readonly input: Values;
  readonly target: Values;
  readonly logits: Values;
  readonly gradients: Readonly<Record<string, Values>>;
  /** After one step from mean 0 and variance 1. */
  readonly runningStatistics: Readonly<Record<string, Values>>;
}

const tensor = ({ shape, data }: Values): Tensor => tensorOf("float32", shape, data);

/** The largest difference, relative to the largest expected element. */
function error(found: Tensor, expected: Values): number {
  const scale = Math.max(...expected.data.map(Math.abs));
  return Math.max(...expected.data.map((value, i) => Math.abs(Number(found.data[i]) - value))) / scale;
}

const readReference = (name: string): Reference =>
  JSON.parse(readFileSync(sharedFile(`reference/onnx/${name}.json`), "utf8")) as Reference;
const readModel = (name: string) => decodeModel(readFileSync(sharedFile(`reference/onnx/${name}.onnx`)));

const names = ["mlp", "resnet", "mobile", "vit"].flatMap((model) => [`${model}-torchscript`, `${model}-dynamo`]);

describe.skipIf(sharedFolder === undefined)("gradients of models exported from PyTorch", () => {
  it.each(names)("%s", async (name) => {
    const reference = readReference(name);
    const forward = instantiate(readModel(name), { N: reference.input.shape[0] });
    const builder = GraphBuilder.from(forward);
    const target = builder.input("target", "float32", reference.target.shape);
    const { gradient } = crossEntropyRule.rows(graphOps(builder), "logits", target, {});
    const upstream = builder.node("Mul", [gradient, builder.scalar(1 / reference.target.shape[0])]);
    // Exporters fold some parameters into constants of other names, and keep one of several that are equal.
    const uses = forward.nodes.flatMap(({ inputs }) => inputs);
    const single = (parameter: string): boolean => uses.indexOf(parameter) === uses.lastIndexOf(parameter);
    const parameters = Object.keys(reference.gradients).filter((p) => forward.initializers.has(p) && single(p));
    expect(parameters.length > 0).toBe(Object.keys(reference.gradients).length > 0);
    const { graph, gradients } = differentiate(builder.build(), { logits: upstream }, parameters);
    const outputs = ["logits", ...Object.values(gradients)];
    const session = await openSession(ort, { ...graph, outputs }, { threads: 1 });
    const results = await session.run({ input: tensor(reference.input), target: tensor(reference.target) });
    await session.release();
    expect(error(results.logits, reference.logits)).toBeLessThan(1e-6);
    for (const parameter of parameters)
      expect(error(results[gradients[parameter]], reference.gradients[parameter]), parameter).toBeLessThan(1e-5);
  });

  it.each(["resnet-torchscript", "mobile-torchscript"])("running statistics of %s", async (name) => {
    const { input, runningStatistics } = readReference(name);
    const { graph, statistics } = instantiateForTraining(readModel(name), { N: input.shape[0] });
    expect(statistics.map((statistic) => statistic.name).sort()).toEqual(Object.keys(runningStatistics).sort());
    const outputs = statistics.map((statistic) => `batch(${statistic.name})`);
    const session = await openSession(ort, { ...graph, outputs }, { threads: 1 });
    const batch = await session.run({ input: tensor(input) });
    await session.release();
    statistics.forEach(({ name: statistic, momentum }, i) => {
      const { shape, data } = runningStatistics[statistic];
      const start = statistic.endsWith("var") ? 1 : 0;
      const expected = data.map((value) => start + (value - start) / momentum);
      expect(error(batch[outputs[i]], { shape, data: expected }), statistic).toBeLessThan(1e-5);
    });
  });
});
