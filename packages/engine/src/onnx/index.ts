// Public names of onnx.
export { float, int, ints, sizeOf, text } from "./graph.ts";
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
} from "./graph.ts";
export { createArray, elementTypeCode, tensorOf } from "./elementTypes.ts";
export { GraphBuilder } from "./builder.ts";
export { operations, type Operation } from "./shapes/index.ts";
export { openDimension, type OnnxModel } from "./model.ts";
export { addBatchStatistics, batchNormalized } from "./batchNormalized.ts";
export { instantiate, instantiateForTraining, type TrainingInstance } from "./instantiate.ts";
export type { BatchStatistic, DropoutMask } from "./layers.ts";
export { decodeModel } from "./decode.ts";
export type { ReadExternal } from "./decode.ts";
export { encodeGraph, encodeModel } from "./encode.ts";
export { openBatch } from "./openBatch.ts";
export { printGraph } from "./print.ts";
export { readSignature, withOutput } from "./signature.ts";
export type { ModelSignature, SignatureNode, SignatureValue } from "./signature.ts";
export { openSession } from "./runtime.ts";
export type { Feeds, OnnxRuntime, RuntimeSession, RuntimeTensor, Session } from "./runtime.ts";
