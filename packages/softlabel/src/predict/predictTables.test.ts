// Predictions of tables, end to end: what the network says of the features that encodeRows makes, in any format, in order.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { encodeRows } from "@softlabel/data";
import { withDatabase } from "@softlabel/data/node/internal";
import { expected, type Predicted } from "../../../../test/deployments.ts";
import { openRuntime } from "../runtime/runtime.ts";
import { leaveTreeModel, predictionFolder, treeLines, treePreprocessing, treeRows } from "./predict.fixtures.ts";
import { predict, type PredictionResult, type PredictOptions } from "./predict.ts";

const inside = predictionFolder();
// More than a block holds.
const count = 20_000;
const rows = treeRows(count).map((row) => ({ ...row }));
const preprocessing = treePreprocessing();
const { classes } = preprocessing;
let wanted: Predicted;

beforeAll(async () => {
  const { ort } = await openRuntime();
  const network = leaveTreeModel(inside("model"));
  wanted = await expected(ort, network, [preprocessing.features.length], encodeRows(preprocessing, rows));
  writeFileSync(inside("trees.csv"), treeLines(rows, { serial: String, id: (row) => `tree ${row}` }));
  await withDatabase(inside(""), async (database) => {
    // Read as other programs have them: numbers, dates and booleans with their own types.
    const typed = `select cast(serial as integer) as serial, height, soil, planted, cast(evergreen as boolean) as evergreen, park from '${inside("trees.csv")}'`;
    await database.run(`copy (${typed}) to '${inside("trees.parquet")}' (format parquet)`);
    await database.run(`copy (${typed}) to '${inside("trees.jsonl")}' (format json)`);
  });
});

/** Predicts into a JSON file; gives what it holds. */
async function predicted(
  options: Partial<PredictOptions> & Pick<PredictOptions, "data">,
): Promise<{ result: PredictionResult; lines: Record<string, unknown>[] }> {
  const { ort } = await openRuntime();
  const out = inside("out.json");
  const result = await predict(ort, { model: inside("model"), out, ...options });
  return { result, lines: JSON.parse(readFileSync(out, "utf8")) as Record<string, unknown>[] };
}

/** The largest difference between the probabilities of lines and those wanted. */
function worst(lines: readonly Record<string, unknown>[], from = wanted): number {
  const differences = lines.flatMap((line, row) =>
    classes.map((name, k) => Math.abs(Number(line[`prob_${name}`]) - from.probabilities[row * classes.length + k])),
  );
  return Math.max(...differences);
}

