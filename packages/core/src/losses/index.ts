// Public names of losses.
export { addRules } from "./addRules.ts";
export { asPrinted } from "./asPrinted/index.ts";
export type {
  PrintedLoss,
  PrintedLsr2Options,
  PrintedRelaxation,
  PrintedRelaxationOptions,
  PrintedSmoothing,
  PrintedWeightedOptions,
} from "./asPrinted/index.ts";
export { binaryCrossEntropy, binaryFocal } from "./binary/binaryCrossEntropy.ts";
export type {
  BinaryCrossEntropyOptions,
  BinaryFocalOptions,
  BinaryLoss,
  BinaryReduction,
} from "./binary/binaryCrossEntropy.ts";
export type { BinaryFocus, BinaryWeighting } from "./binary/binaryDefinition.ts";
export { conventions, crossEntropyLike } from "./conventions.ts";
export type { Convention, ConventionalOptions, ConventionName } from "./conventions.ts";
export { crossEntropy } from "./crossEntropy.ts";
export type { CrossEntropyOptions } from "./crossEntropy.ts";
export { crossEntropyRule } from "./crossEntropyRule.ts";
export { distillation } from "./distillation.ts";
export type { DistillationLoss, DistillationOptions } from "./distillation.ts";
export { distillationRule } from "./distillationRule.ts";
export { meanOfAnswers, weightExamples } from "./exampleWeights.ts";
export type { ExampleWeightOptions } from "./exampleWeights.ts";
export { labelRelaxation } from "./labelRelaxation.ts";
export type { LabelRelaxationOptions } from "./labelRelaxation.ts";
export { labelRelaxationRule } from "./labelRelaxationRule.ts";
export type { FloatArray, Layout } from "./layout.ts";
export type { Divisor, Evaluation, Loss, LossRows, Reduction } from "./loss.ts";
export { matrixOps } from "./matrix.ts";
export type { Matrix } from "./matrix.ts";
export type { Ops } from "./ops.ts";
export type { LossRule, RuleRows } from "./rule.ts";
