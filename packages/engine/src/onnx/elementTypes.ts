// What each element type is in an ONNX file and in memory.
import type { ElementType, Tensor, TypedArray } from "./graph.ts";
import { checkName, fail } from "@softlabel/core";

/** How elements of one type are stored. */
interface Storage {
  /** TensorProto.DataType in the ONNX format. */
  readonly code: number;
  /** The array of one element type that holds `source`'s elements. */
  create(source: number | ArrayBuffer): TypedArray;
}

const storages: Readonly<Record<Exclude<ElementType, "string">, Storage>> = {
  float32: { code: 1, create: (source) => new Float32Array(source as ArrayBuffer) },
  uint8: { code: 2, create: (source) => new Uint8Array(source as ArrayBuffer) },
  int8: { code: 3, create: (source) => new Int8Array(source as ArrayBuffer) },
  uint16: { code: 4, create: (source) => new Uint16Array(source as ArrayBuffer) },
  int16: { code: 5, create: (source) => new Int16Array(source as ArrayBuffer) },
  int32: { code: 6, create: (source) => new Int32Array(source as ArrayBuffer) },
  int64: { code: 7, create: (source) => new BigInt64Array(source as ArrayBuffer) },
  bool: { code: 9, create: (source) => new Uint8Array(source as ArrayBuffer) },
  float16: { code: 10, create: (source) => new Uint16Array(source as ArrayBuffer) },
  float64: { code: 11, create: (source) => new Float64Array(source as ArrayBuffer) },
  uint32: { code: 12, create: (source) => new Uint32Array(source as ArrayBuffer) },
  uint64: { code: 13, create: (source) => new BigUint64Array(source as ArrayBuffer) },
};
const stringCode = 8;

/** The number that stands for an element type in ONNX files and in the `to` attribute of Cast. */
export function elementTypeCode(type: ElementType): number {
  return type === "string" ? stringCode : storages[type].code;
}

/** The element type of an ONNX data type number; throws on one that the engine does not know, such as bfloat16. */
export function elementTypeOfCode(code: number, who: string): ElementType {
  if (code === stringCode) return "string";
  const found = Object.entries(storages).find(([, storage]) => storage.code === code);
  if (found === undefined)
    fail(who, "an element type of ONNX from 1 to 13 except 8", code, "convert the model to float32");
  return found[0] as ElementType;
}

/** An array for `length` elements, or over a buffer that starts with them. */
export function createArray(type: ElementType, source: number | ArrayBuffer): TypedArray {
  if (type === "string") fail("createArray", "an element type of numbers", type, "encode texts as class indices");
  return storages[
    checkName("createArray", "an element type", type, Object.keys(storages) as (keyof typeof storages)[])
  ].create(source);
}

/** An array as something to write into, whatever its elements. */
type ArrayWrite = Record<number, number | bigint>;

/** A tensor of `type` with the given elements; integers of 64 bits are made from numbers. */
export function tensorOf(type: ElementType, shape: readonly number[], values: ArrayLike<number>): Tensor {
  const data = createArray(type, values.length);
  const wide = data instanceof BigInt64Array || data instanceof BigUint64Array;
  for (let i = 0; i < values.length; i++) (data as ArrayWrite)[i] = wide ? BigInt(values[i]) : values[i];
  return { elementType: type, shape, data };
}
