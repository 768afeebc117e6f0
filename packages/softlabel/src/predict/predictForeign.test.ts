// Classifiers from elsewhere: scikit-learn's exports beside its own probabilities, and files that are less usual.
import { readFileSync, writeFileSync } from "node:fs";
import { encodeGraph, GraphBuilder, int, tensorOf } from "@softlabel/engine";
import { beforeAll, describe, expect, it } from "vitest";
import { readReference, referenceFile } from "../../../../test/reference.ts";
import { openRuntime } from "../runtime/runtime.ts";
import { predictionFolder } from "./predict.fixtures.ts";
import { predict, type PredictionResult, type PredictOptions } from "./predict.ts";

interface Exported {
  readonly columns: readonly string[];
  readonly classes: readonly string[];
  readonly probabilities: readonly number[];
}

interface Reference {
  readonly rows: readonly Readonly<Record<string, number | string>>[];
  readonly models: Readonly<Record<string, Exported>>;
}

const { rows, models } = readReference<Reference>("sklearn_onnx.json");
const inside = predictionFolder();

function table(names: readonly string[]): string {
  const file = inside(`${names.join("-")}.csv`);
  const lines = rows.map((row) => names.map((name) => row[name]).join(","));
  writeFileSync(file, `${[names.join(","), ...lines].join("\n")}\n`);
  return file;
}

type Line = Readonly<Record<string, number | string | null>>;

async function predicted(
  model: string,
  data: string,
  options: Partial<PredictOptions> = {},
  runtime = "node",
): Promise<{ result: PredictionResult; lines: readonly Line[] }> {
  const { ort } = await openRuntime(runtime);
  const out = inside("out.json");
  const result = await predict(ort, { model, data, out, ...options });
  return { result, lines: JSON.parse(readFileSync(out, "utf8")) as Line[] };
}

const probabilitiesOf = (lines: readonly Line[], classes: readonly string[]): number[] =>
  lines.flatMap((line) => classes.map((name) => Number(line[`prob_${name}`])));

describe.each(["node", "wasm"])("a classifier of scikit-learn on %s", (runtime) => {
  it.each(Object.keys(models))("gives its probabilities: %s", async (name) => {
    const { columns, classes, probabilities } = models[name];
    const file = referenceFile(`sklearn/${name}.onnx`);
    const { lines, result } = await predicted(file, table(columns), {}, runtime);
    const found = probabilitiesOf(lines, classes);
    expect(found).toHaveLength(probabilities.length);
    expect(Math.max(...found.map((p, i) => Math.abs(p - probabilities[i])))).toBeLessThan(1e-6);
    const taken =
      "The model's scores were read as logits, judging by their values; --scores probabilities changes that.";
    expect(result.notes.includes(taken)).toBe(name === "raw");
  });
});

describe("a classifier of scikit-learn", () => {
  const columns = referenceFile("sklearn/columns.onnx");

  it("is given columns by name, and only those; its categories are known", async () => {
    const names = ["soil", "colour", "age", "girth", "height"];
    const file = inside("more.csv");
    const first = rows[0];
    const lines = [`peat,red,${first.age},${first.girth},${first.height}`, `sand,red,2.5,${first.girth},`];
    writeFileSync(file, `${[names.join(","), ...lines].join("\n")}\n`);
    const { result } = await predicted(columns, file);
    expect(result.notes).toEqual(["Columns that the model does not take: colour."]);
    expect(result.findings.map(({ sentence }) => sentence)).toEqual([
      "Column height: no value in 1 row; the model is given NaN.",
      'Column age: no whole number in 1 row ("2.5" in row 2); no prediction there.',
      'Column soil: categories unknown to the model in 1 row ("peat" in 1); the model decides what they count as.',
    ]);
  });

  it("is given the columns that are named, in that order", async () => {
    const names = ["age", "girth", "height"];
    const { probabilities, classes } = models.zipmap;
    const file = referenceFile("sklearn/zipmap.onnx");
    const { lines, result } = await predicted(file, table(names), { features: ["height", "girth"] });
    expect(Math.abs(probabilitiesOf(lines, classes)[0] - probabilities[0])).toBeLessThan(1e-6);
    expect(result.notes).toEqual(["Columns that the model does not take: age."]);
    await expect(predicted(file, table(names))).rejects.toThrow(
      /expected 2 columns for the 2 values that the model takes, got 3: age, girth, height/,
    );
  });
});

