// What an ONNX file takes and gives, read without its parameters: also of files whose operations the engine does not know.
import { fail } from "@softlabel/core/internal";
import { elementTypeCode, knownElementType } from "./elementTypes.ts";
import type { ElementType } from "./graph.ts";
import {
  modelProto,
  type AttributeProto,
  type ModelProto,
  type TensorProto,
  type ValueInfoProto,
} from "./protobuf/proto.ts";
import { WireError } from "./protobuf/wire.ts";

/** An input or output of a file. */
export interface SignatureValue {
  readonly name: string;
  /** Undefined for a sequence or map, and for a type that the engine does not know. */
  readonly elementType: ElementType | undefined;
  /** Sizes, or names of those that are open; undefined if the file does not say. */
  readonly shape: readonly (number | string)[] | undefined;
}

/** A node, with those of its attributes that are lists of texts or of integers. */
export interface SignatureNode {
  readonly operation: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly lists: Readonly<Record<string, readonly string[]>>;
}

/** What is known of an ONNX file from the outside. */
export interface ModelSignature {
  readonly inputs: readonly SignatureValue[];
  readonly outputs: readonly SignatureValue[];
  readonly nodes: readonly SignatureNode[];
  /** The elements of constants that are texts or 64-bit integers, as texts. */
  readonly constants: ReadonlyMap<string, readonly string[]>;
  readonly metadata: Readonly<Record<string, string>>;
  /** The names of other files that hold parameters. */
  readonly external: readonly string[];
}

const who = "readSignature";
const externalLocation = 1;

/** Constants of more elements are not names of classes or categories. */
const longestList = 100_000;

function read(bytes: Uint8Array): ModelProto | undefined {
  try {
    return modelProto.decode(bytes);
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
}

function valueOf({ name = "", type }: ValueInfoProto): SignatureValue {
  const { elementType, shape } = type?.tensorType ?? {};
  const sizes = shape?.dim.map(({ value, parameter }, axis) =>
    value === undefined || value < 0n ? (parameter ?? `${name}[${axis}]`) : Number(value),
  );
  return { name, elementType: knownElementType(elementType ?? 0), shape: sizes };
}

function listOf({ strings, ints }: AttributeProto): readonly string[] {
  return strings.length > 0 ? strings : ints.map(String);
}

/** The elements as texts; none of a tensor of another type, or of a long one. */
function elementsOf({ stringData, int64Data, rawData, dataType, dims }: TensorProto): readonly string[] {
  if (dims.reduce((product, size) => product * Number(size), 1) > longestList) return [];
  if (stringData.length > 0) return stringData;
  if (knownElementType(dataType ?? 0) !== "int64") return [];
  if (rawData === undefined) return int64Data.map(String);
  return Array.from(new BigInt64Array(new Uint8Array(rawData).buffer), String);
}

/** Where the elements of a tensor are, if that is another file. */
function externalLocationOf({ dataLocation, externalData }: TensorProto): string[] {
  if (dataLocation !== externalLocation) return [];
  return externalData.flatMap(({ key, value }) => (key === "location" && value !== undefined ? [value] : []));
}

/**
 * Reads the inputs, outputs, metadata and lists of an ONNX file. Unlike `decodeModel` it takes any operation, texts among the
 * constants, and outputs that are not tensors.
 * @throws UsageError when the bytes are not an ONNX model
 */
export function readSignature(bytes: Uint8Array): ModelSignature {
  const proto = read(bytes);
  const { graph } = proto ?? {};
  if (proto === undefined || graph === undefined || proto.opsetImport.length === 0)
    return fail(who, "an ONNX model", `${bytes.length} bytes that are none`, "export the model to ONNX first");
  const constants = new Set(graph.initializer.map(({ name }) => name));
  return {
    inputs: graph.input.filter(({ name }) => !constants.has(name)).map(valueOf),
    outputs: graph.output.map(valueOf),
    nodes: graph.node.map(({ opType = "", input, output, attribute }) => ({
      operation: opType,
      inputs: input,
      outputs: output,
      lists: Object.fromEntries(attribute.map((each) => [each.name ?? "", listOf(each)])),
    })),
    constants: new Map(graph.initializer.map((tensor) => [tensor.name ?? "", elementsOf(tensor)])),
    metadata: Object.fromEntries(proto.metadataProps.map(({ key = "", value = "" }) => [key, value])),
    external: [...new Set(graph.initializer.flatMap(externalLocationOf))],
  };
}

/**
 * The file with a further output: a value that one of its nodes computes. The bytes of the file stay as they are; what is
 * appended to a protobuf message is merged into it.
 */
export function withOutput(bytes: Uint8Array, { name, elementType, shape }: SignatureValue): Uint8Array {
  const dim = shape?.map((size) => (typeof size === "string" ? { parameter: size } : { value: BigInt(size) }));
  const tensorType = { elementType: elementTypeCode(elementType ?? "float32"), shape: dim && { dim } };
  const more = modelProto.encode({ graph: { output: [{ name, type: { tensorType } }] } });
  const all = new Uint8Array(bytes.length + more.length);
  all.set(bytes);
  all.set(more, bytes.length);
  return all;
}
