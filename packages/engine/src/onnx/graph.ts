// ONNX graphs as plain values: element types, tensors, attributes, nodes and graphs.

/** The element types of ONNX that the engine reads and writes, by ONNX Runtime's names. */
export type ElementType =
  | "float32"
  | "float64"
  | "uint8"
  | "int8"
  | "int16"
  | "uint16"
  | "int32"
  | "uint32"
  | "int64"
  | "uint64"
  | "bool"
  | "string"
  | "float16";

/** Anything that holds the elements of a tensor: int64 as BigInt64Array, bool as Uint8Array, float16 as its bits. */
export type TypedArray =
  | Float32Array
  | Float64Array
  | Uint8Array
  | Int8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array;

/** What is known of a value before the graph runs; shapes are static inside a graph. */
export interface ValueType {
  readonly elementType: ElementType;
  readonly shape: readonly number[];
}

/** A value with its elements, row-major. */
export interface Tensor extends ValueType {
  readonly data: TypedArray;
}

/** Texts, row-major: an input of a file that takes them. */
export interface TextTensor {
  readonly elementType: "string";
  readonly shape: readonly number[];
  readonly data: readonly string[];
}

/** What an attribute of each kind holds. */
export interface AttributeValues {
  readonly int: number;
  readonly float: number;
  readonly string: string;
  readonly ints: readonly number[];
  readonly floats: readonly number[];
  readonly strings: readonly string[];
  readonly tensor: Tensor;
}

/** A constant that belongs to a node. */
export type Attribute = {
  [Kind in keyof AttributeValues]: { readonly kind: Kind; readonly value: AttributeValues[Kind] };
}[keyof AttributeValues];

/** The attributes of a node by name. */
export type Attributes = Readonly<Record<string, Attribute>>;

/** One operation; an empty input name stands for an optional input that is left out. */
export interface Node {
  readonly name: string;
  readonly operation: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Attributes;
  readonly domain?: string | undefined;
}

/** A computation: nodes in an order in which each finds its inputs computed. */
export interface Graph {
  readonly name: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly nodes: readonly Node[];
  readonly initializers: ReadonlyMap<string, Tensor>;
  /** The type of every value: inputs, initializers and what nodes compute. */
  readonly types: ReadonlyMap<string, ValueType>;
}

/** An integer attribute. */
export function int(value: number): Attribute {
  return { kind: "int", value };
}

/** A floating-point attribute. */
export function float(value: number): Attribute {
  return { kind: "float", value };
}

/** A text attribute. */
export function text(value: string): Attribute {
  return { kind: "string", value };
}

/** An attribute that is a list of integers. */
export function ints(value: readonly number[]): Attribute {
  return { kind: "ints", value };
}

/** Attributes without those that are undefined. */
export function attributesOf(given: Readonly<Record<string, Attribute | undefined>>): Attributes {
  const known = Object.entries(given).filter((entry): entry is [string, Attribute] => entry[1] !== undefined);
  return Object.fromEntries(known);
}

/** The number of elements of a shape: the product of its dimensions, 1 for a scalar. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, dimension) => product * dimension, 1);
}

/** Whether two shapes are the same. */
export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((dimension, i) => dimension === b[i]);
}

/** A type as it stands in messages and printed graphs: `float32[64,10]`. */
export function showType(type: ValueType): string {
  return `${type.elementType}[${type.shape.join(",")}]`;
}
