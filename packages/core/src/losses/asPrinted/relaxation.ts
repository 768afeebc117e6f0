// Label relaxation as a notebook prints it: one divergence for the whole batch.
import { sum } from "../../base/sum.ts";
import { checkRange } from "../../base/check.ts";
import { readOptions } from "../../base/options.ts";
import type { FloatArray } from "../layout.ts";
import type { Evaluation } from "../loss.ts";
import { givenRows, type GivenRows } from "../lossRows.ts";
import { matrixOps } from "../matrix.ts";
import { checkPrintedInput, checkPrintedShape, type PrintedLoss } from "./printedLoss.ts";

/** The options of label relaxation as printed. */
export interface PrintedRelaxationOptions {
  /** The mass α that the other classes may keep, 0 ≤ α ≤ 1. */
  readonly alpha: number;
  /** Whether logits are given (the default), or probabilities, which are then taken as they are. */
  readonly logitsProvided?: boolean;
}

/** Label relaxation as printed; the target may be given as rows, too. */
export interface PrintedRelaxation extends PrintedLoss<"mean"> {
  /**
   * The loss's value and its gradient in what it is given, computed in float64.
   * @param logits z, or p where `logitsProvided` is false, row-major [N, K]
   * @param targets a class index per row; or rows t, [N, K], of which every class above 0.1 is taken for the label
   * @param shape [N, K]
   * @throws UsageError if the logits are not of rank 2, the labels are not one per row, or a label is unknown
   */
  evaluate<A extends FloatArray>(logits: A, targets: Int32Array | A, shape: readonly number[]): Evaluation<A, "mean">;
}

/** A target above this tells the label's class. */
const labelThreshold = 0.1;

/** What a row adds to the divergence, p dD/dp per class, and whether its label's probability suffices. */
interface PrintedRow {
  readonly divergence: number;
  readonly slopes: Float64Array;
  readonly satisfied: boolean;
}

/**
 * One row: r = 1-α on the label, α p/S elsewhere, S = Σ (1-t) p. With c = log α - log S, log r - log p = c off the label. The
 * gradient flows through r, which adds (c+1) α (p_k/S - P (1-t_k) p_k/S²) for class k, P the sum of p off the label: nothing
 * for a one-hot t, where P = S.
 */
function printedRow(logP: Float64Array, t: Float64Array, alpha: number): PrintedRow {
  const p = logP.map(Math.exp);
  const isLabel = Array.from(t, (target) => target > labelThreshold);
  // Scaled by the largest of them, so that a confident row's S does not vanish.
  const largest = logP.reduce((most, value, k) => (t[k] < 1 ? Math.max(most, value) : most), -Infinity);
  const scaled = logP.map((value) => Math.exp(value - largest));
  const rest = sum(scaled.map((value, k) => (1 - t[k]) * value));
  const share = scaled.map((value) => value / rest);
  const outside = sum(share.filter((_, k) => !isLabel[k]));
  const c = Math.log(alpha) - largest - Math.log(rest);

  const offLabel = alpha === 0 ? 0 : alpha * c;
  const onLabel = (k: number): number => (alpha === 1 ? 0 : (1 - alpha) * (Math.log1p(-alpha) - logP[k]));
  const terms = logP.map((_, k) => (isLabel[k] ? onLabel(k) : offLabel * share[k]));
  const through = alpha === 0 ? 0 : alpha * (c + 1);
  const slopes = share.map((q, k) => {
    const direct = isLabel[k] ? alpha - 1 : -alpha * q + through * q;
    return direct - through * outside * (1 - t[k]) * q;
  });
  const reached = sum(p.map((probability, k) => probability * t[k]));
  return { divergence: sum(terms), slopes, satisfied: reached > 1 - alpha };
}

/** The rows' p dD/dp as the gradient in logits, p dD/dp - p Σ p dD/dp, or in probabilities. */
function gradientOf(slopes: Float64Array, logP: Float64Array, logitsProvided: boolean): Float64Array {
  // Where p is 0, so is r off the label: nothing depends on it.
  if (!logitsProvided) return slopes.map((slope, k) => (slope === 0 ? 0 : slope / Math.exp(logP[k])));
  const total = sum(slopes);
  return slopes.map((slope, k) => slope - total * Math.exp(logP[k]));
}

/** The batch's value and gradient: its one divergence times the share of rows that are not satisfied. */
function printedBatch({ layout, logits, targets }: GivenRows, alpha: number, logitsProvided: boolean) {
  const { positions, classes } = layout;
  const matrix = { rows: positions, columns: classes, data: logits };
  const logP = (logitsProvided ? matrixOps.logSoftmax(matrix) : matrixOps.log(matrix)).data;
  const row = (data: Float64Array, n: number): Float64Array => data.subarray(n * classes, (n + 1) * classes);
  const rows = Array.from({ length: positions }, (_, n) => printedRow(row(logP, n), row(targets, n), alpha));

  const unsatisfied = rows.filter(({ satisfied }) => !satisfied).length;
  const gradient = new Float64Array(logits.length);
  if (unsatisfied === 0) return { value: positions === 0 ? NaN : 0, gradient };
  const scale = unsatisfied / positions / (positions * classes);
  rows.forEach(({ slopes }, n) =>
    gradient.set(
      gradientOf(slopes, row(logP, n), logitsProvided).map((slope) => scale * slope),
      n * classes,
    ),
  );
  return { value: scale * rows.reduce((sum, { divergence }) => sum + divergence, 0), gradient };
}

/**
 * Label relaxation as a notebook prints it, which is not the paper's (`labelRelaxation`). p = softmax(z); r = 1-α on the
 * label, α p / Σ_{others} p elsewhere. D = mean over ALL N·K elements of r (log r - log p): one number per batch. A row gives 0
 * where p_y > 1-α, else D; the value is the mean over rows, D times the share of rows that are not satisfied, whose gradient
 * reaches the satisfied rows too.
 * @param options `alpha`: α, 0 ≤ α ≤ 1; `logitsProvided`: false if the input is probabilities, default true
 * @throws UsageError if α is out of range
 */
export function relaxation(options: PrintedRelaxationOptions): PrintedRelaxation {
  const who = "asPrinted.relaxation";
  const { alpha, logitsProvided } = readOptions(who, options, { alpha: undefined, logitsProvided: true });
  checkRange(who, "alpha", alpha, { from: 0, to: 1 });
  return {
    reduction: "mean",
    evaluate(logits, targets, shape) {
      if (targets instanceof Int32Array) checkPrintedInput(who, targets, shape);
      else checkPrintedShape(who, shape);
      // No label has the index -∞: every row counts.
      const given = givenRows(who, logits, targets, shape, -Infinity);
      if (!logitsProvided) checkProbabilities(who, given);
      const { value, gradient } = printedBatch(given, alpha, logitsProvided);
      return {
        value,
        gradient: (logits instanceof Float32Array ? Float32Array.from(gradient) : gradient) as typeof logits,
      };
    },
  };
}

/** Throws for a row of probabilities that is not a distribution. */
function checkProbabilities(who: string, { logits, layout }: GivenRows): void {
  const n = logits.findIndex((p) => !(p >= 0 && p <= 1));
  const remedy = "leave logitsProvided out for logits";
  if (n !== -1)
    checkRange(
      who,
      `the probabilities of row ${Math.floor(n / layout.classes)}`,
      logits[n],
      { from: 0, to: 1 },
      remedy,
    );
}
