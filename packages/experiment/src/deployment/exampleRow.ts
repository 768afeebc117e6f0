// A test row as input of model.onnx, to show how the file is run.
import { inputsOf, selectRows, type Examples } from "@softlabel/engine";
import { sizeOf } from "@softlabel/engine/internal";
import { type EncodedColumn, type Preprocessing } from "@softlabel/data";
import { featureNames } from "@softlabel/data/internal";
import type { DeployedInput } from "./deployedInput.ts";

/** A column value, a feature vector, or null for a missing value. */
export type ExampleValue = string | number | null | readonly number[];

/** A row by input name. */
export type ExampleValues = Readonly<Record<string, ExampleValue>>;

/** Longer feature vectors are not shown. */
const longestShown = 32;
/** Number of rows searched for a complete one. */
const mostLookedAt = 200;

/** Rounds to a millionth of the deviation: features are float32, further digits are rounding errors. */
function rounded(value: number, deviation: number): number {
  const digits = -Math.floor(Math.log10(deviation * 1e-6));
  if (digits >= 0) return Number(value.toFixed(Math.min(digits, 100)));
  return Math.round(value / 10 ** -digits) * 10 ** -digits;
}

/** The value of a column; "other" stands for unlisted categories. */
function valueOf(column: EncodedColumn, features: Float32Array): string | number | null {
  if (column.missing && features[features.length - 1] === 1) return null;
  if (column.kind !== "category") return rounded(features[0] * column.deviation + column.mean, column.deviation);
  return column.categories[features.indexOf(1)] ?? "other";
}

/** Whether no value is missing, and every category is listed. */
function isWhole({ columns }: Preprocessing, features: Float32Array): boolean {
  let at = 0;
  return columns.every((column) => {
    const { length } = featureNames(column);
    const own = features.subarray(at, (at += length));
    if (column.kind === "category") return own.subarray(0, column.categories.length).includes(1);
    return !column.missing || own[1] === 0;
  });
}

/** The first test row without missing values, or else the first. */
export function exampleIndex(preprocessing: Preprocessing | undefined, test: Examples): number {
  if (preprocessing === undefined) return 0;
  const rows = Int32Array.from({ length: Math.min(test.count, mostLookedAt) }, (_, row) => row);
  const found = rows.findIndex((row) => isWhole(preprocessing, featuresOf(test, row)));
  return Math.max(found, 0);
}

function featuresOf(test: Examples, row: number): Float32Array {
  return Float32Array.from(inputsOf(selectRows(test, Int32Array.of(row))));
}

/**
 * A test row by input name.
 * @returns undefined if the row is an image, or too long to show
 */
export function exampleValues(
  inputs: readonly DeployedInput[],
  preprocessing: Preprocessing | undefined,
  test: Examples,
  row: number,
): ExampleValues | undefined {
  const [{ name, kind, shape }] = inputs;
  if (kind === "image" || (preprocessing === undefined && sizeOf(shape) > longestShown)) return undefined;
  const features = featuresOf(test, row);
  if (preprocessing === undefined) return { [name]: Array.from(features, (value) => Number(value.toPrecision(7))) };
  let at = 0;
  const values = preprocessing.columns.map((column, i) => {
    const { length } = featureNames(column);
    return [inputs[i].name, valueOf(column, features.subarray(at, (at += length)))] as const;
  });
  return Object.fromEntries(values);
}
