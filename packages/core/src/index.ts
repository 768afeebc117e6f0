// @softlabel/core: the mathematics of softened targets.
export * from "./base/check.ts";
export { readOptions } from "./base/options.ts";
export type { CompleteOptions, OptionDefaults } from "./base/options.ts";
export { likelyName } from "./base/otherNames.ts";
export type { OtherNames } from "./base/otherNames.ts";
export * from "./base/random.ts";
export * from "./base/classWeights.ts";
export type { PredictionBlock } from "./base/predictions.ts";
export * from "./base/parameters.ts";
export * from "./targets/index.ts";
export * from "./losses/index.ts";
export * from "./methods/index.ts";
export * from "./metrics/index.ts";
export * from "./calibration/index.ts";
export * from "./statistics/index.ts";
export * from "./geometry/index.ts";
export * from "./evaluation/index.ts";
