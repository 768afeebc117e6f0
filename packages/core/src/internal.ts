// @softlabel/core/internal: what the other packages share with it and no user needs; it may change with any version.
export * from "./base/check.ts";
export * from "./base/words.ts";
export { softmax } from "./base/softmax.ts";
export { mean, sum } from "./base/sum.ts";
export { readOptions } from "./base/options.ts";
export type { CompleteOptions, OptionDefaults } from "./base/options.ts";
export { likelyName } from "./base/otherNames.ts";
export type { OtherNames } from "./base/otherNames.ts";
export * from "./base/parameters.ts";
export { checkWeight } from "./base/classWeights.ts";
export { checkClasses, checkLabels } from "./base/labels.ts";
