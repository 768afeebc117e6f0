// Label relaxation with SIMD kernels underneath.
import { labelRelaxation as plainLabelRelaxation, type LabelRelaxationOptions } from "../losses/labelRelaxation.ts";
import type { Reduction } from "../losses/loss.ts";
import { fewClasses, withKernel, type KernelLoss, type KernelUse } from "./kernelLoss.ts";
import type { KernelMemory, Kernels } from "./kernels.ts";

/**
 * Label relaxation as `labelRelaxation` of "@softlabel/core" has it, with SIMD kernels for float32 logits and class indices:
 * the same options, results (to 2e-6) and errors. Beside p_y = 1-α, where the loss goes to zero, it has no digits of its own
 * beyond that. One-hot rows, float64 arrays, more dimensions than two and engines without vector instructions get the plain
 * loss.
 * @param options see `LabelRelaxationOptions` of "@softlabel/core"
 * @param kernels those of `openKernels`; shared ones if absent
 * @throws UsageError if an option is out of range or unknown
 * @see Lienen and Hüllermeier 2021, "From Label Smoothing to Label Relaxation", AAAI
 * @example
 * ```ts
 * import { labelRelaxation } from "@softlabel/core/kernels";
 * const loss = labelRelaxation({ alpha: 0.2 });
 * Array.from(loss.evaluate(new Float32Array([0, 0]), new Int32Array([0]), [1, 2]).gradient); // => [-0.3, 0.3]
 * ```
 */
export function labelRelaxation<R extends Reduction = "mean">(
  options: LabelRelaxationOptions<R>,
  kernels?: Kernels,
): KernelLoss<R> {
  const plain = plainLabelRelaxation(options);
  const { alpha, ignoreIndex: ignored = -100 } = options;
  const use: KernelUse = {
    ignored,
    plan(indices, classes) {
      if (!indices) return undefined;
      const few = classes <= fewClasses;
      if (alpha > 0) return { kernel: few ? "fewClassesRelaxation" : "relaxationRows", peak: 0, spread: alpha };
      return { kernel: few ? "fewClassesRows" : "crossEntropyRows", peak: 1, spread: 0 };
    },
    divisor(labels) {
      let count = 0;
      for (const label of labels) if (label !== ignored) count++;
      return count;
    },
  };
  return withKernel(plain, use, kernels as KernelMemory | undefined);
}
