// Reads an ONNX file as a classifier: one input whose first dimension is the batch, parameters not shared.
import { check } from "@softlabel/core";
import { decodeModel, type OnnxModel } from "../../onnx/index.ts";
import { unshareVectors } from "./unshare.ts";

/** A classifier as a file has it. */
export interface ClassifierFile {
  /** With the first dimension of the input open, under the name `batch`. */
  readonly model: OnnxModel;
  readonly input: string;
  readonly elementType: "float32" | "uint8";
  readonly batch: string;
  /** The shape of one example: sizes, and names of those that the file leaves open. */
  readonly example: readonly (number | string)[];
  /** Whether a constant is an array of the file, not a result of its arithmetic. */
  owns(name: string): boolean;
}

/** The shape of a value as the file states it, with a name for each dimension that is left open. */
function statedShape({ graph, openShapes }: OnnxModel, name: string): readonly (number | string)[] {
  const shape = openShapes.get(name) ?? graph.types.get(name)?.shape ?? [];
  return shape.map((size, i) => (size === -1 ? `dimension ${i}` : size));
}

/**
 * Reads a file.
 * @param who the function that was called, for messages
 * @throws UsageError where the bytes are no ONNX file, or the model has not one input of float32 or uint8 with a batch dimension
 */
export function readClassifier(who: string, bytes: Uint8Array): ClassifierFile {
  const decoded = decodeModel(bytes);
  const { graph } = decoded;
  const inputs = graph.inputs.filter((name) => !graph.initializers.has(name));
  check(inputs.length === 1, who, "a model with one input", inputs);
  const [input] = inputs;
  const elementType = graph.types.get(input)?.elementType;
  const known = elementType === "float32" || elementType === "uint8";
  check(known, who, `input "${input}" of float32 or uint8`, elementType, "export the model in float32");
  const [first, ...example] = statedShape(decoded, input);
  check(first !== undefined && example.length > 0, who, `input "${input}" of shape [N, …]`, [first, ...example]);
  const batch = typeof first === "string" ? first : "batch";
  const openShapes = new Map([...decoded.openShapes, [input, [batch, ...example]] as const]);
  const model = { ...decoded, graph: { ...unshareVectors(graph), inputs }, openShapes };
  const copies = graph.nodes.filter(({ operation }) => operation === "Identity").flatMap(({ outputs }) => outputs);
  const own = new Set([...model.graph.initializers.keys(), ...copies]);
  return { model, input, elementType, batch, example, owns: (name) => own.has(name) };
}
