// What other libraries mean by cross-entropy with label smoothing, as data.
import { checkName } from "../base/check.ts";
import { readOptions } from "../base/options.ts";
import type { SmoothedOver } from "../targets/smoothing.ts";
import type { Weighting } from "../targets/weighting.ts";
import { createCrossEntropy, type CrossEntropyOptions } from "./crossEntropy.ts";
import type { Divisor, Loss, Reduction } from "./loss.ts";

/** How a library smooths, weighs and averages. */
export interface Convention {
  /** The classes the smoothed mass is spread over. */
  readonly over: SmoothedOver;
  /** What a class weight acts on; where the library has none, what its weights of examples amount to. */
  readonly weighting: Weighting;
  /** What a mean is divided by; "weights" count for class indices alone, of distributions each counts as one. */
  readonly divisor: Divisor;
  /** The mean where every row is ignored. */
  readonly whenEmpty: number;
  /** What the library itself does with the rows' losses unless told otherwise. */
  readonly reduces: Reduction;
  /** What else one should know, in a sentence. */
  readonly note: string;
}

/** The names of libraries whose conventions are known. */
export type ConventionName = "pytorch" | "keras" | "tfjs" | "timm" | "optax" | "fairseq" | "huggingface" | "liger";

/** The conventions by library. */
export const conventions: Readonly<Record<ConventionName, Convention>> = {
  pytorch: {
    over: "all",
    weighting: "terms",
    divisor: "weights",
    whenEmpty: NaN,
    reduces: "mean",
    note: "A mean over distributions is divided by the number of rows, whatever the weights.",
  },
  keras: {
    over: "all",
    weighting: "examples",
    divisor: "rows",
    whenEmpty: 0,
    reduces: "mean",
    note: "Class weights are given to fit and become weights of examples, by the hard label.",
  },
  tfjs: {
    over: "all",
    weighting: "examples",
    divisor: "nonzero",
    whenEmpty: NaN,
    reduces: "mean",
    note: "Only dense targets of rank 2 smooth rightly: it takes the number of classes from dimension 1.",
  },
  timm: {
    over: "all",
    weighting: "examples",
    divisor: "rows",
    whenEmpty: NaN,
    reduces: "mean",
    note: "It has neither weights nor an ignored index; Mixup smooths by 0.1 unless told otherwise.",
  },
  optax: {
    over: "all",
    weighting: "examples",
    divisor: "rows",
    whenEmpty: 0,
    reduces: "none",
    note: "smooth_labels is a separate function; losses are one number per row, 0 for a masked one.",
  },
  fairseq: {
    over: "others",
    weighting: "examples",
    divisor: "rows",
    whenEmpty: 0,
    reduces: "sum",
    note: "The trainer divides by the number of tokens, and logs in bits.",
  },
  huggingface: {
    over: "all",
    weighting: "examples",
    divisor: "rows",
    whenEmpty: NaN,
    reduces: "mean",
    note: "LabelSmoother replaces the model's own loss; it has no class weights.",
  },
  liger: {
    over: "all",
    weighting: "terms",
    divisor: "weights",
    whenEmpty: 0,
    reduces: "mean",
    note: "As PyTorch, but nothing has a mean of 0; its z-loss is never weighted.",
  },
};

/** The libraries. */
export const conventionNames = Object.keys(conventions) as readonly ConventionName[];

/** What cross-entropy in another's convention can still be told. */
export type ConventionalOptions<R extends Reduction = Reduction> = Omit<CrossEntropyOptions<R>, "over" | "weighting">;

/**
 * Cross-entropy as another library has it: where smoothed mass goes, what class weights act on, what divides a mean, and
 * what the mean of nothing is. The reduction is "mean" unless given, also for libraries that reduce otherwise.
 * @param like "pytorch", "keras", "tfjs", "timm", "optax", "fairseq", "huggingface" or "liger"
 * @param options `CrossEntropyOptions` without those that the convention decides
 * @throws UsageError if the library is unknown or an option out of range
 * @example
 * ```ts
 * import { crossEntropyLike } from "@softlabel/core";
 * const evaluate = (like, labels) =>
 *   crossEntropyLike(like, { smoothing: 0.2, weight: [1, 3] }).evaluate(new Float64Array(2), new Int32Array(labels), [1, 2]).value;
 * evaluate("keras", [1]); // => 3 * Math.log(2)
 * evaluate("pytorch", [1]); // => 2.8 / 3 * Math.log(2)
 * evaluate("pytorch", [-100]); // => NaN
 * evaluate("liger", [-100]); // => 0
 * ```
 */
export function crossEntropyLike<R extends Reduction = "mean">(
  like: ConventionName,
  options: ConventionalOptions<R> = {},
): Loss<R> {
  const complete = readOptions("crossEntropyLike", options, {
    smoothing: 0,
    weight: undefined,
    ignoreIndex: -100,
    reduction: "mean" as R,
  });
  const name = checkName("crossEntropyLike", "the library", like, conventionNames);
  const { over, weighting, divisor, whenEmpty } = conventions[name];
  return createCrossEntropy("crossEntropyLike", { ...complete, over, weighting }, { divisor, whenEmpty });
}
