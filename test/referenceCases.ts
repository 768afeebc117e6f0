// The reference losses as one list of cases for any backend: test/reference/make.py computed them with PyTorch.
import {
  crossEntropy,
  type CrossEntropyOptions,
  labelRelaxation,
  type LabelRelaxationOptions,
  type Loss,
  type Reduction,
} from "@softlabel/core";
import { readReference } from "./reference.ts";

/** One evaluation with its known result. To run it elsewhere: `loss.prepare`, `loss.rule.rows`, `loss.reduce`. */
export interface ReferenceCase {
  /** Its place in the file and what is special about it, for messages. */
  readonly name: string;
  readonly loss: Loss;
  readonly options: CrossEntropyOptions | LabelRelaxationOptions;
  readonly logits: Float64Array;
  readonly shape: readonly number[];
  /** Class indices, or distributions in the logits' shape. */
  readonly targets: Int32Array | Float64Array;
  /** A number for mean and sum, a number a position for none. */
  readonly value: number | Float64Array;
  /** In the logits' shape, where the file has one. */
  readonly gradient?: Float64Array;
  /** How far the value may be off because it was printed rounded; 0 for those computed in float64. */
  readonly rounding: number;
}

interface ReferenceArray {
  readonly shape: readonly number[];
  readonly data: readonly (number | string)[];
}

interface FileCase {
  readonly kind?: "index" | "probabilities";
  readonly alpha: number;
  readonly reduction: Reduction;
  readonly ignoreIndex?: number | null;
  readonly weight?: ReferenceArray | null;
  readonly logits: ReferenceArray;
  readonly target: ReferenceArray;
  readonly loss: ReferenceArray;
  readonly grad?: ReferenceArray;
  readonly note?: string;
}

interface PublishedCase {
  readonly logits: ReferenceArray;
  readonly target: ReferenceArray;
  readonly smoothing: number;
  readonly mean: number;
  readonly sum?: number;
  readonly rows?: readonly number[];
  readonly smoothed?: readonly (readonly number[])[];
}

const words: Readonly<Record<string, number>> = { nan: NaN, inf: Infinity, "-inf": -Infinity };

/** The numbers of an array, with "nan", "inf" and "-inf" decoded. */
const numbers = ({ data }: ReferenceArray): Float64Array =>
  Float64Array.from(data, (value) => (typeof value === "number" ? value : words[value]));

/** What every file's cases have in common. */
function commonParts(row: FileCase, name: string) {
  const value = numbers(row.loss);
  return {
    name: `${name}: ${row.reduction}, alpha ${row.alpha}, [${row.logits.shape.join(", ")}]${row.note ? `, ${row.note}` : ""}`,
    logits: numbers(row.logits),
    shape: row.logits.shape,
    targets: row.kind === "probabilities" ? numbers(row.target) : Int32Array.from(numbers(row.target)),
    value: row.reduction === "none" ? value : value[0],
    ...(row.grad && { gradient: numbers(row.grad) }),
    rounding: 0,
  };
}

/** The 413 cases of cross_entropy.json. */
export function crossEntropyCases(): ReferenceCase[] {
  return readReference<FileCase[]>("cross_entropy.json").map((row, i) => {
    const options: CrossEntropyOptions = {
      smoothing: row.alpha,
      reduction: row.reduction,
      ...(typeof row.ignoreIndex === "number" && { ignoreIndex: row.ignoreIndex }),
      ...(row.weight && { weight: numbers(row.weight) }),
    };
    return { ...commonParts(row, `cross_entropy ${i}`), options, loss: crossEntropy(options) };
  });
}

/** The cases of label_relaxation.json. */
export function labelRelaxationCases(): ReferenceCase[] {
  return readReference<FileCase[]>("label_relaxation.json").map((row, i) => {
    const options: LabelRelaxationOptions = { alpha: row.alpha, reduction: row.reduction };
    return { ...commonParts(row, `label_relaxation ${i}`), options, loss: labelRelaxation(options) };
  });
}

/** The losses printed in the source documents, with the convention of each; they are rounded to four decimals. */
export function publishedCases(): ReferenceCase[] {
  const file = readReference<Record<string, PublishedCase>>("published.json");
  const conventions = {
    classConventionOthers: "others",
    classConventionUniform: "all",
    rowsConventionOthers: "others",
  } as const;
  return Object.entries(conventions).flatMap(([key, over]) => {
    const { logits, target, smoothing, ...printed } = file[key];
    const values = { mean: printed.mean, sum: printed.sum, none: printed.rows && Float64Array.from(printed.rows) };
    return Object.entries(values).flatMap(([reduction, value]) => {
      if (value === undefined) return [];
      const options: CrossEntropyOptions = { smoothing, over, reduction: reduction as Reduction };
      const targets = Int32Array.from(numbers(target));
      const loss = crossEntropy(options);
      const name = `${key}: ${reduction}`;
      // The logits are printed rounded as well, which moves a row's value by up to another 5e-5.
      return [{ name, loss, options, logits: numbers(logits), shape: logits.shape, targets, value, rounding: 1e-4 }];
    });
  });
}

/** The smoothed rows printed in the source document, over others. */
export function publishedTargets(): { labels: Int32Array; classes: number; alpha: number; rows: Float64Array } {
  const { rowsConventionOthers } = readReference<Record<string, PublishedCase>>("published.json");
  const { target, smoothing, smoothed = [] } = rowsConventionOthers;
  const labels = Int32Array.from(numbers(target));
  return { labels, classes: smoothed[0].length, alpha: smoothing, rows: Float64Array.from(smoothed.flat()) };
}
