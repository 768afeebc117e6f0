// The loss rules as ONNX nodes against the reference values.
import type { LossRule } from "@softlabel/core";
import * as ort from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { largestError } from "../../../../test/conformance.ts";
import {
  crossEntropyCases,
  labelRelaxationCases,
  publishedCases,
  type ReferenceCase,
} from "../../../../test/referenceCases.ts";
import { GraphBuilder } from "../onnx/builder.ts";
import { tensorOf } from "../onnx/elementTypes.ts";
import { openSession } from "../onnx/runtime.ts";
import { graphOps } from "./graphOps.ts";

/** A loss rule on ONNX Runtime, in float32. */
async function rowsOnRuntime(rule: LossRule, logits: Float64Array, targets: Float64Array, shape: readonly number[]) {
  const builder = new GraphBuilder(rule.name);
  const inputs = ["logits", "targets"].map((name) => builder.input(name, "float32", shape));
  const { value, gradient } = rule.rows(graphOps(builder), inputs[0], inputs[1], {});
  for (const name of [value, gradient]) builder.output(name);
  const session = await openSession(ort, builder.build(), { threads: 1 });
  const feeds = { logits: tensorOf("float32", shape, logits), targets: tensorOf("float32", shape, targets) };
  const results = await session.run(feeds);
  await session.release();
  return [value, gradient].map((name) => Float64Array.from(results[name].data as Float32Array));
}

async function evaluate({ loss, logits, targets, shape }: ReferenceCase) {
  const rows = loss.prepare(logits, targets, shape);
  const classes = shape.length === 1 ? shape[0] : shape[1];
  const [value, gradient] = await rowsOnRuntime(loss.rule, rows.logits, rows.targets, [
    rows.logits.length / classes,
    classes,
  ]);
  return loss.reduce(rows, value, gradient, logits);
}

const files = {
  "cross_entropy.json": crossEntropyCases,
  "label_relaxation.json": labelRelaxationCases,
  "published.json": publishedCases,
};

describe("loss rules on ONNX Runtime, float32", () => {
  it.each(Object.entries(files))("agree with %s", async (_, read) => {
    const cases = read();
    const evaluations = [];
    for (const one of cases) evaluations.push(await evaluate(one));
    const { error, where } = largestError(cases, evaluations);
    expect(error, where).toBeLessThanOrEqual(2e-6);
  });
});
