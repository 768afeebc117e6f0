// @softlabel/core/kernels: the losses with SIMD kernels underneath.
export { crossEntropy } from "./crossEntropy.ts";
export type { KernelLoss } from "./kernelLoss.ts";
export { openKernels } from "./kernels.ts";
export type { KernelOptions, Kernels } from "./kernels.ts";
export { labelRelaxation } from "./labelRelaxation.ts";
export { scoreLogits } from "./scoreLogits.ts";
export type { LogitScores } from "./scoreLogits.ts";
