// The last layer of a classifier, whose rows are the classes' templates.
import { check, checkRange, fail } from "../base/check.ts";
import type { Numbers } from "./vectors.ts";

/** The last layer of a classifier: logits = W x + b. */
export interface LinearHead {
  /** K, at least 2. */
  readonly classes: number;
  /** W, row-major [K, D]: one row per class, as PyTorch keeps it. */
  readonly weight: Numbers;
  /** b [K]; a layer without one has none. */
  readonly bias?: Numbers;
}

/** Beyond this, squares of logits leave the range of float64; every finite float32 is far below. */
const largest = 1e60;

/** Throws unless every number is finite and its square of squares is too; the message names the row. */
export function checkMagnitude(who: string, what: string, numbers: Numbers, width: number): void {
  const at = numbers.findIndex((value) => !(Math.abs(value) <= largest));
  if (at < 0) return;
  fail(who, `${what} from -${largest} to ${largest}`, `${numbers[at]} in row ${Math.floor(at / width)}`);
}

/** The number of features D that a head takes; throws unless its parts fit together and are finite. */
export function headWidth(who: string, { classes, weight, bias }: LinearHead): number {
  checkRange(who, "classes", classes, { from: 2, to: Infinity, integer: true });
  const rows = `a weight of ${classes} rows of equal length`;
  check(weight.length > 0 && weight.length % classes === 0, who, rows, `${weight.length} numbers`);
  const width = weight.length / classes;
  checkMagnitude(who, "weights", weight, width);
  if (bias !== undefined) {
    check(bias.length === classes, who, `a bias of ${classes} numbers, one per class`, bias.length);
    checkMagnitude(who, "biases", bias, 1);
  }
  return width;
}
