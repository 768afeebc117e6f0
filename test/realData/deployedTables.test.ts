// Penguins and diamonds, trained and deployed: raw rows give what the trainer predicts, on every runtime.
import { readFileSync } from "node:fs";
import path from "node:path";
import { decodeModel } from "@softlabel/engine";
import { encodeRows, type TableRow } from "softlabel";
import { beforeAll, describe, expect, it } from "vitest";
import { readDeployed } from "../../packages/experiment/src/deployment/deployedMetadata.ts";
import { distance, expected, feedOf, run } from "../deployments.ts";
import { openRuntime } from "../../packages/softlabel/src/runtime/runtime.ts";
import { needs } from "../prerequisites.ts";
import { runInPython } from "../pythonModel.ts";
import { sharedFile } from "../shared.ts";
import { emptyFolder, softlabel } from "../softlabel.ts";

const tables = [
  ["penguins", "species", "20"],
  ["diamonds", "cut", "2"],
] as const;

const folder = emptyFolder();

/** The rows of a CSV file without their labels; null where a value is missing. */
function rowsOf(name: string, label: string): TableRow[] {
  const file = readFileSync(sharedFile(`data/tables/${name}.csv`), "utf8");
  const [names, ...lines] = file
    .replaceAll('"', "")
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(","));
  return lines.map((values) => {
    const row = names.map((column, i) => [column, values[i] === "" ? null : values[i]] as const);
    return Object.fromEntries(row.filter(([column]) => column !== label));
  });
}

describe.each(tables)("a model of the %s", needs("tables"), (name, label, epochs) => {
  const own = path.join(folder, name);
  const rows = (): TableRow[] => rowsOf(name, label);

  beforeAll(async () => {
    const data = sharedFile(`data/tables/${name}.csv`);
    const how = ["--model", "mlp:64", "--epochs", epochs, "--out", name];
    const { code, errors } = await softlabel(folder, "train", data, "--label", label, ...how);
    expect(code, errors).toBe(0);
  }, 120_000);

  /** What the trained network predicts of the features that training made. */
  async function trained() {
    const { inputs, preprocessing } = readDeployed(decodeModel(readFileSync(path.join(own, "model.onnx"))).metadata)!;
    const { ort } = await openRuntime("node");
    const network = readFileSync(path.join(own, "network.onnx"));
    const features = encodeRows(preprocessing!, rows());
    return { inputs, wanted: await expected(ort, network, [preprocessing!.features.length], features) };
  }

  it.each(["node", "wasm"] as const)("predicts raw rows on %s as the trainer does", async (runtime) => {
    const { ort } = await openRuntime(runtime);
    const { inputs, wanted } = await trained();
    const got = await run(ort, readFileSync(path.join(own, "model.onnx")), inputs, (input) => feedOf(rows(), input));
    expect(got.labels).toEqual(wanted.labels);
    expect(distance(got, wanted)).toBeLessThan(1e-5);
  });

  it("and in Python", needs("onnxruntime"), async () => {
    const { inputs, wanted } = await trained();
    const values = Object.fromEntries(inputs.map((input) => [input.name, feedOf(rows(), input)]));
    const got = runInPython(path.join(own, "model.onnx"), values);
    expect(got.labels).toEqual(wanted.labels);
    expect(distance(got, wanted)).toBeLessThan(1e-5);
  });
});
