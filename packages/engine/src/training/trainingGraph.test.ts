// The training graph: what goes in and out, and its gradients against differences of its loss.
import { createRandom, crossEntropyRule, methodTable, parseMethod, type LossRule } from "@softlabel/core";
import * as ort from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { teacherLogits } from "../../../../test/methodTexts.ts";
import { createModel } from "../models/createModel.ts";
import { tensorOf } from "../onnx/elementTypes.ts";
import type { Tensor } from "../onnx/graph.ts";
import { openSession } from "../onnx/runtime.ts";
import { buildTrainingGraph } from "./trainingGraph.ts";

const input = { shape: [3], elementType: "float32", scale: 0.5, shift: 0.1, classes: 4 } as const;
const model = createModel("mlp:5", input, createRandom(1));
const labels = Int32Array.of(0, 3, 2, 2, 1, 0);
const rows = Array.from({ length: 18 }, (_, i) => Math.sin(3 * i + 1));

describe("buildTrainingGraph", () => {
  it("takes a batch and parameters, and gives logits, loss and gradients", () => {
    const { graph, gradients } = buildTrainingGraph(model, parseMethod("hard").loss, 6);
    const names = model.parameters.map(({ name }) => name);
    expect(graph.inputs).toEqual(["input", ...names, "targets"]);
    expect(graph.outputs).toEqual(["logits", "loss", ...gradients]);
    expect(gradients).toEqual(names.map((name) => `grad(${name})`));
    expect(gradients.map((name) => graph.types.get(name))).toEqual(names.map((name) => graph.types.get(name)));
    expect(graph.types.get("loss")?.shape).toEqual([]);
  });

  it("takes each coefficient of the loss once, as a scalar, and gives probabilities where asked for", () => {
    const loss: LossRule = {
      ...crossEntropyRule,
      coefficients: ["strength", "strength"],
      rows(ops, logits, targets, { strength }) {
        const { value, gradient } = crossEntropyRule.rows(ops, logits, targets, {});
        return { value: ops.multiply(strength, value), gradient: ops.multiply(strength, gradient) };
      },
    };
    const { graph, coefficients } = buildTrainingGraph(model, loss, 6, { probabilities: true });
    expect(coefficients).toEqual({ strength: "coefficient(strength)" });
    expect(graph.inputs.slice(-2)).toEqual(["targets", "coefficient(strength)"]);
    expect(graph.types.get("coefficient(strength)")).toEqual({ elementType: "float32", shape: [] });
    expect(graph.outputs.at(-1)).toBe("probabilities");
  });

  // FLSD-53's value jumps where a probability crosses 0.2.
  const smooth = methodTable.map(({ name }) => name).filter((name) => name !== "flsd-53");
  it.each(smooth)("has the gradient of its own mean loss: %s", async (name) => {
    const method = parseMethod(name);
    const { graph, gradients, coefficients } = buildTrainingGraph(model, method.loss, 6);
    const present = Object.entries(method.coefficients?.({ epoch: 1, epochs: 2 }) ?? {});
    const scalars = Object.fromEntries(
      present.map(([name, value]) => [coefficients[name], tensorOf("float32", [], [value])]),
    );
    const session = await openSession(ort, graph, { threads: 1 });
    const targets = tensorOf("float32", [6, 4], method.targets(labels, 4));
    const taught = method.loss.usesTeacher && { teacher: tensorOf("float32", [6, 4], teacherLogits(24)) };
    const lossAt = (values: readonly Float32Array[]) => {
      const parameters = model.parameters.map(({ name, shape }, i): [string, Tensor] => [
        name,
        tensorOf("float32", shape, values[i]),
      ]);
      const batch = { ...scalars, ...taught, input: tensorOf("float32", [6, 3], rows), targets };
      return session.run({ ...batch, ...Object.fromEntries(parameters) });
    };
    const values = model.parameters.map((parameter) => parameter.values);
    const results = await lossAt(values);
    const random = createRandom(name);
    const direction = values.map((array) => array.map(() => random.normal()));
    const moved = (size: number) => lossAt(values.map((array, i) => array.map((v, j) => v + size * direction[i][j])));
    const [ahead, behind] = [await moved(1e-3), await moved(-1e-3)].map(({ loss }) => Number(loss.data[0]));
    const slopes = gradients.map((gradient, i) =>
      direction[i].reduce((sum, d, j) => sum + d * Number(results[gradient].data[j]), 0),
    );
    expect((ahead - behind) / 2e-3).toBeCloseTo(
      slopes.reduce((sum, slope) => sum + slope, 0),
      2,
    );
    await session.release();
  });
});
