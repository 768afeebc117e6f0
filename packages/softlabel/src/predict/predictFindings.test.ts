// What is said of rows that are not as those of training, by name and count; and what is refused.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRandom } from "@softlabel/core";
import { createModel, exportModel } from "@softlabel/engine";
import { beforeAll, describe, expect, it } from "vitest";
import { openRuntime } from "../runtime/runtime.ts";
import { leaveTreeModel, predictionFolder } from "./predict.fixtures.ts";
import { predict, type PredictionResult, type PredictOptions } from "./predict.ts";

const inside = predictionFolder();
const header = "height,soil,planted,evergreen,park";

beforeAll(() => {
  leaveTreeModel(inside("model"));
});

async function predictLines(
  lines: readonly string[],
  options: Partial<PredictOptions> = {},
): Promise<PredictionResult> {
  writeFileSync(inside("rows.csv"), `${lines.join("\n")}\n`);
  const { ort } = await openRuntime();
  return predict(ort, { model: inside("model"), data: inside("rows.csv"), out: inside("out.json"), ...options });
}

const sentences = ({ findings }: PredictionResult): string[] => findings.map(({ sentence }) => sentence);
const outputRows = (): Record<string, unknown>[] =>
  JSON.parse(readFileSync(inside("out.json"), "utf8")) as Record<string, unknown>[];

describe("predict says", () => {
  it("which categories are unknown, how often, and what they are treated as", async () => {
    const result = await predictLines([
      header,
      "1,peat,1990-01-01,true,east",
      "1,peat,1990-01-01,true,mars",
      "1,ice,1990-01-01,true,mars",
    ]);
    expect(sentences(result)).toEqual([
      'Column soil: categories unknown to the model in 3 rows ("peat" in 2, "ice" in 1); treated as none of the known categories.',
      'Column park: categories unknown to the model in 2 rows ("mars" in 2); treated as other, like rare categories in training.',
    ]);
    expect(result.predicted).toBe(3);
  });

  it("where a value is missing that no training row lacked, and nothing if some did", async () => {
    const result = await predictLines([header, ",,,,", "1,NA,NA,NA,NA"]);
    expect(sentences(result)).toEqual([
      "Column height: no value in 1 row; no training row lacked one; the training mean is used.",
      "Column soil: no value in 2 rows; no training row lacked one; treated as none of the known categories.",
    ]);
  });

  it("which values are of another kind, whose rows get no prediction and keep their place", async () => {
    const result = await predictLines([
      header,
      "1,clay,1990-01-01,true,east",
      "tall,clay,1990-01-01,true,east",
      "inf,clay,31.12.1990,maybe,east",
      "1,clay,1990-01-01,0,east",
    ]);
    expect(sentences(result)).toEqual([
      'Column height: no number in 2 rows ("tall" in row 2, "inf" in row 3); no prediction there.',
      'Column planted: no date in 1 row ("31.12.1990" in row 3); no prediction there.',
      'Column evergreen: neither true nor false in 1 row ("maybe" in row 3); no prediction there.',
    ]);
    expect(result).toMatchObject({ rows: 4, predicted: 2 });
    const [, second, , fourth] = outputRows();
    expect(second).toMatchObject({ row: 2, prediction: null, prob_plain: null });
    expect(fourth).toMatchObject({ row: 4, prediction: expect.any(String) as string });
  });

  it("how many rows there are of a kind, and names a few", async () => {
    const bad = Array.from({ length: 5000 }, (_, row) => `x${row},clay,1990-01-01,true,east`);
    const result = await predictLines([header, ...bad]);
    expect(sentences(result)).toEqual([
      'Column height: no number in 5,000 rows ("x0" in row 1, "x1" in row 2, "x2" in row 3, …); no prediction there.',
    ]);
    expect(result.predicted).toBe(0);
  });

  it("which columns the model does not take; what training left out is no news", async () => {
    const result = await predictLines([`${header},serial,colour`, "1,clay,1990-01-01,true,east,7,red"]);
    expect(result.notes).toEqual(["Columns that the model does not take: colour."]);
  });

  it("how dates are read that are not written as ISO 8601 has them", async () => {
    const result = await predictLines([header, "1,clay,31.12.1990,true,east", "1,clay,01.02.1991,true,east"]);
    expect(result.notes).toEqual(["Dates in planted are read as %d.%m.%Y."]);
    const dotted = outputRows();
    await predictLines([header, "1,clay,1990-12-31,true,east", "1,clay,1991-02-01,true,east"]);
    expect(outputRows()).toEqual(dotted);
  });
});

