// @softlabel/core: the mathematics of softened targets.
export { UsageError } from "./base/check.ts";
export type { Range } from "./base/check.ts";
export * from "./base/random.ts";
export { balancedWeights } from "./base/classWeights.ts";
export type { PredictionBlock } from "./base/predictions.ts";
export type { ParameterDefinition, ParameterValue, ParameterValues, ValuesOf } from "./base/parameters.ts";
export * from "./targets/index.ts";
export * from "./losses/index.ts";
export * from "./methods/index.ts";
export * from "./metrics/index.ts";
export * from "./calibration/index.ts";
export * from "./statistics/index.ts";
export * from "./geometry/index.ts";
export * from "./evaluation/index.ts";