describe("predict", () => {
  it.each([
    ["a CSV file", "trees.csv"],
    ["a Parquet file", "trees.parquet"],
    ["a JSON file", "trees.jsonl"],
  ])("of %s says what the network says of its features, row by row", async (_, file) => {
    const { lines, result } = await predicted({ data: inside(file) });
    expect(lines).toHaveLength(count);
    expect(lines.map(({ prediction }) => prediction)).toEqual(wanted.labels);
    expect(new Set(wanted.labels).size).toBe(3);
    expect(worst(lines)).toBeLessThan(1e-6);
    expect(result).toMatchObject({ rows: count, predicted: count, temperature: 0.5, scores: null, notes: [] });
    expect(result.counts.reduce((sum, each) => sum + each)).toBe(count);
  });

  it("takes raw columns with the deployed file alone", async () => {
    const bare = inside("bare.onnx");
    writeFileSync(bare, readFileSync(inside("model/model.onnx")));
    for (const file of ["trees.csv", "trees.parquet"]) {
      const { lines, result } = await predicted({ model: bare, data: inside(file) });
      expect(lines.map(({ prediction }) => prediction)).toEqual(wanted.labels);
      expect(worst(lines)).toBeLessThan(1e-6);
      expect(result.findings.map(({ kind, column }) => [kind, column])).toEqual([
        ["missing value", "height"],
        ["unseen category", "soil"],
        ["missing value", "soil"],
        ["unseen category", "park"],
      ]);
    }
  });

  it("identifies rows by the column called id, by another, or by their number", async () => {
    const { lines } = await predicted({ data: inside("trees.csv") });
    expect(lines[17_321].id).toBe("tree 17321");
    const named = await predicted({ data: inside("trees.parquet"), id: "serial" });
    expect(named.lines[17_321].serial).toBe(17_321);
    const numbered = await predicted({ data: inside("trees.parquet") });
    expect(numbered.lines[17_321].row).toBe(17_322);
    expect(Object.keys(numbered.lines[0])).toEqual(["row", "prediction", ...classes.map((name) => `prob_${name}`)]);
  });

  it("takes the rows and the order of a query", async () => {
    const data = `select * from '${inside("trees.parquet")}' where serial >= 19000 order by serial desc`;
    const { lines } = await predicted({ data, id: "serial" });
    expect(lines.map(({ serial }) => serial)).toEqual(Array.from({ length: 1000 }, (_, i) => 19_999 - i));
    expect(lines[0].prediction).toBe(wanted.labels[19_999]);
  });

  it("leaves the temperature out with unscaled, and refuses if it is inside the model", async () => {
    const { lines, result } = await predicted({ data: inside("trees.csv"), unscaled: true });
    expect(result.temperature).toBeNull();
    // At T = 0.5 probabilities are in proportion to the squares of those at T = 1.
    const squares = classes.map((name) => Number(lines[7][`prob_${name}`]) ** 2);
    const sum = squares.reduce((total, each) => total + each);
    squares.forEach((square, k) => expect(square / sum).toBeCloseTo(wanted.probabilities[7 * 3 + k], 5));
    const inner = predicted({ model: inside("model/model.onnx"), data: inside("trees.csv"), unscaled: true });
    await expect(inner).rejects.toThrow(
      /--unscaled .*model.onnx: expected a model that gives logits, got probabilities at temperature 0.5; give its folder/,
    );
  });

  it("writes the most probable classes alone with top", async () => {
    const { lines } = await predicted({ data: inside("trees.csv"), top: 2 });
    expect(Object.keys(lines[0])).toEqual(["id", "prediction", "top1", "top1_probability", "top2", "top2_probability"]);
    expect(lines.map(({ top1 }) => top1)).toEqual(wanted.labels);
  });

  it("writes Parquet with the types of the id and of probabilities, in the order of the rows", async () => {
    const out = inside("out.parquet");
    const { ort } = await openRuntime();
    await predict(ort, { model: inside("model"), data: inside("trees.parquet"), id: "serial", out });
    mkdirSync(inside("check"));
    const found = await withDatabase(inside("check"), async (database) => ({
      types: await database.texts(`select column_type from (describe '${out}')`),
      rows: await database.texts(
        `select cast(serial as varchar), prediction, cast("prob_plain" as varchar) from '${out}'`,
      ),
    }));
    expect(found.types.map(([type]) => type)).toEqual(["INTEGER", "VARCHAR", "FLOAT", "FLOAT", "FLOAT"]);
    expect(found.rows.map(([serial]) => Number(serial))).toEqual([...rows.keys()]);
    expect(found.rows.map(([, prediction]) => prediction)).toEqual(wanted.labels);
    const differences = found.rows.map(([, , p], row) => Math.abs(Number(p) - wanted.probabilities[3 * row]));
    expect(Math.max(...differences)).toBeLessThan(1e-6);
  });

  it("scores rows that have a label, and says which have none or an unknown one", async () => {
    const label = (row: number): string => (row === 0 ? "" : row === 1 ? "oak" : wanted.labels[row].replace("\n", " "));
    writeFileSync(inside("labelled.csv"), treeLines(rows.slice(0, 400), { kind: label }));
    const names = classes.map((name) => name.replace("\n", " "));
    const { result, lines } = await predicted({ data: inside("labelled.csv"), label: "kind", classes: names });
    expect(lines[1].label).toBe("oak");
    expect(result.scores).toMatchObject({ rows: 398, accuracy: 1 });
    const logs = lines.slice(2).map((line) => -Math.log(Number(line[`prob_${String(line.label)}`])));
    expect(result.scores!.nll).toBeCloseTo(logs.reduce((sum, each) => sum + each) / 398, 5);
    expect(result.findings.slice(-2).map(({ sentence }) => sentence)).toEqual([
      'Unknown labels, which are not scored: 1 row ("oak" in 1).',
      "1 row without a label is not scored.",
    ]);
  });
});
