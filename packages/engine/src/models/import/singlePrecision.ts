// Brings a file's arrays of other precision into float32, in which everything is trained.
import { elementTypeCode, knownElementType, numbersOf, tensorOf } from "../../onnx/elementTypes.ts";
import { int, type Attribute, type Attributes, type ElementType, type Graph, type Tensor } from "../../onnx/graph.ts";
import type { OnnxModel } from "../../onnx/model.ts";

const others: readonly ElementType[] = ["float16", "float64"];

const converted = (tensor: Tensor): Tensor =>
  others.includes(tensor.elementType) ? tensorOf("float32", tensor.shape, numbersOf(tensor)) : tensor;

function convertedAttribute(operation: string, name: string, attribute: Attribute): Attribute {
  if (attribute.kind === "tensor") return { ...attribute, value: converted(attribute.value) };
  const isTarget = attribute.kind === "int" && ((operation === "Cast" && name === "to") || name === "dtype");
  if (!isTarget) return attribute;
  const type = knownElementType(attribute.value);
  return type !== undefined && others.includes(type) ? int(elementTypeCode("float32")) : attribute;
}

const convertedAttributes = (operation: string, attributes: Attributes): Attributes =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, attribute]) => [name, convertedAttribute(operation, name, attribute)]),
  );

/** The model with float32 in the place of float16 and float64, and what is to be said of that. */
export function inSinglePrecision(model: OnnxModel): { model: OnnxModel; notes: readonly string[] } {
  const { graph } = model;
  const found = others.filter((type) =>
    [...graph.initializers.values()].some(({ elementType }) => elementType === type),
  );
  const single: Graph = {
    ...graph,
    nodes: graph.nodes.map((node) => ({ ...node, attributes: convertedAttributes(node.operation, node.attributes) })),
    initializers: new Map(Array.from(graph.initializers, ([name, tensor]) => [name, converted(tensor)])),
    types: new Map(
      Array.from(graph.types, ([name, type]) => [
        name,
        others.includes(type.elementType) ? { ...type, elementType: "float32" as const } : type,
      ]),
    ),
  };
  const notes = found.map((type) => `The file's arrays of ${type} are trained in float32.`);
  return { model: { ...model, graph: single }, notes };
}
