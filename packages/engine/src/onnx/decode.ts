// Reads ONNX files.
import { fail, readOptions } from "@softlabel/core/internal";
import { arrayOver, createArray, elementTypeOfCode, tensorOf } from "./elementTypes.ts";
import {
  sizeOf,
  type Attribute,
  type Graph,
  type Node,
  type Tensor,
  type TypedArray,
  type ValueType,
} from "./graph.ts";
import { openDimension, type OnnxModel } from "./model.ts";
import {
  attributeTypes,
  modelProto,
  type AttributeProto,
  type ModelProto,
  type NodeProto,
  type TensorProto,
  type ValueInfoProto,
} from "./protobuf/proto.ts";
import { WireError } from "./protobuf/wire.ts";

const who = "decodeModel";
const externalLocation = 1;

/** The elements where they are not raw bytes; small integer types and the bits of float16 come as int32. */
function listedElements(proto: TensorProto): ArrayLike<number> {
  const wide = [...proto.int64Data, ...proto.uint64Data].map(Number);
  return [proto.floatData, proto.doubleData, proto.int32Data, wide].find((list) => list.length > 0) ?? [];
}

/** The elements of a tensor; undefined where raw bytes do not make whole ones. */
function tensorData(proto: TensorProto, { elementType, shape }: ValueType): TypedArray | undefined {
  const { rawData } = proto;
  if (rawData !== undefined && rawData.length % createArray(elementType, 0).BYTES_PER_ELEMENT > 0) return undefined;
  // Raw bytes are anywhere in the file; the copy gives them the alignment that typed arrays need.
  if (rawData !== undefined) return arrayOver(elementType, new Uint8Array(rawData).buffer);
  if (elementType === "int64") return BigInt64Array.from(proto.int64Data);
  if (elementType === "uint64") return BigUint64Array.from(proto.uint64Data);
  const stored = elementType === "float16" ? "uint16" : elementType;
  return tensorOf(stored, shape, listedElements(proto)).data;
}

/** The bytes of a file that is beside the model's, by its name; undefined where there is none. */
export type ReadExternal = (name: string) => Uint8Array | undefined;

/** The raw bytes of a tensor that are in a file beside the model's, and nowhere else. */
function externalBytes(name: string, proto: TensorProto, read: ReadExternal | undefined): Uint8Array {
  const entries = Object.fromEntries(proto.externalData.map(({ key = "", value = "" }) => [key, value]));
  const { location = "" } = entries;
  const remedy = "save the model as one file (torch.onnx.export with external_data=False)";
  if (read === undefined) return fail(name, "its elements in the file", `external data in ${location}`, remedy);
  if (/[\\/]|^\.*$/.test(location)) return fail(name, "a file in the model's own folder", location, remedy);
  const bytes = read(location) ?? fail(name, `the file ${location} beside the model`, "none", "copy it there");
  const start = Number(entries.offset ?? 0);
  const length = Number(entries.length ?? bytes.length - start);
  const fits = Number.isInteger(start) && Number.isInteger(length) && start >= 0 && length >= 0;
  if (!fits || start + length > bytes.length)
    return fail(name, `${length} bytes from ${start} on in ${location}`, `a file of ${bytes.length}`);
  return bytes.subarray(start, start + length);
}

function decodeTensor(given: TensorProto, external?: ReadExternal): Tensor {
  const name = `${who}: tensor "${given.name ?? ""}"`;
  const isExternal = given.dataLocation === externalLocation;
  const proto = isExternal ? { ...given, rawData: externalBytes(name, given, external) } : given;
  const elementType = elementTypeOfCode(proto.dataType ?? 0, name);
  if (elementType === "string") fail(name, "elements that are numbers", elementType);
  const shape = proto.dims.map(Number);
  const damaged = "the file is damaged";
  if (shape.some((size) => size < 0)) fail(name, "sizes of at least 0", shape, damaged);
  const data = tensorData(proto, { elementType, shape });
  if (data?.length !== sizeOf(shape))
    fail(name, `${sizeOf(shape)} elements`, data?.length ?? `${proto.rawData?.length} bytes`, damaged);
  return { elementType, shape, data };
}

/** What each kind of attribute is read from. */
const attributeReaders: { [Kind in Attribute["kind"]]: (proto: AttributeProto) => Attribute } = {
  int: ({ i }) => ({ kind: "int", value: Number(i ?? 0) }),
  float: ({ f }) => ({ kind: "float", value: f ?? 0 }),
  string: ({ s }) => ({ kind: "string", value: s ?? "" }),
  ints: ({ ints }) => ({ kind: "ints", value: ints.map(Number) }),
  floats: ({ floats }) => ({ kind: "floats", value: floats }),
  strings: ({ strings }) => ({ kind: "strings", value: strings }),
  tensor: ({ t }) => ({ kind: "tensor", value: t === undefined ? fail(who, "a tensor", "none") : decodeTensor(t) }),
};

/** AttributeProto.AttributeType of graphs, and of lists of them. */
const graphTypes = [5, 10];

