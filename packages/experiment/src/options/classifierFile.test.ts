// Classifiers in files: what they say of examples, and which ones are refused.
import { createRandom } from "@softlabel/core";
import { createModel, encodeGraph, exportModel, type Examples, type InputSpec } from "@softlabel/engine";
import * as ort from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { deployModel } from "../deployment/deployModel.ts";
import { decodeClassifier, predictLogits } from "./classifierFile.ts";

const count = 300;
const pixels: InputSpec = { shape: [2, 2, 1], elementType: "uint8", scale: [1 / 255, 2], shift: [0, -1], classes: 3 };
const inputs = Uint8Array.from({ length: count * 4 }, (_, i) => (i * 37) % 256);
const examples: Examples = { count, shape: pixels.shape, inputs, labels: new Int32Array(count) };
const seen = Float32Array.from(inputs, (value, i) => (i % 4 < 2 ? value / 255 : 2 * value - 1));

/** A linear model of normalised numbers, as others export it: for a batch of 7 rows, or open. */
function foreign(): { bytes: Uint8Array; fixed: Uint8Array } {
  const model = createModel("linear", { ...pixels, elementType: "float32", scale: 1, shift: 0 }, createRandom(1));
  const graph = model.graph(7);
  const values = new Map(model.parameters.map((each) => [each.name, each]));
  const initializers = new Map([
    ...graph.initializers,
    ...[...values].map(([name, { shape, values: data }]) => [name, { elementType: "float32", shape, data }] as const),
  ]);
  const bytes = exportModel(
    model,
    model.parameters.map((each) => each.values),
  );
  return { bytes, fixed: encodeGraph({ ...graph, inputs: ["input"], initializers }) };
}

describe("decodeClassifier", () => {
  it("refuses the file that is deployed, and names the network beside it", () => {
    const { shape, elementType } = pixels;
    const model = createModel("linear", pixels, createRandom(1));
    const values = model.parameters.map((each) => each.values);
    const network = exportModel(model, values, { classes: ["a", "b", "c"], metadata: { softlabel: "1.0.0" } });
    const remedy = "use models/run/network.onnx";
    expect(() => decodeClassifier("models/run/model.onnx", deployModel(network, { shape, elementType }))).toThrow(
      remedy,
    );
  });
});

describe("predictLogits", () => {
  it("gives a file of our own raw values, any other what a model sees, whatever batch the file asks for", async () => {
    const own = createModel("linear", pixels, createRandom(1));
    const metadata = { softlabel: "1.0.0" };
    const ours = decodeClassifier(
      "own.onnx",
      exportModel(
        own,
        own.parameters.map((each) => each.values),
        { metadata },
      ),
    );
    const expected = await predictLogits(ort, ours, pixels, examples);
    expect(expected).toHaveLength(count * 3);
    const { bytes, fixed } = foreign();
    for (const [name, content] of Object.entries({ bytes, fixed })) {
      const logits = await predictLogits(ort, decodeClassifier(`${name}.onnx`, content), pixels, examples);
      const worst = Math.max(...logits.map((value, i) => Math.abs(value - expected[i])));
      expect(worst, name).toBeLessThan(1e-3);
    }
    const weights = own.parameters[0].values;
    const byHand = weights.subarray(0, 4).reduce((sum, w, i) => sum + w * seen[i], own.parameters[1].values[0]);
    expect(expected[0]).toBeCloseTo(byHand, 3);
  });

  it("refuses other files, other examples and other classes", async () => {
    expect(() => decodeClassifier("text.onnx", new TextEncoder().encode("hello"))).toThrow(
      /text.onnx: expected an ONNX model/,
    );
    const file = decodeClassifier("foreign.onnx", foreign().bytes);
    const predict = (input: InputSpec) => predictLogits(ort, file, input, { ...examples, shape: input.shape });
    await expect(predict({ ...pixels, shape: [5] })).rejects.toThrow("expected examples of shape [5]");
    await expect(predict({ ...pixels, classes: 4 })).rejects.toThrow(
      "expected logits [rows, 4], one per class, got [256,3]",
    );
  });
});
