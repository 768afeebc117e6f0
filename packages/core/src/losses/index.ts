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
export { binaryCrossEntropy, binaryFocal } from "./binaryCrossEntropy.ts";
export type {
  BinaryCrossEntropyOptions,
  BinaryFocalOptions,
  BinaryLoss,
  BinaryReduction,
} from "./binaryCrossEntropy.ts";
export type { BinaryFocus, BinaryWeighting } from "./binaryDefinition.ts";
export { binaryElements } from "./binaryRule.ts";
export type { AnswerWeights, BinaryElements } from "./binaryRule.ts";
export { biTemperedRule } from "./biTempered.ts";
export { brierRule } from "./brier.ts";
export { confidencePenaltyRule } from "./confidencePenalty.ts";
export { conventionNames, conventions, crossEntropyLike } from "./conventions.ts";
export type { Convention, ConventionalOptions, ConventionName } from "./conventions.ts";
export { crossEntropy } from "./crossEntropy.ts";
export type { CrossEntropyOptions } from "./crossEntropy.ts";
export { crossEntropyRule } from "./crossEntropyRule.ts";
export { distillation } from "./distillation.ts";
export type { DistillationLoss, DistillationOptions } from "./distillation.ts";
export { distillationRule } from "./distillationRule.ts";
export { meanOfAnswers, weightExamples } from "./exampleWeights.ts";
export type { ExampleWeightOptions } from "./exampleWeights.ts";
export { focalRule, sampleFocalRule } from "./focal.ts";
export { generalizedCrossEntropyRule } from "./generalizedCrossEntropy.ts";
export { labelRelaxation } from "./labelRelaxation.ts";
export type { LabelRelaxationOptions } from "./labelRelaxation.ts";
export { labelRelaxationRule, relaxationRange } from "./labelRelaxationRule.ts";
export type { FloatArray, Layout } from "./layout.ts";
export { logitNormRule } from "./logitNorm.ts";
export { logitPenaltyRule } from "./logitPenalty.ts";
export { marginSmoothingRule } from "./marginSmoothing.ts";
export { maxSuppressionRule } from "./maxSuppression.ts";
export { methodLoss } from "./methodLoss.ts";
export type { MethodLossOptions } from "./methodLoss.ts";
export { polyRule } from "./poly.ts";
export { symmetricCrossEntropyRule } from "./symmetricCrossEntropy.ts";
export { zLossRule } from "./zLoss.ts";
export { reductions } from "./loss.ts";
export type { Divisor, Evaluation, Loss, LossRows, Reduction } from "./loss.ts";
export { matrixOps } from "./matrix.ts";
export type { Matrix } from "./matrix.ts";
export { parseMethod } from "./method.ts";
export type { Method } from "./method.ts";
export { methodTable } from "./methodTable.ts";
export type { BuiltMethod, MethodDefinition, Progress, TargetRule } from "./methodDefinition.ts";
export { optimumOf } from "./optimum.ts";
export type { Optimum } from "./optimum.ts";
export type { Ops } from "./ops.ts";
export type { LossRule, RuleRows } from "./rule.ts";
