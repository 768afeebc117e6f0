// Public names of linearHead.
export { linearCrossEntropy } from "./linearCrossEntropy.ts";
export type { LinearCrossEntropyResult } from "./linearCrossEntropy.ts";
export type { FloatTensor, LinearCrossEntropyOptions } from "./linearProblem.ts";
