// Reads an ONNX file as a classifier: one input whose first dimension is the batch, parameters not shared.
import { check } from "@softlabel/core/internal";
import { decodeModel, type Graph, type OnnxModel } from "../../onnx/index.ts";
import { withoutClashes } from "./names.ts";
import { unshareUniform } from "./unshare.ts";

/** A classifier as a file has it. */
export interface ClassifierFile {
  /** With the first dimension of the input open, under the name `batch`. */
  readonly model: OnnxModel;
  readonly input: string;
  readonly elementType: "float32" | "uint8";
  readonly batch: string;
  /** The size of the only batches that the file says it takes; undefined where it leaves that open. */
  readonly onlyBatch: number | undefined;
  /** The shape of one example: sizes, and names of those that the file leaves open. */
  readonly example: readonly (number | string)[];
  /** The constants that are arrays of the file, not results of its arithmetic. */
  readonly arrays: ReadonlySet<string>;
  /** The names in the file of what is called otherwise here, because our graphs have such names for their own. */
  readonly fileNames: ReadonlyMap<string, string>;
}

/**
 * The shape of a value as the file states it, with a name of its own for each dimension that is left open: runtimes do not
 * hold files to names that they repeat, such as [N, 3, N, N].
 */
function statedShape({ graph, openShapes }: OnnxModel, name: string): readonly (number | string)[] {
  const shape = openShapes.get(name) ?? graph.types.get(name)?.shape ?? [];
  return shape.map((size, i) => (typeof size === "string" && shape.indexOf(size) < i ? `${size}[${i}]` : size));
}

/** The outputs that can hold scores: those of float32 where there are any. Files give labels beside, by operations of their own. */
function scoreOutputs({ outputs, types }: Graph): readonly string[] {
  const scores = outputs.filter((name) => types.get(name)?.elementType === "float32");
  return scores.length > 0 ? scores : outputs;
}

/**
 * Reads a file.
 * @param who the function that was called, for messages
 * @throws UsageError where the bytes are no ONNX file, or the model has not one input of float32 or uint8 with a batch dimension
 */
export function readClassifier(who: string, bytes: Uint8Array): ClassifierFile {
  const { model: decoded, fileNames } = withoutClashes(decodeModel(bytes));
  const { graph } = decoded;
  const inputs = graph.inputs.filter((name) => !graph.initializers.has(name));
  check(inputs.length === 1, who, "a model with one input", inputs);
  const [input] = inputs;
  const type = graph.types.get(input);
  const stated = `an element type and a shape of input "${input}" in the file`;
  check(type !== undefined, who, stated, "none", "export the model with both");
  const { elementType } = type;
  const known = elementType === "float32" || elementType === "uint8";
  check(known, who, `input "${input}" of float32 or uint8`, elementType, "export the model in float32");
  const [first, ...example] = statedShape(decoded, input);
  check(first !== undefined && example.length > 0, who, `input "${input}" of shape [N, …]`, [first, ...example]);
  const batch = typeof first === "string" ? first : "batch";
  const openShapes = new Map([...decoded.openShapes, [input, [batch, ...example]] as const]);
  const outputs = scoreOutputs(graph);
  const model = { ...decoded, graph: { ...unshareUniform(graph), inputs, outputs }, openShapes };
  const copies = graph.nodes.filter(({ operation }) => operation === "Identity").flatMap(({ outputs }) => outputs);
  const arrays = new Set([...model.graph.initializers.keys(), ...copies]);
  const onlyBatch = typeof first === "number" ? first : undefined;
  return { model, input, elementType, batch, onlyBatch, example, arrays, fileNames };
}
