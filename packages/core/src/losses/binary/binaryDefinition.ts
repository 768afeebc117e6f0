// What defines a loss of yes-or-no answers before it meets arrays: its options, checked.
import { check, checkRange } from "../../base/check.ts";
import { smoothingRange } from "../../targets/smoothing.ts";
import { binaryElements, type BinaryElements } from "./binaryRule.ts";
import type { Ops } from "../ops.ts";

/** What a yes counts against a no, and how both are smoothed. */
export interface BinaryWeighting {
  /** The smoothing α of the targets, y (1-α) + α/2, 0 ≤ α ≤ 1; default 0. */
  readonly smoothing?: number;
  /** What a yes counts against a no: a number a place of the last dimension, or one for all; default 1. */
  readonly posWeight?: ArrayLike<number>;
}

/** Which answers count less. */
export interface BinaryFocus {
  /** The smoothing α of the targets, y (1-α) + α/2, 0 ≤ α ≤ 1; default 0. */
  readonly smoothing?: number;
  /** γ, 0 to 20; default 2. */
  readonly gamma?: number;
  /** What a yes counts, a no counting 1 - balance; "off" (the default) is 1 for both. */
  readonly balance?: number | "off";
}

/** A loss before it meets arrays. */
export interface BinaryDefinition {
  readonly who: string;
  readonly smoothing: number;
  readonly gamma: number;
  readonly yes: ArrayLike<number>;
  readonly no: number;
}

/** Throws unless there is one weight of a yes, or one for each place of the last dimension. */
export function checkPlaces({ who, yes }: BinaryDefinition, places: number): void {
  const fitting = yes.length === 1 || yes.length === places;
  check(fitting, who, `one posWeight, or one for each of the ${places} places of the last dimension`, yes.length);
}

/** Without weights. */
export const weightingDefaults = { smoothing: 0, posWeight: [1] } as const;

/** Without balance; the focus that the paper proposes. */
export const focusDefaults = { balance: "off", smoothing: 0, gamma: 2 } as const;

/** Binary cross-entropy's definition; throws where an option is out of range. */
export function defineBinaryCrossEntropy({ smoothing, posWeight }: Required<BinaryWeighting>): BinaryDefinition {
  const who = "binaryCrossEntropy";
  checkRange(who, "smoothing", smoothing, smoothingRange);
  for (const weight of Array.from(posWeight)) checkRange(who, "a weight", weight, { from: 0, to: Infinity });
  return { who, smoothing, gamma: 0, yes: posWeight, no: 1 };
}

/** Binary focal loss's definition; throws where an option is out of range. */
export function defineBinaryFocal({ smoothing, gamma, balance }: Required<BinaryFocus>): BinaryDefinition {
  const who = "binaryFocal";
  checkRange(who, "smoothing", smoothing, smoothingRange);
  checkRange(who, "gamma", gamma, { from: 0, to: 20 });
  if (balance !== "off") checkRange(who, "balance", balance, { from: 0, to: 1 });
  const [yes, no] = balance === "off" ? [1, 1] : [balance, 1 - balance];
  return { who, smoothing, gamma, yes: [yes], no };
}

/**
 * The value and gradient of every answer, over any backend's arrays.
 * @param answers y, not smoothed yet, in the logits' shape
 * @param yes the definition's weights of a yes as an array that broadcasts over rows
 */
export function binaryAnswers<T>(
  ops: Ops<T>,
  { smoothing, gamma, no }: BinaryDefinition,
  logits: T,
  answers: T,
  yes: T,
): BinaryElements<T> {
  const scaled = ops.multiply(answers, ops.constant(1 - smoothing));
  const targets = smoothing === 0 ? answers : ops.add(scaled, ops.constant(smoothing / 2));
  return binaryElements(ops, logits, targets, gamma, { yes, no: ops.constant(no) });
}
