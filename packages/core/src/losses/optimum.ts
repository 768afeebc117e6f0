// Where a method's loss is smallest for one row: how far above the others it wants the label's logit.
import { check, checkRange } from "../check.ts";
import { matrixOps, type Matrix } from "./matrix.ts";
import type { Method } from "./method.ts";

/** The best logits that a row can have under a method. */
export interface Optimum {
  /** The label's logit minus that of each other class, where the loss is smallest; Infinity where it falls for ever. */
  readonly gap: number;
  /** The probability of the label's class there. */
  readonly probability: number;
  /** The smallest loss, in nats; what it falls to where it falls for ever, -Infinity if without bound. */
  readonly loss: number;
}

/** Gaps are looked for up to this: the probability that is then missing is about 1e-13. */
const farthest = 30;

/** Where a method that changes from epoch to epoch is looked at: at the end. */
const lastEpoch = { epoch: 100, epochs: 100 };

/** The least x in [low, high] from which on a rising function is not below zero; `high` where it always is. */
function firstRise(f: (x: number) => number, low: number, high: number): number {
  for (let i = 0; i < 64; i++) {
    const middle = (low + high) / 2;
    if (f(middle) < 0) low = middle;
    else high = middle;
  }
  return high;
}

/** A row's loss, its slope as the gap widens, and its slope as all logits rise together. */
interface Look {
  readonly loss: number;
  readonly alongGap: number;
  readonly alongLevel: number;
}

/** Looks at a row whose label, class 0, has the logit `level + gap` and every other class `level`. */
function lookAt(method: Method, classes: number): (gap: number, level: number) => Look {
  const matrix = (data: Float64Array): Matrix => ({ rows: 1, columns: classes, data });
  const targets = matrix(method.targets(Int32Array.of(0), classes));
  const scheduled = Object.entries(method.coefficients?.(lastEpoch) ?? {});
  const coefficients = Object.fromEntries(scheduled.map(([name, value]) => [name, matrixOps.constant(value)]));
  return (gap, level) => {
    const logits = matrix(Float64Array.from({ length: classes }, (_, k) => (k === 0 ? level + gap : level)));
    const { value, gradient } = method.loss.rows(matrixOps, logits, targets, coefficients);
    const alongLevel = gradient.data.reduce((sum, slope) => sum + slope, 0);
    return { loss: value.data[0], alongGap: gradient.data[0], alongLevel };
  };
}

/** At the level where the loss is smallest; most losses do not notice the level. */
function atBestLevel(look: (gap: number, level: number) => Look): (gap: number) => Look {
  return (gap) => {
    const plain = look(gap, 0);
    if (Math.abs(plain.alongLevel) < 1e-12) return plain;
    return look(
      gap,
      firstRise((level) => look(gap, level).alongLevel, -2 * farthest, 2 * farthest),
    );
  };
}

/**
 * The optimum of a method that treats all classes but the label's alike.
 *
 * Under label smoothing over all classes the gap is log(1 + K(1-α)/α) and the loss the entropy of the target; under hard
 * targets the loss falls for ever, to 0. Where a loss is smallest over a range of gaps, as inside label relaxation's set, the
 * nearest is given.
 * @param method as `parseMethod` makes it; one that changes while training is taken as it is at the end
 * @param classes the number of classes K, at least 2
 * @throws UsageError if there are fewer than two classes, or the method uses a teacher
 * @example
 * ```ts
 * import { optimumOf, parseMethod } from "@softlabel/core";
 * optimumOf(parseMethod("smooth:0.1"), 10); // => { gap: Math.log(91), probability: 0.91, loss: 0.5002880 }
 * optimumOf(parseMethod("hard"), 10); // => { gap: Infinity, probability: 1, loss: 0 }
 * ```
 */
export function optimumOf(method: Method, classes: number): Optimum {
  checkRange("optimumOf", "classes", classes, { from: 2, to: 65536, integer: true });
  check(method.loss.usesTeacher !== true, "optimumOf", "a method whose optimum depends on no teacher", String(method));
  const look = atBestLevel(lookAt(method, classes));
  const gap = firstRise((x) => look(x).alongGap, 0, farthest);
  if (gap < farthest) return { gap, probability: 1 / (1 + (classes - 1) * Math.exp(-gap)), loss: look(gap).loss };
  const [near, middle, far] = [farthest / 4, farthest / 2, farthest].map((x) => look(x).loss);
  // A loss that falls for ever either slows down towards its limit, or falls ever on.
  return { gap: Infinity, probability: 1, loss: middle - far > near - middle ? -Infinity : far };
}
