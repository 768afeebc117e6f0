// Hidden activations beside predictions: of a folder, of the deployed file alone, and of a file from elsewhere.
import { readFileSync, writeFileSync } from "node:fs";
import { decodeModel, encodeGraph, GraphBuilder, int, tensorOf } from "@softlabel/engine";
import { withOutput } from "@softlabel/engine/internal";
import { beforeAll, describe, expect, it } from "vitest";
import { encodeRows } from "@softlabel/data";
import { openRuntime } from "../runtime/runtime.ts";
import { leaveTreeModel, predictionFolder, treeLines, treePreprocessing, treeRows } from "./predict.fixtures.ts";
import { predict, type PredictOptions } from "./predict.ts";

const inside = predictionFolder();
const count = 300;
const preprocessing = treePreprocessing();
const rows = treeRows(count).map((row) => ({ ...row }));
/** hidden1 of the network, 32 numbers per row. */
let wanted: Float32Array;

beforeAll(async () => {
  const network = leaveTreeModel(inside("model"));
  writeFileSync(inside("bare.onnx"), readFileSync(inside("model/model.onnx")));
  writeFileSync(inside("trees.csv"), treeLines(rows));
  const { ort } = await openRuntime();
  const { hidden1 } = JSON.parse(decodeModel(network).metadata.activations) as { hidden1: string };
  const session = await ort.InferenceSession.create(
    withOutput(network, { name: hidden1, elementType: "float32", shape: undefined }),
  );
  const features = encodeRows(preprocessing, rows);
  const input = new ort.Tensor("float32", features, [count, preprocessing.features.length]);
  wanted = (await session.run({ input }, [hidden1]))[hidden1].data as Float32Array;
  await session.release();
});

type Line = Readonly<Record<string, number | string | null>>;

async function predicted(options: Partial<PredictOptions> & Pick<PredictOptions, "activations">, runtime = "node") {
  const { ort } = await openRuntime(runtime);
  const out = inside("out.json");
  const result = await predict(ort, { model: inside("model"), data: inside("trees.csv"), out, ...options });
  return { result, lines: JSON.parse(readFileSync(out, "utf8")) as Line[] };
}

const valuesOf = (lines: readonly Line[], name: string, columns: number): number[] =>
  lines.flatMap((line) => Array.from({ length: columns }, (_, unit) => Number(line[`${name}_${unit}`])));

describe.each(["node", "wasm"])("on %s", (runtime) => {
  it.each(["model", "bare.onnx"])("are what the network computes: %s", async (model) => {
    const { lines, result } = await predicted({ model: inside(model), activations: ["hidden1"] }, runtime);
    const found = valuesOf(lines, "hidden1", 32);
    expect(found.some((value) => value > 0)).toBe(true);
    expect(Math.max(...found.map((value, i) => Math.abs(value - wanted[i])))).toBeLessThan(1e-4);
    expect(result.columns.slice(-33)).toEqual([
      "prob_new\nline",
      ...Array.from({ length: 32 }, (_, k) => `hidden1_${k}`),
    ]);
  });
});

it("are any value of a file from elsewhere, in batches of the size that it is made for", async () => {
  const builder = new GraphBuilder("elsewhere");
  builder.input("x", "float32", [4, 2]);
  builder.initializer("w", tensorOf("float32", [2, 3], [1, 2, 3, 4, 5, 6]));
  const inner = builder.node("MatMul", ["x", "w"], {}, "inner");
  builder.output(builder.node("Softmax", [inner], { axis: int(1) }, "probabilities"));
  writeFileSync(inside("elsewhere.onnx"), encodeGraph(builder.build()));
  writeFileSync(inside("points.csv"), "a,b\n1,0\n0,1\n1,1\n,\n2,0\n0,3\n");
  const options = { model: inside("elsewhere.onnx"), data: inside("points.csv") };
  const { lines } = await predicted({ ...options, activations: ["inner", "probabilities"] });
  expect(
    valuesOf(
      lines.filter((_, row) => row !== 3),
      "inner",
      3,
    ),
  ).toEqual([1, 2, 3, 4, 5, 6, 5, 7, 9, 2, 4, 6, 12, 15, 18]);
  expect(lines[4].probabilities_2).toBe(lines[4].prob_2);
  expect(lines[3]).toMatchObject({ prediction: null, inner_0: null });
  await expect(predicted({ ...options, activations: ["iner"] })).rejects.toThrow(
    /--activations .*elsewhere.onnx: expected one of its values, such as inner, probabilities, got "iner"/,
  );
});

it("do not include parameters", async () => {
  await expect(predicted({ activations: ["layers.1.weight"] })).rejects.toThrow(
    /network.onnx: expected one of its values, such as hidden1, got "layers.1.weight"/,
  );
});
