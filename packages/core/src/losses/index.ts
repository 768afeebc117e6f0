// Public names of losses.
export { addRules } from "./addRules.ts";
export { crossEntropy } from "./crossEntropy.ts";
export type { CrossEntropyOptions } from "./crossEntropy.ts";
export { crossEntropyRule } from "./crossEntropyRule.ts";
export { labelRelaxation } from "./labelRelaxation.ts";
export type { LabelRelaxationOptions } from "./labelRelaxation.ts";
export { labelRelaxationRule, relaxationRange } from "./labelRelaxationRule.ts";
export type { FloatArray, Layout } from "./layout.ts";
export { reductions } from "./loss.ts";
export type { Evaluation, Loss, LossRows, Reduction } from "./loss.ts";
export { matrixOps } from "./matrix.ts";
export type { Matrix } from "./matrix.ts";
export { parseMethod } from "./method.ts";
export type { Method } from "./method.ts";
export { methodTable } from "./methodTable.ts";
export type { BuiltMethod, MethodDefinition, Progress, TargetMemory, TargetRule } from "./methodDefinition.ts";
export type { Ops } from "./ops.ts";
export type { LossRule, RuleRows } from "./rule.ts";
