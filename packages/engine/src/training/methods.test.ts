// Every method's loss as ONNX nodes in float32 against plain numbers in float64.
import { createRandom, matrixOps, parseMethod } from "@softlabel/core";
import { binaryElements } from "@softlabel/core/internal";
import * as ort from "onnxruntime-node";
import { expect, it } from "vitest";
import { scaledError } from "../../../../test/conformance.ts";
import { methodTexts, teacherLogits } from "../../../../test/methodTexts.ts";
import { GraphBuilder } from "../onnx/builder.ts";
import { tensorOf } from "../onnx/elementTypes.ts";
import { openSession } from "../onnx/runtime.ts";
import { graphOps } from "./graphOps.ts";

const [count, classes] = [12, 7];
const shape = [count, classes];
const last = { epoch: 1, epochs: 1 };

const random = createRandom("methods.test");
const logits = Float64Array.from({ length: count * classes }, () => Math.fround(3 * random.normal()));
const teacher = teacherLogits(count * classes);
const labels = Int32Array.from({ length: count }, () => random.integer(classes));

function onNumbers(text: string) {
  const method = parseMethod(text);
  const matrix = (data: Float64Array) => ({ rows: count, columns: classes, data });
  const scalars = Object.entries(method.coefficients?.(last) ?? {});
  const coefficients = Object.fromEntries(scalars.map(([name, value]) => [name, matrixOps.constant(value)]));
  const targets = matrix(method.targets(labels, classes));
  const { value, gradient } = method.loss.rows(matrixOps, matrix(logits), targets, coefficients, matrix(teacher));
  return [value.data, gradient.data];
}

async function onRuntime(text: string) {
  const method = parseMethod(text);
  const builder = new GraphBuilder(method.name);
  const [z, q] = ["logits", "targets"].map((name) => builder.input(name, "float32", shape));
  const scalars = Object.entries(method.coefficients?.(last) ?? {});
  const coefficients = Object.fromEntries(scalars.map(([name]) => [name, builder.input(name, "float32", [])]));
  const taught = method.loss.usesTeacher && builder.input("teacher", "float32", shape);
  const { value, gradient } = method.loss.rows(graphOps(builder), z, q, coefficients, taught);
  for (const name of [value, gradient]) builder.output(name);
  const session = await openSession(ort, builder.build(), { threads: 1 });
  const results = await session.run({
    logits: tensorOf("float32", shape, logits),
    targets: tensorOf("float32", shape, method.targets(labels, classes)),
    ...(taught && { teacher: tensorOf("float32", shape, teacher) }),
    ...Object.fromEntries(scalars.map(([name, number]) => [name, tensorOf("float32", [], [number])])),
  });
  await session.release();
  return [value, gradient].map((name) => Float64Array.from(results[name].data as Float32Array));
}

it.each(methodTexts)("%s is the same on ONNX Runtime", async (text) => {
  const [value, gradient] = await onRuntime(text);
  const [expectedValue, expectedGradient] = onNumbers(text);
  expect(scaledError(value, expectedValue), "value").toBeLessThan(2e-6);
  expect(scaledError(gradient, expectedGradient), "gradient").toBeLessThan(2e-6);
});

it.each([0, 2])("binary losses with gamma %d are the same on ONNX Runtime", async (gamma) => {
  const answers = Float64Array.from(logits, () => Math.fround(random.uniform()));
  const builder = new GraphBuilder("binary");
  const [z, y] = ["logits", "targets"].map((name) => builder.input(name, "float32", shape));
  const ops = graphOps(builder);
  const elements = binaryElements(ops, z, y, gamma, { yes: ops.constant(2), no: ops.constant(0.5) });
  for (const name of [elements.value, elements.gradient]) builder.output(name);
  const session = await openSession(ort, builder.build(), { threads: 1 });
  const feeds = { logits: tensorOf("float32", shape, logits), targets: tensorOf("float32", shape, answers) };
  const results = await session.run(feeds);
  await session.release();
  const matrix = (data: Float64Array) => ({ rows: count, columns: classes, data });
  const constants = { yes: matrixOps.constant(2), no: matrixOps.constant(0.5) };
  const expected = binaryElements(matrixOps, matrix(logits), matrix(answers), gamma, constants);
  for (const part of ["value", "gradient"] as const) {
    const got = Float64Array.from(results[elements[part]].data as Float32Array);
    expect(scaledError(got, expected[part].data), part).toBeLessThan(2e-6);
  }
});
