// Public names of losses.
export { crossEntropyRule } from "./crossEntropyRule.ts";
export { labelRelaxationRule, relaxationRange } from "./labelRelaxationRule.ts";
export { parseMethod } from "./method.ts";
export type { Method } from "./method.ts";
export { methodTable } from "./methodTable.ts";
export type { BuiltMethod, MethodDefinition } from "./methodTable.ts";
export type { Ops } from "./ops.ts";
export { formatParameters, parseParameters } from "./parameters.ts";
export type { ParameterDefinition, ParameterValues } from "./parameters.ts";
export type { LossRule } from "./rule.ts";
