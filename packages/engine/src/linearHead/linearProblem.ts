// What linearCrossEntropy is asked: its options, and its arguments checked and laid out.
import { smoothLabels, type SmoothedOver } from "@softlabel/core";
import {
  check,
  checkLabels,
  checkName,
  checkRange,
  readOptions,
  smoothingConventions,
  smoothingRange,
} from "@softlabel/core/internal";
import { sizeOf } from "../onnx/graph.ts";
import type { OnnxRuntime } from "../onnx/runtime.ts";
import type { AffineTarget } from "./softmaxChunk.ts";

/** A float32 array of any rank, row-major. */
export interface FloatTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** What `linearCrossEntropy` can be told. */
export interface LinearCrossEntropyOptions {
  /** The module of ONNX Runtime. */
  readonly ort: OnnxRuntime;
  /** Added to the logits of every row, [K]; default 0. */
  readonly bias?: FloatTensor;
  /** The smoothing α of the targets, 0 ≤ α ≤ 1; default 0. */
  readonly smoothing?: number;
  /** Which classes share the smoothed mass; default "all". */
  readonly over?: SmoothedOver;
  /** The label whose rows are left out; default -100. */
  readonly ignoreIndex?: number;
  /** "mean" over the rows that are not left out (the default), or "sum". */
  readonly reduction?: "mean" | "sum";
  /** Threads within one operation; as many as there are processor cores where left out. */
  readonly threads?: number;
  /** Rows whose logits exist at once; by default as many as fit into 128 MiB. */
  readonly chunkRows?: number;
  /** Classes that are computed at once; default 2048. */
  readonly tileClasses?: number;
}

/** The matrices' sizes, checked against one another. */
interface Sizes {
  readonly features: number;
  readonly classes: number;
}

/** What is computed with: arrays, sizes, which rows count and what they are pulled to. */
export interface LinearProblem extends Sizes {
  readonly hidden: Float32Array;
  readonly weight: Float32Array;
  readonly bias: Float32Array;
  /** The rows that are not left out. */
  readonly counted: Int32Array;
  readonly targets: Int32Array;
  readonly target: AffineTarget;
  /** What a row's loss is multiplied with. */
  readonly scale: number;
  readonly chunkRows: number;
  readonly tileClasses: number;
}

const who = "linearCrossEntropy";
const counting = { from: 1, to: Infinity, integer: true } as const;
const scales = { mean: (rows: number) => 1 / rows, sum: () => 1 };
const reductions = Object.keys(scales) as readonly (keyof typeof scales)[];

/** So many float32 logits exist at once, where the caller leaves it to us: 128 MiB. */
const logitsAtOnce = 2 ** 25;
/** A tile of so many classes stays in a core's cache between one graph and the next. */
const usualTile = 2048;

function checkTensor(name: string, { shape, data }: FloatTensor, rank: number): void {
  check(shape.length === rank, who, `${name} of rank ${rank}`, shape);
  check(
    data.length === sizeOf(shape),
    who,
    `${sizeOf(shape)} values in ${name} of shape [${shape.join(", ")}]`,
    data.length,
  );
}

function checkSizes(hidden: FloatTensor, weight: FloatTensor, targets: Int32Array, bias?: FloatTensor): Sizes {
  checkTensor("hidden", hidden, 2);
  checkTensor("weight", weight, 2);
  const [rows, features] = hidden.shape;
  const [classes, columns] = weight.shape;
  checkRange(who, "the number of features", features, counting);
  checkRange(who, "the number of classes", classes, counting);
  check(columns === features, who, `weight of shape [K, ${features}], as hidden has ${features} columns`, weight.shape);
  check(targets.length === rows, who, `${rows} targets, one for each row of hidden`, targets.length);
  if (bias === undefined) return { features, classes };
  checkTensor("bias", bias, 1);
  check(bias.shape[0] === classes, who, `bias of shape [${classes}]`, bias.shape);
  return { features, classes };
}

/** The two values of a smoothed target. */
function affineTarget(classes: number, smoothing: number, over: SmoothedOver): AffineTarget {
  checkRange(who, "smoothing", smoothing, smoothingRange);
  checkName(who, "over", over, smoothingConventions);
  const row = smoothLabels(Int32Array.of(0), classes, smoothing, { over });
  const ofEvery = classes === 1 ? 0 : row[1];
  return { ofLabel: row[0] - ofEvery, ofEvery };
}

/** So many rows a chunk that chunks are about alike, and no more than `most`. */
function rowsAlike(rows: number, most: number): number {
  return Math.ceil(rows / Math.max(1, Math.ceil(rows / most)));
}

/** The options of `linearCrossEntropy`, read. */
type CompleteLinearOptions = ReturnType<typeof readLinearOptions>;

/** Reads them: what is left out has its default. */
export function readLinearOptions(options: LinearCrossEntropyOptions) {
  return readOptions(who, options, {
    ort: undefined,
    bias: undefined,
    smoothing: 0,
    over: "all",
    ignoreIndex: -100,
    reduction: "mean",
    threads: undefined,
    chunkRows: undefined,
    tileClasses: usualTile,
  });
}

/** Checks the arguments of `linearCrossEntropy`, and fills in what is left out. */
export function readLinearProblem(
  hidden: FloatTensor,
  weight: FloatTensor,
  targets: Int32Array,
  options: CompleteLinearOptions,
): LinearProblem {
  const { bias, smoothing, over, ignoreIndex, chunkRows, tileClasses } = options;
  const { features, classes } = checkSizes(hidden, weight, targets, bias);
  for (const name of ["threads", "chunkRows", "tileClasses"] as const)
    checkRange(who, name, options[name] ?? 1, counting);
  const reduction = checkName(who, "reduction", options.reduction, reductions);
  checkLabels(who, targets, classes, ignoreIndex);
  const counted = Int32Array.from(targets.keys()).filter((row) => targets[row] !== ignoreIndex);
  return {
    features,
    classes,
    hidden: hidden.data,
    weight: weight.data,
    bias: bias?.data ?? new Float32Array(classes),
    counted,
    targets,
    target: affineTarget(classes, smoothing, over),
    scale: scales[reduction](counted.length),
    chunkRows: rowsAlike(counted.length, chunkRows ?? Math.max(1, Math.floor(logitsAtOnce / classes))),
    tileClasses: Math.min(classes, tileClasses),
  };
}
