// Runs a loss's kernel over all rows, chunk by chunk.
import { fail } from "../base/check.ts";
import { sumTolerance } from "../targets/distribution.ts";
import type { RowKernel } from "./job.ts";
import { commonKernels, type KernelMemory } from "./kernels.ts";
import { copyIn, copyOut, copyOverhead, placeOf, rowsThatFit, stagedBytes, takePlace, type Cursor } from "./staging.ts";

/** What a loss asks of its kernel. */
export interface LossRun {
  readonly kernel: RowKernel;
  readonly rows: number;
  readonly classes: number;
  readonly ignored: number;
  /** Coefficients: see assembly/job.ts. */
  readonly peak: number;
  readonly spread: number;
  readonly scale: number;
  readonly logits: Float32Array;
  /** Class indices, or rows of targets. */
  readonly targets: Int32Array | Float32Array;
  /** Where the gradient goes. */
  readonly gradient: Float32Array;
  /** Where the rows' losses go, if they are wanted one by one. */
  readonly losses: Float32Array | undefined;
  /** One weight per class: of its terms, or of the whole row of its label. */
  readonly weight: { readonly of: "shares" | "factors"; readonly values: Float32Array } | undefined;
  /** Turns checked rows of targets into those of the kernel. */
  readonly soften: ((rows: Float64Array) => Float64Array) | undefined;
}

const targetWidth = ({ targets, classes }: LossRun): number => (targets instanceof Int32Array ? 1 : classes);

/** Bytes of staging that a row takes, its loss included. */
function rowBytes(kernels: KernelMemory, run: LossRun): number {
  const { logits, targets, gradient, classes, soften } = run;
  const width = targetWidth(run);
  const ofTargets = soften === undefined ? stagedBytes(kernels, targets, width) : 4 * width;
  return stagedBytes(kernels, logits, classes) + ofTargets + stagedBytes(kernels, gradient, classes) + 4;
}

/** Whether all labels are classes and all rows distributions: looked at before anything is addressed by them. */
function areTargets({ exports }: KernelMemory, run: LossRun, address: number, rows: number): boolean {
  const { classes, ignored } = run;
  if (run.targets instanceof Int32Array) return exports.areLabels(address, rows, classes, ignored) !== 0;
  return exports.findBadDistribution(address, rows, classes, sumTolerance) === -1;
}

/** Copies rows of targets in, checked and softened; undefined where they are none that a kernel can judge. */
function placeTargets(
  kernels: KernelMemory,
  run: LossRun,
  cursor: Cursor,
  begin: number,
  rows: number,
): number | undefined {
  const { targets, soften } = run;
  const width = targetWidth(run);
  const [first, count] = [begin * width, rows * width];
  const address = placeOf(kernels, cursor, targets, first, count);
  copyIn(kernels, targets, first, count, address);
  if (!areTargets(kernels, run, address, rows)) return undefined;
  if (soften === undefined) return address;
  const copy = targets.buffer === kernels.memory.buffer ? takePlace(cursor, count) : address;
  const given = kernels.floats32.subarray(address / 4, address / 4 + count);
  kernels.floats32.set(soften(Float64Array.from(given)), copy / 4);
  return copy;
}

/** Runs `rows` rows from `begin` on and gives the sum of their losses; undefined where the plain loss must judge. */
function runChunk(kernels: KernelMemory, run: LossRun, start: number, begin: number, rows: number): number | undefined {
  const { kernel, classes, ignored, peak, spread, scale, weight } = run;
  const cursor = { next: start };
  const targets = placeTargets(kernels, run, cursor, begin, rows);
  if (targets === undefined) return undefined;
  const [first, count] = [begin * classes, rows * classes];
  const logits = placeOf(kernels, cursor, run.logits, first, count);
  const gradient = placeOf(kernels, cursor, run.gradient, first, count);
  const losses = takePlace(cursor, rows);
  copyIn(kernels, run.logits, first, count, logits);
  const indices = run.targets instanceof Int32Array;
  const labels = indices ? targets : 0;
  const weights = weight === undefined ? 0 : kernels.stagingStart;
  const shares = indices ? (weight?.of === "shares" ? weights : 0) : targets;
  const shareStride = indices ? 0 : 4 * classes;
  const factors = weight?.of === "factors" ? weights : 0;
  // One literal: spreading objects would take longer than few rows do.
  kernels.run({
    kernel,
    rows,
    classes,
    ignored,
    peak,
    spread,
    scale,
    logits,
    labels,
    gradient,
    losses,
    shares,
    shareStride,
    factors,
  });
  const sum = kernels.exports.sumOf(losses, rows);
  if (!Number.isFinite(sum)) return undefined;
  copyOut(kernels, run.gradient, first, count, gradient);
  if (run.losses !== undefined) copyOut(kernels, run.losses, begin, rows, losses);
  return sum;
}

/** What staging must have room for beside rows: class weights, and the ends of copies. */
const fixedBytes = ({ weight }: LossRun): number => 4 * (weight?.values.length ?? 0) + 6 * copyOverhead;

/** Kernels whose staging holds at least one row: those given, or the common ones. */
function kernelsFor(given: KernelMemory | undefined, run: LossRun): KernelMemory | undefined {
  const fixed = fixedBytes(run);
  if (given === undefined) return commonKernels(fixed + 4 * (2 * run.classes + targetWidth(run) + 1));
  const needed = fixed + rowBytes(given, run);
  if (needed <= given.staging) return given;
  const remedy = "open kernels with more staging, or take the arrays from them";
  return fail("evaluate", `a row's copies to fit into ${given.staging} bytes of staging`, needed, remedy);
}

/**
 * The sum of the rows' losses; the gradient goes to `run.gradient`. Undefined where there are no kernels, or where the plain
 * loss must judge: a label that is not a class, a row that is not a distribution, a loss that is not finite.
 */
export function runLoss(given: KernelMemory | undefined, run: LossRun): number | undefined {
  const kernels = kernelsFor(given, run);
  if (kernels === undefined) return undefined;
  const cursor = { next: kernels.stagingStart };
  const weights = run.weight?.values;
  if (weights !== undefined) copyIn(kernels, weights, 0, weights.length, takePlace(cursor, weights.length));
  const chunk = rowsThatFit(rowBytes(kernels, run), kernels.staging - fixedBytes(run));
  let sum = 0;
  for (let begin = 0; begin < run.rows; begin += chunk) {
    const part = runChunk(kernels, run, cursor.next, begin, Math.min(chunk, run.rows - begin));
    if (part === undefined) return undefined;
    sum += part;
  }
  return sum;
}
