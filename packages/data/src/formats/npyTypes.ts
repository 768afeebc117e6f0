// The types that arrays of .npy files have: a row for each, with how its values become numbers.
import { nearestFirst } from "@softlabel/core/internal";
import { halfValue } from "@softlabel/engine/internal";
import { refuse } from "../base/refuse.ts";

/** Numbers as they are read: float32 stays, all else becomes float64. */
export type NpyNumbers = Float32Array | Float64Array;

/** A type of numbers. */
interface NpyType {
  /** As NumPy's header writes it, without byte order. */
  readonly code: string;
  readonly name: string;
  /** Bytes a value. */
  readonly bytes: number;
  /** Values from their little-endian bytes, which begin at a multiple of their size. */
  read(buffer: ArrayBuffer): NpyNumbers;
}

const type = (code: string, name: string, read: NpyType["read"]): NpyType => ({
  code,
  name,
  bytes: Number(code.slice(1)),
  read,
});

const numbers = (values: ArrayLike<number>): Float64Array => Float64Array.from(values);

const types: readonly NpyType[] = [
  type("f2", "float16", (buffer) => Float64Array.from(new Uint16Array(buffer), halfValue)),
  type("f4", "float32", (buffer) => new Float32Array(buffer)),
  type("f8", "float64", (buffer) => new Float64Array(buffer)),
  type("i1", "int8", (buffer) => numbers(new Int8Array(buffer))),
  type("i2", "int16", (buffer) => numbers(new Int16Array(buffer))),
  type("i4", "int32", (buffer) => numbers(new Int32Array(buffer))),
  type("i8", "int64", (buffer) => numbers(Array.from(new BigInt64Array(buffer), Number))),
  type("u1", "uint8", (buffer) => numbers(new Uint8Array(buffer))),
  type("u2", "uint16", (buffer) => numbers(new Uint16Array(buffer))),
  type("u4", "uint32", (buffer) => numbers(new Uint32Array(buffer))),
  type("u8", "uint64", (buffer) => numbers(Array.from(new BigUint64Array(buffer), Number))),
  type("b1", "bool", (buffer) => numbers(new Uint8Array(buffer))),
];

/** The length of texts, where the type is one of texts: "<U5" is 5. */
export function textLength(descriptor: string): number | undefined {
  const length = /^[<>=]U(\d+)$/.exec(descriptor)?.[1];
  return length === undefined ? undefined : Number(length);
}

/**
 * The row of a type.
 * @param who the file, for messages
 * @param descriptor as NumPy's header writes it: "<f4", "|b1"
 * @throws UsageError for types that hold no numbers
 */
export function npyType(who: string, descriptor: string): NpyType {
  const code = descriptor.replace(/^[<>|=]/, "");
  const found = types.find((row) => row.code === code);
  if (found !== undefined) return found;
  const names = nearestFirst(
    descriptor,
    types.map(({ name }) => name),
  ).join(", ");
  const remedy = descriptor.endsWith("O")
    ? "save plain values: numpy.asarray(labels).astype(str) for texts, .astype(float) for numbers"
    : "save plain numbers, for instance array.astype(numpy.float32)";
  return refuse(who, `an array of ${names}`, `values of NumPy's type "${descriptor}"`, remedy);
}

/** Values with their smallest byte first, from values of a type that may have their largest first (">f4"); changes `bytes`. */
export function toLittleEndian(bytes: Uint8Array, descriptor: string, valueBytes: number): Uint8Array {
  if (!descriptor.startsWith(">")) return bytes;
  for (let at = 0; at < bytes.length; at += valueBytes) bytes.subarray(at, at + valueBytes).reverse();
  return bytes;
}
