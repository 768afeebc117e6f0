// Cross-entropy with SIMD kernels underneath.
import { crossEntropy as plainCrossEntropy, type CrossEntropyOptions } from "../losses/crossEntropy.ts";
import type { Reduction } from "../losses/loss.ts";
import { smoothTargets } from "../targets/smoothing.ts";
import { weightTargets } from "../targets/weighting.ts";
import type { RowKernel } from "./job.ts";
import { fewClasses, withKernel, type KernelLoss, type KernelUse, type Plan } from "./kernelLoss.ts";
import type { KernelMemory, Kernels } from "./kernels.ts";

/** The mean's denominator over class indices: the positions that are not ignored, by their labels' weights. */
function countLabels(labels: Int32Array, ignored: number, weight: ArrayLike<number> | undefined): number {
  let count = 0;
  for (let i = 0; i < labels.length; i++)
    if (labels[i] !== ignored) count += weight === undefined ? 1 : weight[labels[i]];
  return count;
}

/** A label's smoothed row is the same for every label: what every class has, and what the label has beyond it. */
function smoothedRow(classes: number, smoothing: number, over: "all" | "others"): { peak: number; spread: number } {
  const hard = new Float64Array(classes);
  hard[0] = 1;
  const [ofLabel, spread] = smoothTargets(hard, classes, smoothing, { over });
  return { peak: ofLabel - spread, spread };
}

const kernelFor = (classes: number): RowKernel => (classes <= fewClasses ? "fewClassesRows" : "crossEntropyRows");

/** Labels: the kernel makes the targets. */
function planLabels(options: CrossEntropyOptions, classes: number): Plan {
  const { smoothing = 0, over = "all", weight, weighting = "terms" } = options;
  const of = weighting === "terms" ? ("shares" as const) : ("factors" as const);
  return {
    ...smoothedRow(classes, smoothing, over),
    kernel: kernelFor(classes),
    weight: weight && { of, values: Float32Array.from(weight) },
  };
}

/** Rows of targets: softened here, in float64, where they are to be. */
function planRows(options: CrossEntropyOptions, classes: number): Plan {
  const { smoothing = 0, over = "all", weight, weighting = "terms" } = options;
  const soften = (given: Float64Array): Float64Array => {
    const smoothed = smoothTargets(given, classes, smoothing, { over });
    if (weight === undefined) return smoothed;
    return weightTargets(smoothed, Float64Array.from(weight), { weighting, given });
  };
  const plain = smoothing === 0 && weight === undefined;
  return { kernel: kernelFor(classes), peak: 0, spread: 1, soften: plain ? undefined : soften };
}

/**
 * Cross-entropy as `crossEntropy` of "@softlabel/core" has it, with SIMD kernels for float32: the same options, results (to
 * 2e-6; loss 5e-7 relative, gradient 3e-7 of its scale) and errors. Float64 arrays, more dimensions than two, engines
 * without vector instructions and pages whose content security policy forbids compiling WebAssembly get the plain loss.
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
  const plain = plainCrossEntropy(options);
  const { ignoreIndex: ignored = -100 } = options;
  const weight = options.weight && Float64Array.from(options.weight);
  const use: KernelUse = {
    ignored,
    plan(indices, classes) {
      if (weight !== undefined && weight.length !== classes) return undefined;
      if (indices) return planLabels(options, classes);
      return ignored < 0 ? planRows(options, classes) : undefined;
    },
    divisor: (targets, classes) =>
      targets instanceof Int32Array ? countLabels(targets, ignored, weight) : targets.length / classes,
  };
  return withKernel(plain, use, kernels as KernelMemory | undefined);
}