/** A file of two features, whose scores `end` computes from x · [[-1, 0, 1, …], …]. */
function fileOf(
  name: string,
  columns: number,
  end: (builder: GraphBuilder, logits: string) => string,
  options: { readonly batch?: number; readonly output?: string } = {},
): string {
  const { batch, output = "scores" } = options;
  const builder = new GraphBuilder("made");
  const input = builder.input("x", "float32", [batch ?? 4, 2]);
  const values = Array.from({ length: 2 * columns }, (_, i) => (i % 3) - 1);
  const weights = builder.initializer("w", tensorOf("float32", [2, columns], values));
  const scores = end(builder, builder.node("MatMul", [input, weights]));
  builder.output(builder.node("Identity", [scores], {}, output));
  const file = inside(name);
  writeFileSync(file, encodeGraph(builder.build(), batch === undefined ? { symbolicBatch: "N" } : {}));
  return file;
}

describe("a file from elsewhere", () => {
  const logits = (_: GraphBuilder, value: string): string => value;
  const applying = (operation: string) => (builder: GraphBuilder, value: string) =>
    builder.node(operation, [value], operation === "Sigmoid" ? {} : { axis: int(1) });
  let data = "";

  beforeAll(() => {
    data = inside("two.csv");
    const lines = Array.from({ length: 23 }, (_, row) => `${row / 10},${(row * 7) % 5}`);
    writeFileSync(data, `${["a,b", ...lines].join("\n")}\n`);
  });

  it("may always take the same number of rows", async () => {
    const open = await predicted(fileOf("open.onnx", 3, logits), data);
    const fixed = await predicted(fileOf("fixed.onnx", 3, logits, { batch: 7 }), data);
    expect(open.lines).toHaveLength(23);
    expect(fixed.lines).toEqual(open.lines);
  });

  it("may end in a softmax, whatever its output is called", async () => {
    const { lines, result } = await predicted(fileOf("softmax.onnx", 3, applying("Softmax")), data);
    const plain = await predicted(fileOf("logits.onnx", 3, logits, { output: "logits" }), data);
    probabilitiesOf(lines, ["0", "1", "2"]).forEach((p, i) =>
      expect(p).toBeCloseTo(probabilitiesOf(plain.lines, ["0", "1", "2"])[i], 6),
    );
    expect(result.notes).toEqual(["The model does not name its 2 inputs; columns in order: a, b."]);
    expect(plain.result.notes).toEqual(result.notes);
  });

  it("may give one probability, of the second of two classes", async () => {
    const file = fileOf("sigmoid.onnx", 1, applying("Sigmoid"));
    const { lines } = await predicted(file, data, { classes: ["no", "yes"] });
    // x · (-1, 0): the probability of yes is 1 / (1 + exp(a)).
    expect(lines[10].prob_yes).toBeCloseTo(1 / (1 + Math.exp(1)), 6);
    expect(lines[10]).toMatchObject({ prediction: "no" });
  });

  it("may have classes that are named when it is used", async () => {
    const { lines } = await predicted(fileOf("named.onnx", 3, logits), data, { classes: ["x", "y", "z"] });
    expect(Object.keys(lines[0]).slice(-3)).toEqual(["prob_x", "prob_y", "prob_z"]);
  });

  it("gives no prediction where its scores are not finite, and says how often", async () => {
    const file = fileOf("log.onnx", 3, (builder, value) => builder.node("Log", [value]), { output: "logits" });
    const { result } = await predicted(file, data);
    expect(result.predicted).toBe(0);
    expect(result.findings.map(({ sentence }) => sentence)).toEqual([
      "The model's scores are not finite for 23 rows; no prediction there.",
    ]);
  });

  it.each([
    [
      "a sigmoid per class",
      () => fileOf("sigmoids.onnx", 3, applying("Sigmoid")),
      /a sigmoid per class in scores; end the model in a softmax/,
    ],
    ["a file that is none", () => data, /two.csv: expected an ONNX model, got another kind of file/],
    ["another number of columns", () => fileOf("wide.onnx", 3, logits), undefined],
  ])("is refused: %s", async (_, file, message) => {
    if (message !== undefined) await expect(predicted(file(), data)).rejects.toThrow(message);
    else await expect(predicted(file(), data, { label: "a" })).rejects.toThrow(/expected 2 columns .*got 1: b/);
  });
});
