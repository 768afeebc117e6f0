// Cross-entropy with SIMD kernels underneath.
import { crossEntropy as plainCrossEntropy, type CrossEntropyOptions } from "../losses/crossEntropy.ts";
import type { Reduction } from "../losses/loss.ts";
import { smoothTargets } from "../targets/smoothing.ts";
import { weightTargets } from "../targets/weighting.ts";
import { fewClasses, withKernel, type KernelLoss, type Plan } from "./kernelLoss.ts";
import type { KernelMemory, Kernels } from "./kernels.ts";

/** The mean's denominator over class indices: the positions that are not ignored, by their labels' weights. */
function countLabels(labels: Int32Array, ignored: number, weight: ArrayLike<number> | undefined): number {
  let count = 0;
  for (const label of labels) if (label !== ignored) count += weight === undefined ? 1 : weight[label];
  return count;
}

/** A label's smoothed row is the same for every label: what every class has, and what the label has beyond it. */
function smoothedRow(classes: number, smoothing: number, over: "all" | "others"): { peak: number; spread: number } {
  const hard = new Float64Array(classes);
  hard[0] = 1;
  const [ofLabel, spread] = smoothTargets(hard, classes, smoothing, { over });
  return { peak: ofLabel - spread, spread };
}

/** Labels: the kernel makes the targets. */
function planLabels(options: CrossEntropyOptions, labels: Int32Array, classes: number): Plan {
  const { smoothing = 0, over = "all", weight, weighting = "terms", ignoreIndex: ignored = -100 } = options;
  const of = weighting === "terms" ? ("shares" as const) : ("factors" as const);
  return {
    ...smoothedRow(classes, smoothing, over),
    kernel: weight === undefined && classes <= fewClasses ? "fewClassesRows" : "crossEntropyRows",
    ignored,
    divisor: countLabels(labels, ignored, weight),
    ...(weight && { weight: { of, values: Float32Array.from(weight) } }),
  };
}

/** Rows of targets: softened here, in float64, where they are to be. */
function planRows(options: CrossEntropyOptions, targets: Float32Array, classes: number): Plan {
  const { smoothing = 0, over = "all", weight, weighting = "terms", ignoreIndex: ignored = -100 } = options;
  const soften = (given: Float64Array): Float64Array => {
    const smoothed = smoothTargets(given, classes, smoothing, { over });
    if (weight === undefined) return smoothed;
    return weightTargets(smoothed, Float64Array.from(weight), { weighting, given });
  };
  const plain = smoothing === 0 && weight === undefined;
  const divisor = targets.length / classes;
  return { kernel: "crossEntropyRows", peak: 0, spread: 1, ignored, divisor, ...(plain ? {} : { soften }) };
}

/**
 * Cross-entropy as `crossEntropy` of "@softlabel/core" has it, with SIMD kernels for float32: the same options, results (to
 * 2e-6; loss 5e-7 relative, gradient 3e-7 of its scale) and errors. Float64 arrays, more dimensions than two and engines
 * without vector instructions get the plain loss.
 * @param options see `CrossEntropyOptions` of "@softlabel/core"
 * @param kernels those of `openKernels`, to work in their memory or on their threads; shared ones if absent
 * @throws UsageError if an option is out of range or unknown
 * @see PyTorch, `torch.nn.CrossEntropyLoss`
 * @example
 * ```ts
 * import { crossEntropy } from "@softlabel/core/kernels";
 * const loss = crossEntropy({ smoothing: 0.1 });
 * const { value, gradient } = loss.evaluate(new Float32Array([0, 0]), new Int32Array([1]), [1, 2]);
 * value; // => Math.log(2)
 * Array.from(gradient); // => [0.45, -0.45]
 * ```
 */
export function crossEntropy<R extends Reduction = "mean">(
  options: CrossEntropyOptions<R> = {},
  kernels?: Kernels,
): KernelLoss<R> {
  const { weight, ignoreIndex = -100 } = options;
  return withKernel(
    plainCrossEntropy(options),
    (targets, classes) => {
      if (weight !== undefined && weight.length !== classes) return undefined;
      if (targets instanceof Int32Array) return planLabels(options, targets, classes);
      return ignoreIndex < 0 ? planRows(options, targets, classes) : undefined;
    },
    kernels as KernelMemory | undefined,
  );
}
