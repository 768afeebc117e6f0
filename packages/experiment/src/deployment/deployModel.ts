// A trained network → model.onnx: raw columns or pixels in, label and probabilities out.
import {
  decodeModel,
  encodeModel,
  int,
  type Graph,
  type Node,
  type OnnxModel,
  type ValueType,
} from "@softlabel/engine";
import { addColumns } from "./columnNodes.ts";
import { deployedInputs, outputNames, type DeployedData, type DeployedInput } from "./deployedInput.ts";
import { deployedMetadata } from "./deployedMetadata.ts";
import { GraphPart, textDomain } from "./graphPart.ts";

/** The prefix of all names inside the graph; underscores make it differ from column names. */
function prefixFor(inputs: readonly DeployedInput[]): string {
  let prefix = "softlabel/";
  while (inputs.some(({ name }) => name.startsWith(prefix))) prefix = `_${prefix}`;
  return prefix;
}

/** The network's nodes and constants with new names; an empty name is an omitted input. */
function renamed(
  { nodes, initializers }: Graph,
  nameOf: (name: string) => string,
): Pick<Graph, "nodes" | "initializers"> {
  const rename = (name: string): string => (name === "" ? "" : nameOf(name));
  return {
    nodes: nodes.map((node): Node => ({
      ...node,
      name: rename(node.name),
      inputs: node.inputs.map(rename),
      outputs: node.outputs.map(rename),
    })),
    initializers: new Map([...initializers].map(([name, tensor]) => [rename(name), tensor])),
  };
}

/** Adds the predicted class and the probabilities, softmax(logits / temperature). */
function addOutputs(
  part: GraphPart,
  logits: string,
  classes: readonly string[],
  temperature: number | undefined,
): void {
  const scaled =
    temperature === undefined
      ? logits
      : part.node("Div", [logits, part.constant("temperature", "float32", [], [temperature])]);
  part.node("Softmax", [scaled], { axis: int(1) }, outputNames.probabilities);
  const best = part.node("ArgMax", [logits], { axis: int(1), keepdims: int(0) });
  const names = {
    keys_int64s: { kind: "ints", value: [...classes.keys()] },
    values_strings: { kind: "strings", value: classes },
  } as const;
  part.node("LabelEncoder", [best], names, outputNames.label);
}

/** A hidden activation given as output. */
interface ActivationOutput {
  readonly name: string;
  /** The shape of one example. */
  readonly shape: readonly (number | string)[];
}

/** The types of inputs and outputs, with a dynamic batch size. */
function endsOf(
  inputs: readonly DeployedInput[],
  classes: number,
  activations: readonly ActivationOutput[],
): Pick<OnnxModel, "openShapes"> & Pick<Graph, "types"> {
  const numbersOf = (shape: ActivationOutput["shape"]): number[] =>
    shape.map((size) => (typeof size === "number" ? size : -1));
  const ends: (readonly [string, ValueType])[] = [
    ...inputs.map(({ name, elementType, shape }) => [name, { elementType, shape }] as const),
    [outputNames.label, { elementType: "string", shape: [] }],
    [outputNames.probabilities, { elementType: "float32", shape: [classes] }],
    ...activations.map(({ name, shape }) => [name, { elementType: "float32", shape: numbersOf(shape) }] as const),
  ];
  return {
    types: new Map(ends.map(([name, { elementType, shape }]) => [name, { elementType, shape: [-1, ...shape] }])),
    openShapes: new Map(ends.map(([name, { shape }]) => [name, ["N", ...shape]])),
  };
}

/** The activations of the network, with their shapes. */
function activationOutputs({ openShapes }: OnnxModel, { activations = [] }: DeployedData): readonly ActivationOutput[] {
  return activations.map((name) => ({ name, shape: openShapes.get(name)?.slice(1) ?? [] }));
}

/** The metadata entry that maps hidden activations to values, with new names. */
function renamedActivations(
  { activations }: Readonly<Record<string, string>>,
  nameOf: (name: string) => string,
): { readonly activations?: string } {
  if (activations === undefined) return {};
  const values = Object.entries(JSON.parse(activations) as Record<string, string>);
  return { activations: JSON.stringify(Object.fromEntries(values.map(([name, value]) => [name, nameOf(value)]))) };
}

/**
 * Makes model.onnx. Inputs are the raw columns of a table, [N, 1] each, or images or features [N, ...shape];
 * outputs are `label`, string [N], and `probabilities`, float32 [N, K]: softmax(logits / temperature), and the hidden activations
 * that `data` names.
 * @param network an ONNX file from "input" to "logits" and those activations, with `classes` and perhaps `temperature` in its metadata
 * @param data what the examples were made from
 */
export function deployModel(network: Uint8Array, data: DeployedData): Uint8Array {
  const decoded = decodeModel(network);
  const { graph, opset, domains, metadata } = decoded;
  const classes = JSON.parse(metadata.classes) as string[];
  const inputs = deployedInputs(data);
  const prefix = prefixFor(inputs);
  const part = new GraphPart(prefix);
  const { preprocessing } = data;
  const input = preprocessing === undefined ? inputs[0].name : addColumns(part, inputs, preprocessing);
  const nameOf = (name: string): string => (name === "input" ? input : `${prefix}network/${name}`);
  const inner = renamed(graph, nameOf);
  const outer = new GraphPart(`${prefix}end/`);
  addOutputs(
    outer,
    nameOf("logits"),
    classes,
    metadata.temperature === undefined ? undefined : Number(metadata.temperature),
  );
  const activations = activationOutputs(decoded, data);
  for (const { name } of activations) outer.node("Identity", [nameOf(name)], {}, name);
  const { types, openShapes } = endsOf(inputs, classes.length, activations);
  return encodeModel({
    graph: {
      name: "softlabel",
      inputs: inputs.map(({ name }) => name),
      outputs: [...Object.values(outputNames), ...activations.map(({ name }) => name)],
      nodes: [...part.nodes, ...inner.nodes, ...outer.nodes],
      initializers: new Map([...part.initializers, ...inner.initializers, ...outer.initializers]),
      types,
    },
    opset,
    domains: { ...domains, [textDomain.name]: textDomain.version },
    metadata: { ...metadata, ...renamedActivations(metadata, nameOf), ...deployedMetadata(inputs, data) },
    openShapes,
  });
}
