// The messages of ONNX files, as far as the engine reads and writes them: field numbers of onnx.proto.
import {
  bytes,
  float32,
  float64,
  int32,
  int64,
  many,
  message,
  one,
  string,
  uint64,
  type Decoded,
  type Encodable,
} from "./wire.ts";

const textEntry = message({ key: one(1, string), value: one(2, string) });

export const tensorProto = message({
  dims: many(1, int64),
  dataType: one(2, int32),
  floatData: many(4, float32),
  int32Data: many(5, int32),
  stringData: many(6, string),
  int64Data: many(7, int64),
  name: one(8, string),
  rawData: one(9, bytes),
  doubleData: many(10, float64),
  uint64Data: many(11, uint64),
  externalData: many(13, textEntry),
  dataLocation: one(14, int32),
});

export const attributeProto = message({
  name: one(1, string),
  f: one(2, float32),
  i: one(3, int64),
  s: one(4, string),
  t: one(5, tensorProto),
  floats: many(7, float32),
  ints: many(8, int64),
  strings: many(9, string),
  type: one(20, int32),
});

export const nodeProto = message({
  input: many(1, string),
  output: many(2, string),
  name: one(3, string),
  opType: one(4, string),
  attribute: many(5, attributeProto),
  domain: one(7, string),
});

const dimension = message({ value: one(1, int64), parameter: one(2, string) });
const shapeProto = message({ dim: many(1, dimension) });
const tensorType = message({ elementType: one(1, int32), shape: one(2, shapeProto) });
const typeProto = message({ tensorType: one(1, tensorType) });
export const valueInfoProto = message({ name: one(1, string), type: one(2, typeProto) });

const graphProto = message({
  node: many(1, nodeProto),
  name: one(2, string),
  initializer: many(5, tensorProto),
  input: many(11, valueInfoProto),
  output: many(12, valueInfoProto),
  valueInfo: many(13, valueInfoProto),
});

const operatorSet = message({ domain: one(1, string), version: one(2, int64) });

export const modelProto = message({
  irVersion: one(1, int64),
  producerName: one(2, string),
  graph: one(7, graphProto),
  opsetImport: many(8, operatorSet),
  metadataProps: many(14, textEntry),
  // Functions of the file's own; kept as bytes because the engine only needs to know whether there are any.
  functions: many(25, bytes),
});

/** AttributeProto.AttributeType by the kinds of the engine. */
export const attributeTypes = { float: 1, int: 2, string: 3, tensor: 4, floats: 6, ints: 7, strings: 8 } as const;

export type TensorProto = Decoded<typeof tensorProto>;
export type AttributeProto = Decoded<typeof attributeProto>;
export type NodeProto = Decoded<typeof nodeProto>;
export type ValueInfoProto = Decoded<typeof valueInfoProto>;
export type ModelProto = Decoded<typeof modelProto>;
export type TensorDraft = Encodable<typeof tensorProto>;
export type AttributeDraft = Encodable<typeof attributeProto>;
export type NodeDraft = Encodable<typeof nodeProto>;
export type ValueInfoDraft = Encodable<typeof valueInfoProto>;
