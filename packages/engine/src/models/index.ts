// Public names of models.
export { createModel, modelTable, parseModel } from "./createModel.ts";
export type { ModelDefinition, WidthsDefinition } from "./createModel.ts";
export { exportModel } from "./exportModel.ts";
export type { ExportOptions } from "./exportModel.ts";
export type { InputSpec, Model, Parameter } from "./model.ts";