function decodeAttribute(proto: AttributeProto, { name = "", opType = "" }: NodeProto): Attribute {
  const remedy = "export the model by tracing, with branches taken and loops written out";
  if (graphTypes.includes(proto.type ?? 0))
    fail(who, "a graph without branches and loops (If, Loop, Scan)", `${opType} node "${name}"`, remedy);
  const kinds = Object.keys(attributeTypes) as (keyof typeof attributeTypes)[];
  const kind = kinds.find((candidate) => attributeTypes[candidate] === proto.type);
  if (kind === undefined)
    fail(`${who}: ${opType} node "${name}"`, `an attribute of kind ${kinds.join(", ")}`, `type ${proto.type}`);
  return attributeReaders[kind](proto);
}

/** The domain of the standard operations, which has two spellings, becomes the empty text. */
function domainOf({ domain = "" }: { readonly domain: string | undefined }): string {
  return domain === "ai.onnx" ? "" : domain;
}

function decodeNode(proto: NodeProto): Node {
  const operation = proto.opType ?? "";
  const name = proto.name ?? "";
  const attributes = proto.attribute.map((a) => [a.name ?? "", decodeAttribute(a, proto)] as const);
  return {
    name: name === "" ? (proto.output[0] ?? operation) : name,
    operation,
    inputs: proto.input,
    outputs: proto.output,
    attributes: Object.fromEntries(attributes),
    domain: domainOf(proto) || undefined,
  };
}

/** A value's element type and its shape with sizes and names, if the file states both. */
function declaredShape(proto: ValueInfoProto): { elementType: number; shape: (number | string)[] } | undefined {
  const { elementType, shape } = proto.type?.tensorType ?? {};
  if (elementType === undefined || shape === undefined) return undefined;
  // Dimensions without a name need not be equal; some exporters write them as -1.
  const open = (parameter: string | undefined, axis: number): string =>
    (parameter ?? "") === "" ? `${proto.name}[${axis}]` : parameter!;
  const sizes = shape.dim.map(({ value, parameter }, axis) =>
    value === undefined || value < 0n ? open(parameter, axis) : Number(value),
  );
  return { elementType, shape: sizes };
}

/** The types that the file states, and those shapes among them that have open dimensions. */
function declaredTypes(protos: readonly ValueInfoProto[]): Pick<OnnxModel, "openShapes"> & Pick<Graph, "types"> {
  const types = new Map<string, ValueType>();
  const openShapes = new Map<string, readonly (number | string)[]>();
  for (const proto of protos) {
    const declared = declaredShape(proto);
    if (declared === undefined || proto.name === undefined) continue;
    const shape = declared.shape.map((size) => (typeof size === "string" ? openDimension : size));
    types.set(proto.name, {
      elementType: elementTypeOfCode(declared.elementType, `${who}: value "${proto.name}"`),
      shape,
    });
    if (declared.shape.some((size) => typeof size === "string")) openShapes.set(proto.name, declared.shape);
  }
  return { types, openShapes };
}

function decodeGraph(
  proto: NonNullable<ModelProto["graph"]>,
  external: ReadExternal | undefined,
): Pick<OnnxModel, "graph" | "openShapes"> {
  const { types, openShapes } = declaredTypes([...proto.valueInfo, ...proto.input, ...proto.output]);
  const initializers = new Map(proto.initializer.map((tensor) => [tensor.name ?? "", decodeTensor(tensor, external)]));
  const known = new Map([
    ...types,
    ...[...initializers].map(([name, { elementType, shape }]) => [name, { elementType, shape }] as const),
  ]);
  // Older files list initializers among the inputs too; they are constants all the same.
  const inputs = proto.input.map((value) => value.name ?? "").filter((name) => !initializers.has(name));
  const outputs = proto.output.map((value) => value.name ?? "");
  const graph = {
    name: proto.name ?? "",
    inputs,
    outputs,
    nodes: proto.node.map(decodeNode),
    initializers,
    types: known,
  };
  return { graph, openShapes };
}

/** The model message, if the bytes are one. */
function readProto(bytes: Uint8Array): ModelProto | undefined {
  try {
    const proto = modelProto.decode(bytes);
    return proto.graph === undefined || proto.opsetImport.length === 0 ? undefined : proto;
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
}

/**
 * Reads an ONNX file.
 * @param options.external gives the bytes of a file beside this one, in which exporters keep the arrays of large models; a
 *   name that leads to another folder is refused
 * @throws UsageError when the bytes are not an ONNX model, or one with parts that the engine does not read: external data that
 *   is not given, texts, graphs inside graphs, functions of its own
 */
export function decodeModel(
  bytes: Uint8Array,
  options: { readonly external?: ReadExternal | undefined } = {},
): OnnxModel {
  const { external } = readOptions(who, options, { external: undefined });
  const proto = readProto(bytes);
  const remedy = "export the model to ONNX first";
  if (proto?.graph === undefined) fail(who, "an ONNX model", `${bytes.length} bytes that are none`, remedy);
  if (proto.functions.length > 0)
    fail(who, "a model without functions", proto.functions.length, "inline them when exporting");
  const versions = proto.opsetImport.map((imported) => [domainOf(imported), Number(imported.version ?? 0)] as const);
  const { "": opset = 0, ...domains } = Object.fromEntries(versions);
  return {
    ...decodeGraph(proto.graph, external),
    opset,
    domains,
    metadata: Object.fromEntries(proto.metadataProps.map(({ key, value }) => [key ?? "", value ?? ""])),
  };
}
