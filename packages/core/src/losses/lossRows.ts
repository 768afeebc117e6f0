// A loss's arguments as rows: checked, class dimension last, labels one-hot, ignored rows zero.
import { check } from "../base/check.ts";
import { checkDistributions } from "../targets/distribution.ts";
import { checkLabels } from "../base/labels.ts";
import { oneHot } from "../targets/oneHot.ts";
import { checkFloats, classLayout, toRows, type FloatArray, type Layout } from "./layout.ts";

/** Logits and targets as they were given, as rows. */
export interface GivenRows {
  readonly layout: Layout;
  /** z, row-major [positions, K]; zeros for an ignored position. */
  readonly logits: Float64Array;
  /** One-hot rows of the labels, or the distributions, row-major [positions, K]; zeros for an ignored position. */
  readonly targets: Float64Array;
}

/** Throws unless logits and targets fit the shape and each other. */
function checkArrays(who: string, logits: FloatArray, targets: Int32Array | FloatArray, layout: Layout): void {
  const { positions, classes } = layout;
  checkFloats(who, logits);
  const indices = targets instanceof Int32Array;
  const fitting = indices || targets.constructor === logits.constructor;
  const kind = `targets to be an Int32Array of class indices or a ${logits.constructor.name} of distributions`;
  check(fitting, who, kind, targets.constructor.name);
  check(logits.length === positions * classes, who, `${positions * classes} logits for this shape`, logits.length);
  const count = indices ? positions : positions * classes;
  const remedy = indices ? "give one class index a position" : "give one number a position and class";
  check(targets.length === count, who, `${count} targets for this shape`, targets.length, remedy);
}

/** Throws for the first logit that is NaN or +∞, and for a row in which every class is masked. */
function checkLogits(who: string, logits: Float64Array, classes: number): void {
  const bad = logits.findIndex((z) => !(z < Infinity));
  const row = Math.floor(bad / classes);
  if (bad !== -1) check(false, who, `the logits of row ${row} to be finite, or -Infinity to mask a class`, logits[bad]);
  for (let start = 0; start < logits.length; start += classes) {
    const masked = logits.subarray(start, start + classes).every((z) => z === -Infinity);
    if (masked) check(false, who, `row ${start / classes} to have a finite logit`, -Infinity, "leave a class unmasked");
  }
}

/** One-hot rows of checked labels. */
function labelRows(who: string, labels: Int32Array, classes: number, ignored: number): Float64Array {
  checkLabels(who, labels, classes, ignored);
  return oneHot(labels, classes, ignored);
}

/** Checked distributions; PyTorch, too, refuses to ignore a class there, and takes no notice of a negative index. */
function distributionRows(who: string, targets: FloatArray, layout: Layout, ignored: number): Float64Array {
  const remedy = "leave it out, or give class indices";
  check(ignored < 0, who, "no class as ignoreIndex where targets are distributions", ignored, remedy);
  const rows = toRows(targets, layout);
  checkDistributions(who, rows, layout.classes);
  return rows;
}

/** Sets the logits of ignored rows to zero, whatever they were: a row left out has no say, not even by a NaN. */
function clearIgnored(logits: Float64Array, labels: Int32Array, classes: number, ignored: number): void {
  labels.forEach((label, row) => {
    if (label === ignored) logits.fill(0, row * classes, (row + 1) * classes);
  });
}

/**
 * Checks a loss's arguments and lays them out as rows.
 * @param who the loss, for messages
 * @param ignored the label whose rows are left out
 */
export function givenRows(
  who: string,
  logits: FloatArray,
  targets: Int32Array | FloatArray,
  shape: readonly number[],
  ignored: number,
): GivenRows {
  const layout = classLayout(who, shape);
  checkArrays(who, logits, targets, layout);
  const { classes } = layout;
  const rows = { layout, logits: toRows(logits, layout) };
  if (targets instanceof Int32Array) clearIgnored(rows.logits, targets, classes, ignored);
  checkLogits(who, rows.logits, classes);
  if (targets instanceof Int32Array) return { ...rows, targets: labelRows(who, targets, classes, ignored) };
  return { ...rows, targets: distributionRows(who, targets, layout, ignored) };
}
