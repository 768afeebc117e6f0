// Where a method's loss is smallest for one row: how far above the others it wants the label's logit.
import { check, checkRange } from "../../base/check.ts";
import type { Method } from "../method.ts";
import { lastEpoch } from "../methodDefinition.ts";
import { methodTable } from "../methodTable.ts";
import { isEvenBeside, lossAtRow } from "./pulledRow.ts";
import { atBestLevel, rowLoss } from "./rowLoss.ts";

/** The best logits that a row can have under a method. */
export interface Optimum {
  /**
   * The label's logit minus that of every other class, where the loss is smallest; Infinity where the loss falls forever as the
   * label's logit rises (with penalties: at least up to a gap of 700), -Infinity as it sinks. Absent where it is no one number:
   * the method treats the other classes differently, or the loss does not notice the logits' length.
   */
  readonly gap?: number | undefined;
  /** The probability of the label's class there; absent where the loss does not notice the logits' length. */
  readonly probability?: number;
  /** The smallest loss, in nats; what it falls to where it falls forever (with penalties, or at a gap of 700 if that is less), -Infinity if without bound. */
  readonly loss: number;
}

/** Losses that are bounded are above this by far; logits out of reach lead the others far below it. */
const unbounded = -1e9;

/** Logits in the direction of a row, centred, so long that what is added to their length is lost beside it. */
function directionOf(row: Float64Array): Float64Array {
  return row.map((mass) => 1e100 * (mass - 1 / row.length));
}

/**
 * The optimum of a method.
 *
 * Without penalties it is at the row the method pulls to: under label smoothing over all classes the gap is
 * log(1 + K(1-α)/α) and the loss the entropy of the target; under hard targets the loss falls forever, to 0. Inside label
 * relaxation's set, where the loss is 0 everywhere, the edge is given. With penalties it is searched for, among logits that
 * are the same for all other classes.
 * @param method as `parseMethod` makes it; one that changes while training is taken as it is at the end
 * @param classes the number of classes K, 2 to 65536
 * @returns see `Optimum`, for a row labelled with class 0
 * @throws UsageError if `classes` is out of range, the method uses a teacher, or a penalty is added to LogitNorm or to targets
 * that treat the other classes differently
 * @example
 * ```ts
 * import { optimumOf, parseMethod } from "@softlabel/core";
 * optimumOf(parseMethod("smooth:0.1"), 10); // => { gap: Math.log(91), probability: 0.91, loss: 0.5002880 }
 * optimumOf(parseMethod("hard"), 10); // => { gap: Infinity, probability: 1, loss: 0 }
 * optimumOf(parseMethod("prior:0.5,frequencies=0/1/3"), 3).probability; // => 0.5
 * ```
 */
export function optimumOf(method: Method, classes: number): Optimum {
  checkRange("optimumOf", "classes", classes, { from: 2, to: 65536, integer: true });
  check(method.loss.usesTeacher !== true, "optimumOf", "a method whose optimum depends on no teacher", String(method));
  const terms = methodTable.filter(({ name }) => method.name.split("+").includes(name));
  const lengthFree = terms.some((term) => term.lengthFree);
  const row = method.effectiveTarget(0, classes);
  const even = isEvenBeside(row, 0);
  const found = terms.every(({ penalty }) => penalty !== true) || (even && !lengthFree);
  const expected =
    "penalties only on a loss that notices the logits' length, with targets that treat all other classes alike";
  check(found, "optimumOf", expected, String(method));

  const target = method.targets(Int32Array.of(0), classes);
  const at = rowLoss(method.loss, method.coefficients?.(lastEpoch) ?? {}, target);
  if (lengthFree) return { loss: at(directionOf(row)).value };
  const loss = lossAtRow(terms.some((term) => term.levelDependent) ? atBestLevel(at) : at, row);
  const bounded = loss < unbounded ? -Infinity : loss;
  return { gap: even ? Math.log(row[0] / row[1]) : undefined, probability: row[0], loss: bounded };
}
