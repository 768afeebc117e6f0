// Public names of models.
export { checkActivations } from "./activations.ts";
export { createModel, modelTable, parseModel } from "./createModel.ts";
export type { ModelDefinition, WidthsDefinition } from "./createModel.ts";
export { exportModel } from "./exportModel.ts";
export type { ExportOptions } from "./exportModel.ts";
export { loadWeights } from "./loadWeights.ts";
export type { LoadedWeights } from "./loadWeights.ts";
export { batchStatistic } from "./model.ts";
export type { InputOptions } from "./inputOptions.ts";
export type { Dropout, InputSpec, Mode, Model, Parameter, RunningStatistic } from "./model.ts";
export { importModel, type ImportedModel, type ImportOptions } from "./import/importModel.ts";
export { parseTuning, showTuning, type Tuning } from "./import/tuning.ts";
