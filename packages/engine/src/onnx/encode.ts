// Writes graphs as ONNX files.
import { fail, readOptions } from "@softlabel/core/internal";
import { elementTypeCode, toInt64 } from "./elementTypes.ts";
import type { Attribute, Graph, Node, Tensor } from "./graph.ts";
import { builtOpset, type OnnxModel } from "./model.ts";
import {
  attributeTypes,
  modelProto,
  type AttributeDraft,
  type NodeDraft,
  type TensorDraft,
  type ValueInfoDraft,
} from "./protobuf/proto.ts";

/** The version of the file format that belongs to operator set 18; newer runtimes read it. */
const irVersion = 8n;
/** From operator set 19 on, files say a newer version of the format. */
const irVersionOfNewOpsets = 10n;

function encodeTensor(name: string, tensor: Tensor): TensorDraft {
  const { buffer, byteOffset, byteLength } = tensor.data;
  return {
    name,
    dims: tensor.shape.map(BigInt),
    dataType: elementTypeCode(tensor.elementType),
    rawData: new Uint8Array(buffer, byteOffset, byteLength),
  };
}

function attributeValue(attribute: Attribute): AttributeDraft {
  switch (attribute.kind) {
    case "int":
      return { i: toInt64(attribute.value) };
    case "float":
      return { f: attribute.value };
    case "string":
      return { s: attribute.value };
    case "ints":
      return { ints: attribute.value.map(toInt64) };
    case "floats":
      return { floats: attribute.value };
    case "strings":
      return { strings: attribute.value };
    case "tensor":
      return { t: encodeTensor("", attribute.value) };
  }
}

function encodeNode(node: Node): NodeDraft {
  return {
    name: node.name,
    opType: node.operation,
    input: node.inputs,
    output: node.outputs,
    domain: node.domain,
    attribute: Object.entries(node.attributes).map(([name, attribute]) => ({
      name,
      type: attributeTypes[attribute.kind],
      ...attributeValue(attribute),
    })),
  };
}

function encodeValue(model: OnnxModel, name: string): ValueInfoDraft {
  const type = model.graph.types.get(name);
  if (type === undefined) return { name };
  const shape = model.openShapes.get(name) ?? type.shape;
  const dim = shape.map((size) => (typeof size === "string" ? { parameter: size } : { value: BigInt(size) }));
  return { name, type: { tensorType: { elementType: elementTypeCode(type.elementType), shape: { dim } } } };
}

/** The values whose types the file states besides those of inputs, outputs and constants. */
function valuesBetween({ types, inputs, outputs, initializers }: Graph): readonly string[] {
  const stated = new Set([...inputs, ...outputs, ...initializers.keys()]);
  return [...types.keys()].filter((name) => !stated.has(name));
}

/** The bytes of an ONNX file. */
export function encodeModel(model: OnnxModel): Uint8Array {
  const { graph } = model;
  const domains = Object.entries({ "": model.opset, ...model.domains });
  return modelProto.encode({
    irVersion: model.opset > builtOpset ? irVersionOfNewOpsets : irVersion,
    producerName: "softlabel",
    opsetImport: domains.map(([domain, version]) => ({ domain, version: BigInt(version) })),
    metadataProps: Object.entries(model.metadata).map(([key, value]) => ({ key, value })),
    graph: {
      name: graph.name,
      node: graph.nodes.map(encodeNode),
      initializer: [...graph.initializers].map(([name, tensor]) => encodeTensor(name, tensor)),
      input: graph.inputs.map((name) => encodeValue(model, name)),
      output: graph.outputs.map((name) => encodeValue(model, name)),
      valueInfo: valuesBetween(graph).map((name) => encodeValue(model, name)),
    },
  });
}

/** The first dimension of the graph's inputs and outputs replaced by a name; between them, sizes are then left unsaid. */
function openFirstDimension(graph: Graph, batch: string): Pick<OnnxModel, "graph" | "openShapes"> {
  const ends = [...graph.inputs, ...graph.outputs];
  const shapes = ends.map((name) => {
    const shape = graph.types.get(name)?.shape ?? [];
    if (shape.length === 0) fail("encodeGraph", `a dimension of "${name}" that can be named ${batch}`, shape);
    return [name, [batch, ...shape.slice(1)]] as const;
  });
  const types = new Map([...graph.types].filter(([name]) => ends.includes(name)));
  return { graph: { ...graph, types }, openShapes: new Map(shapes) };
}

/**
 * The bytes of an ONNX file (operator set 18) that holds `graph`.
 * @param options.metadata texts to keep in the file
 * @param options.symbolicBatch a name that replaces dimension 0 of every input and output, so that any batch size can be
 *   run; nothing inside the graph may depend on the batch size then
 */
export function encodeGraph(
  graph: Graph,
  options: {
    readonly metadata?: Readonly<Record<string, string | undefined>>;
    readonly symbolicBatch?: string | undefined;
  } = {},
): Uint8Array {
  const { metadata, symbolicBatch } = readOptions("encodeGraph", options, { metadata: {}, symbolicBatch: undefined });
  const stated =
    symbolicBatch === undefined ? { graph, openShapes: new Map() } : openFirstDimension(graph, symbolicBatch);
  const known = Object.entries(metadata).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return encodeModel({ ...stated, opset: builtOpset, domains: {}, metadata: Object.fromEntries(known) });
}
