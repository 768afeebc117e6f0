// model.onnx beside the network it is made of: the same classes, and probabilities within 1e-6, on both runtimes.
import { decodeModel } from "@softlabel/engine";
import { describe, expect, it } from "vitest";
import { encodeRows, type EncodedColumn, type TableRow } from "@softlabel/data";
import { deployedInputs, deployModel, readDeployed, type DeployedData } from "@softlabel/experiment/internal";
import { openRuntime } from "../runtime/runtime.ts";
import {
  awkwardColumns,
  awkwardRows,
  classes,
  distance,
  expected,
  feedOf,
  networkOf,
  preprocessingOf,
  run,
} from "../../../../test/deployments.ts";

const runtimes = ["node", "wasm"] as const;

describe.each(runtimes)("a deployed table on %s", async (name) => {
  const { ort } = await openRuntime(name);
  const { ort: native } = await openRuntime("node");

  /** Deploys a table, runs rows through the file, and through encodeRows and the network. */
  async function both(columns: readonly EncodedColumn[], rows: readonly TableRow[], temperature?: number) {
    const preprocessing = preprocessingOf(columns);
    const shape = [preprocessing.features.length];
    const network = networkOf(shape, "float32", temperature);
    const data: DeployedData = { shape, elementType: "float32", preprocessing };
    const got = await run(ort, deployModel(network, data), deployedInputs(data), (input) => feedOf(rows, input));
    return { got, wanted: await expected(native, network, shape, encodeRows(preprocessing, rows)) };
  }

  it("predicts of raw columns what the network predicts of their features", async () => {
    const { got, wanted } = await both(awkwardColumns, awkwardRows(400), 0.37);
    expect(new Set(wanted.labels).size).toBe(3);
    expect(got.labels).toEqual(wanted.labels);
    expect(distance(got, wanted)).toBeLessThan(1e-6);
  });

  it.each(["number", "category"] as const)("takes columns of one kind alone: %s", async (kind) => {
    const columns = awkwardColumns.filter((column) => column.kind === kind);
    const { got, wanted } = await both(columns, awkwardRows(50));
    expect(got.labels).toEqual(wanted.labels);
    expect(distance(got, wanted)).toBeLessThan(1e-6);
  });

  it("takes pixels as they are, and features", async () => {
    const shape = [3, 4, 5];
    const pixels = Uint8Array.from({ length: 6 * 60 }, (_, i) => (i * 37) % 256);
    const image = { width: 5, height: 4, channels: 3 };
    const network = networkOf(shape, "uint8", 2);
    const data: DeployedData = { shape, elementType: "uint8", image };
    const got = await run(ort, deployModel(network, data), deployedInputs(data), () => pixels);
    const wanted = await expected(native, network, shape, pixels);
    expect(got.labels).toEqual(wanted.labels);
    expect(distance(got, wanted)).toBeLessThan(1e-6);
    const numbers = Float32Array.from({ length: 8 }, (_, i) => Math.sin(i));
    const points: DeployedData = { shape: [2], elementType: "float32" };
    const plain = networkOf([2], "float32", undefined);
    const features = await run(ort, deployModel(plain, points), deployedInputs(points), () => numbers);
    expect(distance(features, await expected(native, plain, [2], numbers))).toBeLessThan(1e-6);
  });
});

describe.each(runtimes)("hidden activations on %s", (name) => {
  it("are those of the network, and an input of such a name gives way", async () => {
    const { ort } = await openRuntime(name);
    const activations = ["hidden1", "features"];
    const network = networkOf([2], "float32", 2, activations);
    const data: DeployedData = { shape: [2], elementType: "float32", activations };
    const numbers = Float32Array.from({ length: 8 }, (_, i) => Math.sin(i));
    const [{ name: input }] = deployedInputs(data);
    expect(input).toBe("features_");
    const outputsOf = async (file: Uint8Array, feed: string) => {
      const session = await ort.InferenceSession.create(file);
      const results = await session.run({ [feed]: new ort.Tensor("float32", numbers, [4, 2]) }, activations);
      await session.release();
      return activations.map((each) => ({
        dims: results[each].dims,
        data: Array.from(results[each].data as Float32Array),
      }));
    };
    const deployed = deployModel(network, data);
    expect(decodeModel(deployed).graph.outputs).toEqual(["label", "probabilities", ...activations]);
    const given = await outputsOf(deployed, input);
    expect(given).toEqual(await outputsOf(network, "input"));
    expect(given[0].dims).toEqual([4, 32]);
    expect(given[0].data.some((value) => value > 0)).toBe(true);
  });

  it("leave a column of such a name under another", () => {
    const preprocessing = preprocessingOf([{ name: "hidden1", kind: "number", mean: 0, deviation: 1, missing: false }]);
    const data: DeployedData = { shape: [1], elementType: "float32", preprocessing, activations: ["hidden1"] };
    expect(deployedInputs(data)).toMatchObject([{ name: "hidden1_", column: "hidden1" }]);
  });
});

describe("the metadata of model.onnx", () => {
  it("say what the network's say, and how the bare file is fed", () => {
    const preprocessing = preprocessingOf(awkwardColumns);
    const shape = [preprocessing.features.length];
    const data: DeployedData = { shape, elementType: "float32", preprocessing };
    const network = networkOf(shape, "float32", 0.5);
    const { metadata } = decodeModel(deployModel(network, data));
    expect(metadata).toMatchObject({ softlabel: "1.0.0", temperature: "0.5", classes: JSON.stringify(classes) });
    expect(readDeployed(metadata)).toEqual({ inputs: deployedInputs(data), preprocessing });
    expect(readDeployed(decodeModel(network).metadata)).toBeUndefined();
  });
});
