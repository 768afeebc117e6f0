// @softlabel/engine: reads, differentiates and trains ONNX graphs.
export { differentiate } from "./autodiff/gradient.ts";
export { linearCrossEntropy } from "./linearHead/linearCrossEntropy.ts";
export type { LinearCrossEntropyResult } from "./linearHead/linearCrossEntropy.ts";
export type { FloatTensor, LinearCrossEntropyOptions } from "./linearHead/linearProblem.ts";
export { createModel } from "./models/createModel.ts";
export { exportModel } from "./models/exportModel.ts";
export type { ExportOptions } from "./models/exportModel.ts";
export { importModel } from "./models/import/importModel.ts";
export type { ImportedModel, ImportOptions } from "./models/import/importModel.ts";
export type { Tuning } from "./models/import/tuning.ts";
export type { InputOptions } from "./models/inputOptions.ts";
export { loadWeights } from "./models/loadWeights.ts";
export type { LoadedWeights } from "./models/loadWeights.ts";
export type { Dropout, InputSpec, Mode, Model, Parameter, RunningStatistic } from "./models/model.ts";
export { GraphBuilder } from "./onnx/builder.ts";
export { decodeModel } from "./onnx/decode.ts";
export type { ReadExternal } from "./onnx/decode.ts";
export { elementTypeCode, tensorOf } from "./onnx/elementTypes.ts";
export { encodeGraph, encodeModel } from "./onnx/encode.ts";
export { float, int, ints, text } from "./onnx/graph.ts";
export type {
  Attribute,
  Attributes,
  ElementType,
  Graph,
  Node,
  Tensor,
  TextTensor,
  TypedArray,
  ValueType,
} from "./onnx/graph.ts";
export { instantiate } from "./onnx/instantiate.ts";
export type { OnnxModel } from "./onnx/model.ts";
export { printGraph } from "./onnx/print.ts";
export { openSession } from "./onnx/runtime.ts";
export type { Feeds, OnnxRuntime, RuntimeSession, RuntimeTensor, Session } from "./onnx/runtime.ts";
export type { Augmentation, AugmentedBatch } from "./training/augmentation/augmentation.ts";
export { parseAugmentation } from "./training/augmentation/parseAugmentation.ts";
export { decodeCheckpoint, encodeCheckpoint } from "./training/checkpoint.ts";
export type { Checkpoint } from "./training/checkpoint.ts";
export type { EpochRecord } from "./training/epochTally.ts";
export { inputsOf, selectRows } from "./training/examples/examples.ts";
export type { Examples, RowSource } from "./training/examples/examples.ts";
export { lossAndGradients } from "./training/lossAndGradients.ts";
export type { LossAndGradients, Values } from "./training/lossAndGradients.ts";
export type { TrainedMethod } from "./training/methodCourse.ts";
export { NonFiniteLossError } from "./training/nonFiniteLossError.ts";
export { parseOptimizer } from "./training/optimizers.ts";
export type { Optimizer, OptimizerBlock } from "./training/optimizers.ts";
export type { ActivationRows, Predictions } from "./training/predictor.ts";
export { parseSchedule } from "./training/schedules.ts";
export type { Schedule, Timeline } from "./training/schedules.ts";
export { Trainer } from "./training/trainer.ts";
export type { PredictOptions, TrainedBatch } from "./training/trainer.ts";
export type { TrainerOptions } from "./training/trainerOptions.ts";
