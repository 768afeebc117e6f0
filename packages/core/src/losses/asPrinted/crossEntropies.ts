// The printed implementations of label smoothing: cross-entropies that differ in target, weights and mean.
import { checkName, checkRange } from "../../base/check.ts";
import { readOptions, type Given } from "../../base/options.ts";
import { smoothingRange } from "../../targets/smoothing.ts";
import { createCrossEntropy, type CrossEntropyOptions } from "../crossEntropy.ts";
import type { FloatArray } from "../layout.ts";
import { reductions, type Divisor, type Evaluation, type Reduction } from "../loss.ts";
import { checkPrintedInput, type PrintedLoss } from "./printedLoss.ts";

/** The options of the printed class and of LSR. */
export interface PrintedSmoothing {
  /** The smoothing, 0 ≤ s ≤ 1. */
  readonly s: number;
}

/** The options of LSR2. */
export interface PrintedLsr2Options<R extends Reduction = Reduction> {
  /** The smoothing, 0 ≤ e ≤ 1; default 0.01. */
  readonly e?: number;
  /** "mean" (the default), "sum" or "none". */
  readonly reduction?: R;
}

/** The options of the implementations with class weights. */
export interface PrintedWeightedOptions<R extends Reduction = Reduction> {
  /** The smoothing: 0 ≤ s < 1 over the others, 0 ≤ s ≤ 1 in the nll form. */
  readonly s: number;
  /** A weight per class, [K], finite and not negative; default 1. */
  readonly weight?: ArrayLike<number>;
  /** "mean" (the default), "sum" or "none". */
  readonly reduction?: R;
}

const weightedDefaults = <R extends Reduction>() =>
  ({ s: undefined, weight: undefined, reduction: "mean" as R }) as const;

/** Cross-entropy of `options`, for the input that the printed code takes. */
function printed<R extends Reduction = "mean">(
  who: string,
  options: Given<CrossEntropyOptions<R>>,
  mean: { readonly divisor?: Divisor } = {},
): PrintedLoss<R> {
  const reduction = checkName(who, "reduction", options.reduction ?? "mean", reductions as readonly R[]);
  const loss = createCrossEntropy(who, { ...options, reduction }, mean);
  return {
    reduction,
    evaluate(logits, labels, shape) {
      checkPrintedInput(who, labels, shape);
      return loss.evaluate(logits, labels, shape);
    },
  };
}

/**
 * The class that is copied most: q = (1-s) e_y + s/K, so smoothing over ALL classes; mean over rows of -Σ q log p.
 * @param options `s`: the smoothing, 0 ≤ s ≤ 1
 * @throws UsageError if s is out of range
 */
export function canonical(options: PrintedSmoothing): PrintedLoss<"mean"> {
  const { s } = readOptions("asPrinted.canonical", options, { s: undefined });
  checkRange("asPrinted.canonical", "s", s, smoothingRange);
  return printed("asPrinted.canonical", { smoothing: s });
}

/**
 * NVIDIA's class, and LSR: (1-s) nll + s · mean over classes of -log p; mean over rows. Equal to `canonical`.
 * @param options `s`: the smoothing, 0 ≤ s ≤ 1
 * @throws UsageError if s is out of range
 */
export function lsr(options: PrintedSmoothing): PrintedLoss<"mean"> {
  const { s } = readOptions("asPrinted.lsr", options, { s: undefined });
  checkRange("asPrinted.lsr", "s", s, smoothingRange);
  return printed("asPrinted.lsr", { smoothing: s });
}

/**
 * LSR2: rows (1-e) e_y + e/K with a reduction, and checks of the input: rank 2, a label per row.
 * @param options `e`: the smoothing, 0 ≤ e ≤ 1, default 0.01; `reduction`: "mean" (the default), "sum" or "none"
 * @throws UsageError if e is out of range or the reduction is unknown
 */
export function lsr2<R extends Reduction = "mean">(options: PrintedLsr2Options<R> = {}): PrintedLoss<R> {
  const { e, ...rest } = readOptions("asPrinted.lsr2", options, { e: 0.01, reduction: "mean" as R });
  checkRange("asPrinted.lsr2", "e", e, smoothingRange);
  return printed("asPrinted.lsr2", { ...rest, smoothing: e });
}

/**
 * Devin Yang's and Shital Shah's classes: 1-s on the label and s/(K-1) on every OTHER class; class weights multiply the
 * log-probabilities, and the mean is over rows whatever the weights.
 * @param options `s`: the smoothing, 0 ≤ s < 1; `weight`: [K]; `reduction`: "mean" (the default), "sum" or "none"
 * @throws UsageError if s is out of range, a weight is negative or not finite, or the reduction is unknown
 */
export function overOthers<R extends Reduction = "mean">(options: PrintedWeightedOptions<R>): PrintedLoss<R> {
  const { s, ...rest } = readOptions("asPrinted.overOthers", options, weightedDefaults<R>());
  checkRange("asPrinted.overOthers", "s", s, { from: 0, to: 1, open: "to" });
  return printed("asPrinted.overOthers", { ...rest, smoothing: s, over: "others" }, { divisor: "rows" });
}

/** a x + b y, for evaluations of one shape. */
function mix<R extends Reduction>(
  a: number,
  x: Evaluation<Float64Array, R>,
  b: number,
  y: Evaluation<Float64Array, R>,
): Evaluation<Float64Array, R> {
  const sum = (u: Float64Array, v: Float64Array): Float64Array => u.map((value, i) => a * value + b * v[i]);
  const value =
    typeof x.value === "number" ? a * x.value + b * (y.value as number) : sum(x.value, y.value as Float64Array);
  return { value: value as Evaluation<Float64Array, R>["value"], gradient: sum(x.gradient, y.gradient) };
}

/** A float64 evaluation in the logits' type. */
function asType<A extends FloatArray, R extends Reduction>(
  { value, gradient }: Evaluation<Float64Array, R>,
  logits: A,
): Evaluation<A, R> {
  const like = (array: Float64Array): A => (logits instanceof Float32Array ? Float32Array.from(array) : array) as A;
  const typed = typeof value === "number" ? value : like(value);
  return { value: typed as Evaluation<A, R>["value"], gradient: like(gradient) };
}

/**
 * wangleiofficial's and datasaurus' form: (1-s) nll + s/K · (-Σ log p), each part reduced by itself. Class weights act on
 * the nll alone, whose mean is divided by the labels' weights; the smooth part is never weighted.
 * @param options `s`: the smoothing, 0 ≤ s ≤ 1; `weight`: [K]; `reduction`: "mean" (the default), "sum" or "none"
 * @throws UsageError if s is out of range, a weight is negative or not finite, or the reduction is unknown
 */
export function nllForm<R extends Reduction = "mean">(options: PrintedWeightedOptions<R>): PrintedLoss<R> {
  const who = "asPrinted.nllForm";
  const { s, weight, ...rest } = readOptions(who, options, weightedDefaults<R>());
  checkRange(who, "s", s, smoothingRange);
  const nll = printed<R>(who, { ...rest, weight });
  const uniform = printed<R>(who, { ...rest, smoothing: 1 });
  return {
    reduction: nll.reduction,
    evaluate(logits, labels, shape) {
      const z = Float64Array.from(logits);
      return asType(mix(1 - s, nll.evaluate(z, labels, shape), s, uniform.evaluate(z, labels, shape)), logits);
    },
  };
}
