// Tables and networks to deploy: every kind of column, awkward names, and rows that training never saw.
import { createRandom } from "@softlabel/core";
import { createModel, decodeModel, exportModel, type InputSpec, type OnnxRuntime } from "@softlabel/engine";
import { sizeOf } from "@softlabel/engine/internal";
import { type EncodedColumn, type Preprocessing, type TableRow } from "@softlabel/data";
import { featureNames } from "@softlabel/data/internal";
import type { DeployedInput } from "@softlabel/experiment/internal";

export const classes = ["plain", "ünïcode", "new\nline"];

/** Preprocessing of these columns. */
export function preprocessingOf(columns: readonly EncodedColumn[]): Preprocessing {
  return { version: 1, label: "class", classes, columns, dropped: [], features: columns.flatMap(featureNames) };
}

/** Every kind of column, with and without missing values and others, under names that a graph might use itself. */
export const awkwardColumns: readonly EncodedColumn[] = [
  { name: "label", kind: "category", categories: ["a", "b"], other: true, missing: true },
  { name: "label_", kind: "number", mean: 2021.7, deviation: 1.3, missing: true },
  { name: "probabilities", kind: "category", categories: ["é", "𝒳", ""], other: false, missing: false },
  { name: "", kind: "boolean", mean: 0.4, deviation: 0.49, missing: true },
  { name: "label_ is missing", kind: "number", mean: 0.123456789, deviation: 0.01, missing: false },
  { name: "input", kind: "date", mean: 19723.4, deviation: 11, missing: false },
  { name: "softlabel/network/logits", kind: "category", categories: ["", "NA"], other: true, missing: true },
  { name: "stamp", kind: "number", mean: 20251130123456, deviation: 3e6, missing: true, elementType: "float64" },
  { name: "at | noon", kind: "date", mean: 19723, deviation: 0.2, missing: false, elementType: "float64" },
];

/** Rows of the awkward columns; a tenth of the values are missing, and some texts are new. */
export function awkwardRows(count: number): TableRow[] {
  const random = createRandom("awkward rows");
  const maybe = <Value>(value: Value): Value | null => (random.uniform() < 0.1 ? null : value);
  const pick = <Value>(values: readonly Value[]): Value => values[random.integer(values.length)];
  return Array.from({ length: count }, () => ({
    label: maybe(pick(["a", "b", "never seen", "N/A"])),
    label_: maybe(2020 + random.integer(4)),
    probabilities: maybe(pick(["é", "𝒳", "", "ж", "null"])),
    "": maybe(random.uniform() < 0.5),
    "label_ is missing": 0.1 + random.uniform() / 20,
    input: `2024-01-${10 + random.integer(20)}`,
    "softlabel/network/logits": maybe(pick(["", "NA", "?", "new"])),
    stamp: maybe(20251130123456 + random.integer(1e7)),
    "at | noon": `2024-01-01 1${random.integer(10)}:${10 + random.integer(50)}:00`,
  }));
}

const day = 86_400_000;

/** How a value of a row is fed to an input, written again from what docs/models.md says. */
function fed(value: TableRow[string], { kind, missing }: DeployedInput): string | number {
  if (kind === "category") return value === null || value === undefined ? missing! : String(value);
  if (value === null || value === undefined) return NaN;
  return kind === "date"
    ? Date.parse(`${String(value).replace(" ", "T")}${/:/.test(String(value)) ? "Z" : ""}`) / day
    : Number(value);
}

/** The values of an input's column. */
export function feedOf(rows: readonly TableRow[], input: DeployedInput): (string | number)[] {
  return rows.map((row) => fed(row[input.column!], input));
}

/** A network with random parameters, wide enough to be sensitive, as a trial leaves it. */
export function networkOf(
  shape: readonly number[],
  elementType: InputSpec["elementType"],
  temperature: number | undefined,
  outputs: readonly string[] = [],
): Uint8Array {
  const scaling = elementType === "uint8" ? { scale: 2 / 255, shift: -1 } : { scale: 1, shift: 0 };
  const model = createModel("mlp:32", { shape, elementType, ...scaling, classes: classes.length }, createRandom(3));
  const values = model.parameters.map((parameter) => parameter.values.map((value) => 4 * value));
  const fitted = temperature === undefined ? {} : { temperature: String(temperature) };
  return exportModel(model, values, { classes, outputs, metadata: { softlabel: "1.0.0", ...fitted } });
}

/** Labels and probabilities. */
export interface Predicted {
  readonly labels: readonly string[];
  readonly probabilities: readonly number[];
}

/** Runs a file on values by input. */
export async function run(
  ort: OnnxRuntime,
  file: Uint8Array,
  inputs: readonly DeployedInput[],
  values: (input: DeployedInput) => ArrayLike<string | number>,
): Promise<Predicted> {
  const session = await ort.InferenceSession.create(file);
  const feeds = inputs.map((input) => {
    const { name, elementType, shape } = input;
    const data = values(input);
    return [name, new ort.Tensor(elementType, Array.from(data), [data.length / sizeOf(shape), ...shape])] as const;
  });
  const { label, probabilities } = await session.run(Object.fromEntries(feeds), ["label", "probabilities"]);
  await session.release();
  return { labels: label.data as string[], probabilities: Array.from(probabilities.data as Float32Array) };
}

/** What the network predicts of its own input, softmax(logits / temperature) in float64. */
export async function expected(
  ort: OnnxRuntime,
  network: Uint8Array,
  shape: readonly number[],
  data: Float32Array | Uint8Array,
): Promise<Predicted> {
  const { metadata } = decodeModel(network);
  const names = JSON.parse(metadata.classes) as string[];
  const temperature = Number(metadata.temperature ?? 1);
  const session = await ort.InferenceSession.create(network);
  const type = data instanceof Uint8Array ? "uint8" : "float32";
  const rows = data.length / sizeOf(shape);
  const { logits } = await session.run({ input: new ort.Tensor(type, data, [rows, ...shape]) }, ["logits"]);
  await session.release();
  const all = logits.data as Float32Array;
  const predicted = Array.from({ length: rows }, (_, row) => {
    const own = Array.from(all.subarray(row * names.length, (row + 1) * names.length));
    const powers = own.map((logit) => Math.exp((logit - Math.max(...own)) / temperature));
    const sum = powers.reduce((total, power) => total + power);
    return { label: names[own.indexOf(Math.max(...own))], row: powers.map((power) => power / sum) };
  });
  return { labels: predicted.map(({ label }) => label), probabilities: predicted.flatMap(({ row }) => row) };
}

/** The largest difference between probabilities. */
export function distance(a: Predicted, b: Predicted): number {
  return a.probabilities.reduce((most, value, i) => Math.max(most, Math.abs(value - b.probabilities[i])), 0);
}
