// Reads an ONNX file as a classifier: one input whose first dimension is the batch, parameters not shared.
import { check, fail } from "@softlabel/core/internal";
import { makersOf } from "../../onnx/dataFlow.ts";
import { decodeModel, type ReadExternal } from "../../onnx/decode.ts";
import type { Graph } from "../../onnx/graph.ts";
import type { OnnxModel } from "../../onnx/model.ts";
import { fileArrays } from "./arrays.ts";
import { withoutClashes } from "./names.ts";
import { inSinglePrecision } from "./singlePrecision.ts";
import { unshareUniform } from "./unshare.ts";

/** A classifier as a file has it. */
export interface ClassifierFile {
  /** With the first dimension of the input open, under the name `batch`. */
  readonly model: OnnxModel;
  readonly input: string;
  readonly elementType: (typeof inputTypes)[number];
  readonly batch: string;
  /** The size of the only batches that the file says it takes; undefined where it leaves that open. */
  readonly onlyBatch: number | undefined;
  /** The shape of one example: sizes, and names of those that the file leaves open. */
  readonly example: readonly (number | string)[];
  /** The constants that are arrays of the file, not results of its arithmetic. */
  readonly arrays: ReadonlySet<string>;
  /** The names in the file of what is called otherwise here, because our graphs have such names for their own. */
  readonly fileNames: ReadonlyMap<string, string>;
  /** What the user should know of the arrays. */
  readonly notes: readonly string[];
}

const who = "ONNX file";

/** What files take: numbers, pixels, and whole numbers that stand for words. */
const inputTypes = ["float32", "uint8", "int64", "int32"] as const;

/**
 * The shape of a value as the file states it, with a name of its own for each dimension that is left open: runtimes do not
 * hold files to names that they repeat, such as [N, 3, N, N].
 */
function statedShape({ graph, openShapes }: OnnxModel, name: string): readonly (number | string)[] {
  const shape = openShapes.get(name) ?? graph.types.get(name)?.shape ?? [];
  return shape.map((size, i) => (typeof size === "string" && shape.indexOf(size) < i ? `${size}[${i}]` : size));
}

/** What makes a label, or a table of classes and scores, of scores. */
const answers = ["ArgMax", "ZipMap"];

/**
 * The outputs that can hold scores: those of float32 where there are any, else what labels are made of. Files give labels
 * beside, by operations of their own.
 */
function scoreOutputs(graph: Graph): readonly string[] {
  const { outputs, types } = graph;
  const scores = outputs.filter((name) => types.get(name)?.elementType === "float32");
  if (scores.length > 0) return scores;
  const made = makersOf(graph);
  const behind = (name: string): string => {
    const node = made.get(name);
    const steps = [...answers, "Cast", "Identity", "Squeeze", "Reshape"];
    return node !== undefined && steps.includes(node.operation) ? behind(node.inputs[0]) : name;
  };
  return [...new Set(outputs.map(behind))];
}

/**
 * Reads a file.
 * @param external gives the files beside this one that hold arrays
 * @throws UsageError where the bytes are not an ONNX file, or the model has not one input of numbers with a batch dimension
 */
export function readClassifier(bytes: Uint8Array, external?: ReadExternal): ClassifierFile {
  const { model: single, notes } = inSinglePrecision(decodeModel(bytes, { external }));
  const { model: decoded, fileNames } = withoutClashes(single);
  const { graph } = decoded;
  const inputs = graph.inputs.filter((name) => !graph.initializers.has(name));
  check(inputs.length === 1, who, "a model with one input", inputs);
  const [input] = inputs;
  const type = graph.types.get(input);
  const stated = `an element type and a shape of input "${input}" in the file`;
  check(type !== undefined, who, stated, "none", "export the model with both");
  const elementType = inputTypes.find((known) => known === type.elementType);
  const kinds = `input "${input}" of ${inputTypes.join(", ")}`;
  if (elementType === undefined) return fail(who, kinds, type.elementType, "export the model in float32");
  const [first, ...example] = statedShape(decoded, input);
  check(first !== undefined && example.length > 0, who, `input "${input}" of shape [N, …]`, [first, ...example]);
  const batch = typeof first === "string" ? first : "batch";
  const openShapes = new Map([...decoded.openShapes, [input, [batch, ...example]] as const]);
  const told = fileArrays(unshareUniform(graph));
  const model = { ...decoded, graph: { ...told.graph, inputs, outputs: scoreOutputs(graph) }, openShapes };
  const onlyBatch = typeof first === "number" ? first : undefined;
  return {
    model,
    input,
    elementType,
    batch,
    onlyBatch,
    example,
    arrays: told.arrays,
    fileNames,
    notes: [...notes, ...told.notes],
  };
}