describe("predict refuses", () => {
  const row = "1,clay,1990-01-01,true,east";

  it("lines that cannot be read, with their number, and leaves no file", async () => {
    const lines = [header, row, "1,clay", row, "1,clay,1990-01-01,true,east,west"];
    const out = inside("none.csv");
    await expect(predictLines(lines, { out })).rejects.toThrow(
      /rows\.csv, line 3: expected 5 values.*got 2 .*; 2 lines cannot be read$/,
    );
    expect(existsSync(out)).toBe(false);
  });

  it("to go on once it is interrupted, and leaves no file", async () => {
    const out = inside("interrupted.csv");
    await expect(predictLines([header, row], { out, signal: AbortSignal.abort() })).rejects.toThrow(/aborted/);
    expect(readdirSync(inside("")).filter((name) => name.startsWith("interrupted"))).toEqual([]);
  });

  it("a column of a type that cannot be what the model takes", async () => {
    const { ort } = await openRuntime();
    const select = (height: string) =>
      `select ${height} as height, 'clay' as soil, date '1990-01-01' as planted, true as evergreen, 'east' as park`;
    const refused = (height: string) =>
      predict(ort, { model: inside("model"), data: select(height), out: inside("out.json") });
    await expect(refused("date '1990-01-01'")).rejects.toThrow(
      /expected a number in column height, as the model takes, got DATE; cast the column in a SQL query/,
    );
    await expect(refused("[1, 2]")).rejects.toThrow(
      /expected text, numbers or dates in column height, got INTEGER\[\]/,
    );
  });

  it.each([
    [{ model: "nowhere.onnx" }, /nowhere.onnx: expected an ONNX file, or a folder written by train or compare/],
    [{ data: "nowhere.csv" }, /nowhere.csv: expected a file, got no such file/],
    [{ data: "select * form x" }, /^select \* form x: expected a SQL query that DuckDB can parse, got /],
    [
      { data: "select * from none" },
      /^select \* from none: expected a table that DuckDB can read, got Table with name none/,
    ],
    [
      { data: "./nowhere" },
      /nowhere: expected a table, images or idx files, got no such file or folder; check the path/,
    ],
    [
      { data: "glyphs:test=20" },
      /glyphs:test=20: expected a table with 5 columns, as .*network.onnx takes, got examples/,
    ],
    [{ classes: ["a", "b"] }, /--classes: expected 3 names, one per class, got 2 given/],
    [{ classes: ["a", "b", "a"] }, /--classes: expected distinct class names, got "a" twice given/],
    [{ size: 32 }, /--size 32: expected a model that accepts images of any size/],
    [{ normalise: "imagenet" }, /--normalise imagenet: expected images, got a table/],
  ])("%j", async (options, message) => {
    await expect(predictLines([header, row], options)).rejects.toThrow(message);
  });

  it("a network for tables without its preprocessing: columns would be taken for features", async () => {
    const input = { shape: [5], elementType: "float32", scale: 1, shift: 0, classes: 3 } as const;
    const model = createModel("linear", input, createRandom(1));
    const values = model.parameters.map((each) => each.values);
    writeFileSync(
      inside("alone.onnx"),
      exportModel(model, values, { metadata: { softlabel: "1.0.0", data: "trees.csv" } }),
    );
    await expect(predictLines([header, row], { model: inside("alone.onnx") })).rejects.toThrow(
      /alone.onnx: expected preprocessing.json next to a network that was trained on a table, got none; give the folder/,
    );
  });
});
