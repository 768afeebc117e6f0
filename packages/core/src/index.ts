// @softlabel/core: the mathematics of softened targets.
export * from "./check.ts";
export { readOptions } from "./options.ts";
export type { CompleteOptions, OptionDefaults } from "./options.ts";
export { likelyName } from "./otherNames.ts";
export type { OtherNames } from "./otherNames.ts";
export * from "./random.ts";
export * from "./classWeights.ts";
export type { PredictionBlock } from "./predictions.ts";
export * from "./parameters.ts";
export * from "./targets/index.ts";
export * from "./losses/index.ts";
export * from "./metrics/index.ts";
export * from "./calibration/index.ts";
export * from "./statistics/index.ts";
export * from "./geometry/index.ts";
export * from "./evaluation/index.ts";
