// softlabel predict from outside: new rows of a table through a model that train left, and back into evaluate.
import { copyFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parse } from "csv-parse/sync";
import { createRandom } from "@softlabel/core";
import { describe, expect, it } from "vitest";
import { encodeRows, loadDataset, type Preprocessing, type Results } from "softlabel";
import { inputsOf } from "@softlabel/engine";
import { readNpy } from "../packages/experiment/src/store/recordStore.ts";
import { folderStore } from "../packages/softlabel/src/folder/folderStore.ts";
import type { PredictionResult } from "../packages/softlabel/src/predict/predict.ts";
import { emptyFolder, softlabel } from "./softlabel.ts";

/** Names that files and readers stumble over. */
const classes = ["-1", "crane (bird)", 'say "x"', "élan, vital"];

interface Row {
  readonly id: string;
  readonly size: number;
  readonly weight: number | undefined;
  readonly kind: string;
  readonly species: string;
}

/** Rows whose class can mostly be told; some lack the weight. */
function drawRows(count: number): Row[] {
  const random = createRandom("rows to predict");
  return Array.from({ length: count }, (_, i) => {
    const k = random.integer(classes.length);
    return {
      id: `r-${i}`,
      size: Math.round(1000 * (k + random.normal())) / 1000,
      weight: i % 9 === 0 ? undefined : Math.round(1000 * ((k % 2) * 2 + random.normal())) / 1000,
      kind: ["small", "large", "huge"][(k + random.integer(2)) % 3],
      species: classes[k],
    };
  });
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

function writeRows(file: string, rows: readonly Row[], names: readonly (keyof Row)[]): void {
  const lines = rows.map((row) => names.map((name) => quoted(String(row[name] ?? ""))).join(","));
  writeFileSync(file, `${[names.join(","), ...lines].join("\n")}\n`);
}

const features = ["id", "size", "weight", "kind"] as const;
const rows = drawRows(600);

async function trained(folder: string): Promise<void> {
  writeRows(path.join(folder, "train.csv"), rows, [...features, "species"]);
  writeRows(path.join(folder, "new.csv"), rows, features);
  const options = ["--label", "species", "--model", "mlp:16", "--epochs", "4", "--out", "model"];
  const { code, errors } = await softlabel(folder, "train", "train.csv", ...options);
  expect(code, errors).toBe(0);
}

/** The rows that were written, by column. */
function read(folder: string, file: string): Record<string, string>[] {
  return parse(readFileSync(path.join(folder, file), "utf8"), { columns: true });
}

/** The class and the probabilities that the trainer gave each of its test rows, by the row's number in the table. */
async function trainersOwn(folder: string): Promise<Map<number, { label: string; probabilities: number[] }>> {
  const model = path.join(folder, "model");
  const preprocessing = JSON.parse(readFileSync(path.join(model, "preprocessing.json"), "utf8")) as Preprocessing;
  const { result } = JSON.parse(readFileSync(path.join(model, "model.json"), "utf8")) as {
    result: { temperature: number };
  };
  const { test } = await loadDataset(path.join(folder, "train.csv"), { label: "species" });
  const [known, held, width] = [
    encodeRows(
      preprocessing,
      rows.map((row) => ({ ...row })),
    ),
    inputsOf(test),
    preprocessing.features.length,
  ];
  const keys = new Map(rows.map((_, i) => [known.subarray(i * width, (i + 1) * width).join(), i]));
  const logits = readNpy(folderStore(model), "logits.npy")!.data;
  const entries = Array.from({ length: test.count }, (_, i) => {
    const own = Array.from(
      logits.subarray(i * classes.length, (i + 1) * classes.length),
      (z) => z / result.temperature,
    );
    const sum = own.reduce((total, z) => total + Math.exp(z), 0);
    const label = preprocessing.classes[own.indexOf(Math.max(...own))];
    return [
      keys.get(held.subarray(i * width, (i + 1) * width).join())!,
      { label, probabilities: own.map((z) => Math.exp(z) / sum) },
    ] as const;
  });
  return new Map(entries);
}

describe("softlabel predict", { timeout: 120_000 }, () => {
  it("says of rows without labels what the trainer said, with the folder and with the bare file", async () => {
    const folder = emptyFolder();
    await trained(folder);
    copyFileSync(path.join(folder, "model", "model.onnx"), path.join(folder, "bare.onnx"));
    const own = await trainersOwn(folder);
    expect(own.size).toBe(120);
    expect(own.has(undefined as never)).toBe(false);
    for (const model of ["model", "bare.onnx"]) {
      const { code, output, errors } = await softlabel(folder, "predict", model, "new.csv");
      expect(code, errors).toBe(0);
      expect(errors).toMatch(/^Model: .*onnx, 4 classes, temperature [\d.]+\n600 rows predicted\n$/);
      const lines: Record<string, string>[] = parse(output, { columns: true });
      expect(lines.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
      for (const [row, { label, probabilities }] of own) {
        expect(lines[row].prediction).toBe(label);
        classes.forEach((name, k) => expect(Number(lines[row][`prob_${name}`])).toBeCloseTo(probabilities[k], 5));
      }
    }
  });

  it("writes what evaluate reads, and scores it alike", async () => {
    const folder = emptyFolder();
    await trained(folder);
    for (const out of ["p.csv", "p.parquet", "p.jsonl"]) {
      const predicted = await softlabel(folder, "predict", "model", "train.csv", "--out", out, "--json");
      expect(predicted.code, predicted.errors).toBe(0);
      const { scores } = JSON.parse(predicted.output) as PredictionResult;
      expect(predicted.errors).toMatch(
        /Scores of 600 rows with a label: accuracy [\d.]+\s%, log loss [\d.]+ nats, Brier/,
      );
      const evaluated = await softlabel(folder, "evaluate", out, "--json", "--out", `evaluated-${out}`);
      expect(evaluated.code, evaluated.errors).toBe(0);
      const results = JSON.parse(evaluated.output) as Results;
      expect([...results.data.classes].sort()).toEqual([...classes].sort());
      const { test } = results.methods[0].trials[0];
      expect(test.accuracy).toBe(scores!.accuracy);
      expect(test.nll).toBeCloseTo(scores!.nll, 6);
      expect(test.ece).toBeCloseTo(scores!.ece, 6);
    }
  });

  it("ends with code 1 where a row gets no prediction, and with 2 where nothing can be predicted", async () => {
    const folder = emptyFolder();
    await trained(folder);
    writeFileSync(path.join(folder, "odd.csv"), "size,weight,kind\nbig,1,small\n1,1,small\n");
    const odd = await softlabel(folder, "predict", "model", "odd.csv", "--out", "odd-out.csv");
    expect(odd.code).toBe(1);
    expect(odd.output).toBe("");
    expect(odd.errors).toContain('Note: Column size: no number in 1 row ("big" in row 1); no prediction there.');
    expect(read(folder, "odd-out.csv").map(({ prediction }) => prediction !== "")).toEqual([false, true]);
    const wrong = await softlabel(folder, "predict", "modle", "odd.csv");
    expect(wrong.code).toBe(2);
    expect(wrong.errors).toMatch(/^softlabel: modle: expected .* no such file or folder; nearest: model\n$/);
    const json = await softlabel(folder, "predict", "model", "odd.csv", "--json");
    expect(json.code).toBe(2);
    expect(json.errors).toContain("--json: expected --out FILE for the predictions");
    expect(existsSync(path.join(folder, "experiments"))).toBe(false);
  });

  it("takes the models that compare kept, and names them where there are several", async () => {
    const folder = emptyFolder();
    writeRows(path.join(folder, "train.csv"), rows, [...features, "species"]);
    const options = [
      "--label",
      "species",
      "--model",
      "linear",
      "--epochs",
      "1",
      "--seeds",
      "2",
      "--methods",
      "smooth:0.1",
    ];
    const compared = await softlabel(folder, "compare", "train.csv", ...options, "--keep-models", "--out", "run");
    expect(compared.code, compared.errors).toBe(0);
    const several = await softlabel(folder, "predict", "run", "train.csv");
    expect(several.code).toBe(2);
    const [hard, smooth] = ["hard", "smooth_0.1"].map((name) => path.join("run", "models", name));
    expect(several.errors).toContain(`got an experiment with 2; name one: ${hard}, ${smooth}`);
    const { code, output, errors } = await softlabel(
      folder,
      "predict",
      smooth,
      "train.csv",
      "--format",
      "jsonl",
      "--top",
      "1",
    );
    expect(code, errors).toBe(0);
    const lines = output
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toHaveLength(600);
    expect(Object.keys(lines[0])).toEqual(["id", "label", "prediction", "top1", "top1_probability"]);
  });
});
