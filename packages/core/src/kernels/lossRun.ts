// Runs a loss's kernel over all rows, chunk by chunk.
import { check } from "../check.ts";
import { sumTolerance } from "../targets/distribution.ts";
import type { RowKernel } from "./job.ts";
import { commonKernels, type KernelMemory } from "./kernels.ts";
import { copyIn, copyOut, overhead, placeRows, rowBytes, rowsThatFit, type RowArray } from "./staging.ts";

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
  /** A weight a class: of its terms, or of the whole row of its label. */
  readonly weight: { readonly of: "shares" | "factors"; readonly values: Float32Array } | undefined;
  /** Turns checked rows of targets into those of the kernel. */
  readonly soften: ((rows: Float64Array) => Float64Array) | undefined;
}

interface Arrays {
  readonly logits: RowArray;
  readonly targets: RowArray;
  readonly gradient: RowArray;
  readonly losses: RowArray;
}

function arraysOf(run: LossRun, losses: Float32Array): Arrays {
  const { classes, targets, soften } = run;
  const width = targets instanceof Int32Array ? 1 : classes;
  return {
    logits: { array: run.logits, width: classes },
    targets: { array: targets, width, copy: soften !== undefined },
    gradient: { array: run.gradient, width: classes },
    losses: { array: losses, width: 1 },
  };
}

/** Whether some label is no class, or some row no distribution: looked at before anything is addressed by it. */
function hasBadTarget({ exports }: KernelMemory, run: LossRun, address: number, rows: number): boolean {
  const { classes, ignored } = run;
  if (run.targets instanceof Int32Array) return exports.findBadLabel(address, rows, classes, ignored) !== -1;
  return exports.findBadDistribution(address, rows, classes, sumTolerance) !== -1;
}

const sharesAt = (weight: LossRun["weight"], address: number): number => (weight?.of === "shares" ? address : 0);

/** Runs rows `begin` to `end`; false where targets or losses are not such as kernels can judge. */
function runChunk(
  kernels: KernelMemory,
  run: LossRun,
  arrays: Arrays,
  start: number,
  begin: number,
  end: number,
): boolean {
  const { exports } = kernels;
  const { classes, ignored, soften, weight } = run;
  const list = [arrays.logits, arrays.targets, arrays.gradient, arrays.losses];
  const [logits, targets, gradient, losses] = placeRows(kernels, list, start, begin, end);
  copyIn(arrays.targets, targets, begin, end);
  const indices = run.targets instanceof Int32Array;
  if (hasBadTarget(kernels, run, targets.address, end - begin)) return false;
  if (soften !== undefined) targets.view.set(soften(Float64Array.from(targets.view)));
  copyIn(arrays.logits, logits, begin, end);
  kernels.run({
    kernel: run.kernel,
    rows: end - begin,
    classes,
    ignored,
    peak: run.peak,
    spread: run.spread,
    scale: run.scale,
    logits: logits.address,
    labels: indices ? targets.address : 0,
    gradient: gradient.address,
    losses: losses.address,
    shares: indices ? sharesAt(weight, kernels.stagingStart) : targets.address,
    shareStride: indices ? 0 : 4 * classes,
    factors: weight?.of === "factors" ? kernels.stagingStart : 0,
  });
  if (exports.findNotFinite(losses.address, end - begin) !== -1) return false;
  copyOut(arrays.gradient, gradient, begin);
  copyOut(arrays.losses, losses, begin);
  return true;
}

/** Kernels whose staging holds at least one row: those given, or the common ones. */
function kernelsFor(
  given: KernelMemory | undefined,
  run: LossRun,
  list: readonly RowArray[],
): KernelMemory | undefined {
  const fixed = 4 * (run.weight?.values.length ?? 0) + 128 + overhead(list);
  if (given === undefined) return commonKernels(fixed + list.reduce((sum, { width }) => sum + 4 * width, 0));
  const needed = fixed + rowBytes(given, list);
  const remedy = "open kernels with more staging, or take the arrays from them";
  check(
    needed <= given.staging,
    "evaluate",
    `a row's copies to fit into ${given.staging} bytes of staging`,
    needed,
    remedy,
  );
  return given;
}

/**
 * The loss of every row; the gradient goes to `run.gradient`. Undefined where there are no kernels, or where the plain loss
 * must judge: a label that is no class, a row that is no distribution, a loss that is not finite.
 */
export function runLoss(given: KernelMemory | undefined, run: LossRun): Float32Array | undefined {
  const losses = new Float32Array(run.rows);
  const arrays = arraysOf(run, losses);
  const list = [arrays.logits, arrays.targets, arrays.gradient, arrays.losses];
  const kernels = kernelsFor(given, run, list);
  if (kernels === undefined) return undefined;
  const weights = run.weight?.values;
  if (weights !== undefined) new Float32Array(kernels.memory.buffer, kernels.stagingStart).set(weights);
  const taken = weights === undefined ? 0 : Math.ceil((4 * weights.length) / 64 + 1) * 64;
  const chunk = Math.min(run.rows, rowsThatFit(kernels, list, kernels.staging - taken));
  for (let begin = 0; begin < run.rows; begin += chunk) {
    const end = Math.min(begin + chunk, run.rows);
    if (!runChunk(kernels, run, arrays, kernels.stagingStart + taken, begin, end)) return undefined;
  }
  return losses;
}
