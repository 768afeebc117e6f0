// Exported models: any batch size, raw input, the same logits, metadata.
import { createRandom } from "@softlabel/core";
import * as ort from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { decodeModel } from "../onnx/decode.ts";
import { tensorOf } from "../onnx/elementTypes.ts";
import { openSession } from "../onnx/runtime.ts";
import { createModel } from "./createModel.ts";
import { exportModel } from "./exportModel.ts";

const input = { shape: [4], elementType: "uint8", scale: 1 / 255, shift: -0.5, classes: 3 } as const;
const model = createModel("mlp:6", input, createRandom(5));
const trained = model.parameters.map(({ values }) => values.map((value) => value * 2));
const rows = Uint8Array.from({ length: 20 }, (_, i) => (i * 53) % 256);

describe("exportModel", () => {
  it("gives the logits of the model's own graph, for batches of any size", async () => {
    const own = await openSession(ort, model.graph(5), { threads: 1 });
    const feeds = model.parameters.map(({ name, shape }, i) => [name, tensorOf("float32", shape, trained[i])] as const);
    const expected = await own.run({ input: tensorOf("uint8", [5, 4], rows), ...Object.fromEntries(feeds) });
    const session = await openSession(ort, exportModel(model, trained), { threads: 1 });
    expect(session.inputs).toEqual(["input"]);
    expect(session.outputs).toEqual(["logits", "features"]);
    const all = await session.run({ input: tensorOf("uint8", [5, 4], rows) });
    expect(all.logits.data).toEqual(expected.logits.data);
    expect(all.features.data).toEqual(expected.features.data);
    const two = await session.run({ input: tensorOf("uint8", [2, 4], rows.slice(0, 8)) });
    expect(two.logits.shape).toEqual([2, 3]);
    Array.from(two.logits.data as Float32Array).forEach((z, i) => expect(z).toBeCloseTo(Number(all.logits.data[i]), 6));
    await own.release();
    await session.release();
  });

  it("stores the model's text, the class names and what else is given", () => {
    const { metadata, openShapes } = decodeModel(
      exportModel(model, trained, { classes: ["cat", "dog", "hen"], metadata: { method: "smooth:0.1" } }),
    );
    expect(metadata).toMatchObject({ model: "mlp:6", classes: '["cat","dog","hen"]', method: "smooth:0.1" });
    expect(openShapes.get("input")).toEqual(["N", 4]);
    expect(openShapes.get("logits")).toEqual(["N", 3]);
  });

  it("refuses what does not fit the model", () => {
    expect(() => exportModel(model, trained.slice(1))).toThrow("exportModel: expected 4 parameters, got 3");
    expect(() => exportModel(model, [...trained.slice(0, 3), new Float32Array(2)])).toThrow(
      "exportModel: expected 3 values of layers.1.bias, got 2",
    );
    expect(() => exportModel(model, trained, { classes: ["cat"] })).toThrow('expected 3 class names, got ["cat"]');
  });
});
