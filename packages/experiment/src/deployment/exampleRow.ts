// A test row as the inputs of model.onnx take it, to show how the file is run.
import { inputsOf, selectRows, sizeOf, type Examples } from "@softlabel/engine";
import { type EncodedColumn, type Preprocessing } from "@softlabel/data";
import { featureNames } from "@softlabel/data/internal";
import type { DeployedInput } from "./deployedInput.ts";

/** A value of a column; a feature vector; null where it is missing. */
export type ExampleValue = string | number | null | readonly number[];

/** A row by the names of its inputs. */
export type ExampleValues = Readonly<Record<string, ExampleValue>>;

/** Longer feature vectors are not shown. */
const longestShown = 32;
/** Rows among which a whole one is looked for. */
const mostLookedAt = 200;

/** A number to a millionth of its deviation: features are float32, further digits are rounding. */
function rounded(value: number, deviation: number): number {
  const digits = -Math.floor(Math.log10(deviation * 1e-6));
  if (digits >= 0) return Number(value.toFixed(Math.min(digits, 100)));
  return Math.round(value / 10 ** -digits) * 10 ** -digits;
}

/** The value of a column; an unlisted category is a text that no training row had. */
function valueOf(column: EncodedColumn, features: Float32Array): string | number | null {
  if (column.missing && features[features.length - 1] === 1) return null;
  if (column.kind !== "category") return rounded(features[0] * column.deviation + column.mean, column.deviation);
  return column.categories[features.indexOf(1)] ?? "other";
}

/** Whether the features hold a value of every column, and of every category one that is listed. */
function isWhole({ columns }: Preprocessing, features: Float32Array): boolean {
  let at = 0;
  return columns.every((column) => {
    const { length } = featureNames(column);
    const own = features.subarray(at, (at += length));
    if (column.kind === "category") return own.subarray(0, column.categories.length).includes(1);
    return !column.missing || own[1] === 0;
  });
}

/** The first of the test rows without a missing value, or else the first. */
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
 * The test row by the names of its inputs.
 * @returns undefined where the row is an image, or too long to show
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
