// What each element type is in an ONNX file and in memory.
import type { ElementType, Tensor, TypedArray } from "./graph.ts";
import { fail } from "@softlabel/core/internal";
import { halfBits, halfValue } from "./half.ts";

/** An array of numbers, made again or over a buffer. */
interface ArrayType {
  new (length: number): TypedArray;
  new (buffer: ArrayBuffer): TypedArray;
}

/** How elements of one type are stored: TensorProto.DataType in files, and the array in memory. */
const storages: Readonly<Record<Exclude<ElementType, "string">, { readonly code: number; readonly array: ArrayType }>> =
  {
    float32: { code: 1, array: Float32Array },
    uint8: { code: 2, array: Uint8Array },
    int8: { code: 3, array: Int8Array },
    uint16: { code: 4, array: Uint16Array },
    int16: { code: 5, array: Int16Array },
    int32: { code: 6, array: Int32Array },
    int64: { code: 7, array: BigInt64Array },
    bool: { code: 9, array: Uint8Array },
    float16: { code: 10, array: Uint16Array },
    float64: { code: 11, array: Float64Array },
    uint32: { code: 12, array: Uint32Array },
    uint64: { code: 13, array: BigUint64Array },
  };
const stringCode = 8;

function arrayOf(type: ElementType): ArrayType {
  if (type === "string") fail("tensor", "elements that are numbers", type, "encode texts as class indices");
  return storages[type].array;
}

/** The number that stands for an element type in ONNX files and in the `to` attribute of Cast. */
export function elementTypeCode(type: ElementType): number {
  return type === "string" ? stringCode : storages[type].code;
}

const names = Object.keys(storages) as (keyof typeof storages)[];

/** The element type of an ONNX data type number; undefined if the engine does not know it, such as bfloat16 (16). */
export function knownElementType(code: number): ElementType | undefined {
  return code === stringCode ? "string" : names.find((name) => storages[name].code === code);
}

/**
 * The element type of an ONNX data type number.
 * @param of the tensor, value or node, for the message
 * @throws UsageError for one that the engine does not know
 */
export function elementTypeOfCode(code: number, of: string): ElementType {
  const expected = `an element type among ${names.join(", ")}`;
  return knownElementType(code) ?? fail(of, expected, `data type ${code}`, "convert the model to float32");
}

/** An array for `length` elements of a type. */
export function createArray(type: ElementType, length: number): TypedArray {
  return new (arrayOf(type))(length);
}

/** A buffer's elements as elements of a type. */
export function arrayOver(type: ElementType, buffer: ArrayBuffer): TypedArray {
  return new (arrayOf(type))(buffer);
}

/** An array as something to write into, whatever its elements. */
type ArrayWrite = Record<number, number | bigint>;

/** To integers of 64 bits; numbers beyond their range become its ends, as 2⁶³ - 1 read as a number rounds to 2⁶³. */
const saturating =
  (low: bigint, high: bigint) =>
  (value: number): bigint => {
    const whole = BigInt(value);
    return whole < low ? low : whole > high ? high : whole;
  };
/** The int64 nearest to a whole number. */
export const toInt64 = saturating(-(2n ** 63n), 2n ** 63n - 1n);

/** How a number is stored where the array does not take it as it is. */
const stored: Partial<Record<ElementType, (value: number) => number | bigint>> = {
  float16: halfBits,
  int64: toInt64,
  uint64: saturating(0n, 2n ** 64n - 1n),
};

/** A tensor of `type` with the given elements, each a number; halves are rounded, integers of 64 bits made from numbers. */
export function tensorOf(type: ElementType, shape: readonly number[], values: ArrayLike<number>): Tensor {
  const data = createArray(type, values.length);
  const store = stored[type];
  for (let i = 0; i < values.length; i++) (data as ArrayWrite)[i] = store === undefined ? values[i] : store(values[i]);
  return { elementType: type, shape, data };
}

/** The elements of a tensor as numbers. */
export function numbersOf({ elementType, data }: Tensor): readonly number[] {
  const read = elementType === "float16" ? halfValue : Number;
  return Array.from(data as ArrayLike<number>, (element) => read(element));
}
