// Where a classifier ends: its logits, and the linear layer that makes them.
import { fail } from "@softlabel/core/internal";
import { makersOf } from "../../onnx/dataFlow.ts";
import { showType, sizeOf, type Graph, type Node } from "../../onnx/graph.ts";

/** The end of a classifier's graph. */
export interface Head {
  /** The output of the file that was taken. */
  readonly output: string;
  /** The value that holds the logits: [N, K], or with further axes of length 1; of a single one for two classes, [N] or [N, 1]. */
  readonly logits: string;
  readonly classes: number;
  /** What the last linear layer sees, where the logits come from one. */
  readonly features?: string;
  /** Whether the mean of the features over their places is what the layer could as well have seen: a 1×1 convolution, pooled. */
  readonly pooled?: boolean;
  /** That layer's weight and bias. */
  readonly parameters: readonly string[];
  /** What the user should know of the choice. */
  readonly notes: readonly string[];
}

const passedThrough = ["Identity", "Cast", "Flatten", "Reshape", "Squeeze", "Unsqueeze"];
const normalisers = ["Softmax", "LogSoftmax"];

/** How many scores a value holds for each example: K of [N, K, 1, …], 1 of [N]. Undefined where it holds no scores. */
function scoresOf({ types }: Graph, name: string): number | undefined {
  const type = types.get(name);
  if (type?.elementType !== "float32") return undefined;
  const [batch, classes = 1, ...rest] = type.shape;
  return batch !== undefined && rest.every((size) => size === 1) ? classes : undefined;
}

/** The output that holds scores of classes, and what is to be said where others do too. */
function chooseOutput(graph: Graph): { output: string; notes: string[] } {
  const { outputs, types } = graph;
  const several = outputs.filter((name) => (scoresOf(graph, name) ?? 0) > 1);
  const possible = several.length > 0 ? several : outputs.filter((name) => scoresOf(graph, name) === 1);
  const shown = outputs.map((name) => `${name} ${showType(types.get(name)!)}`).join(", ");
  if (possible.length === 0) fail("ONNX file", "an output of logits, float32 [N, K], or [N, 1] for two classes", shown);
  const output = possible.find((name) => name === "logits") ?? possible[0];
  // Files that were made here have features too.
  const others = possible.filter((name) => name !== output && (name !== "features" || output !== "logits"));
  const notes = others.length > 0 ? [`Of the outputs ${possible.join(", ")}, ${output} is taken as the logits.`] : [];
  return { output, notes };
}

/** The array that a linear layer multiplies by, if it is one; some exporters turn it at run time. */
function weightOf(graph: Graph, made: ReadonlyMap<string, Node>, value: string): string | undefined {
  if (graph.initializers.has(value)) return value;
  const node = made.get(value);
  return node?.operation === "Transpose" ? weightOf(graph, made, node.inputs[0]) : undefined;
}

type Layer = Pick<Head, "features" | "parameters" | "pooled">;
const noLayer: Layer = { parameters: [] };

/** Whether a reduction is the mean over all places of [N, C, …]. */
function isPooling(graph: Graph, { operation, inputs }: Node): boolean {
  const rank = graph.types.get(inputs[0])?.shape.length ?? 0;
  const axes = graph.initializers.get(inputs[1] ?? "");
  const places = axes === undefined ? [] : Array.from(axes.data as BigInt64Array, Number);
  return (
    operation === "ReduceMean" &&
    rank > 2 &&
    places.length === rank - 2 &&
    !places.some((axis) => axis === 0 || axis === 1)
  );
}

/** A convolution that sees each place alone is a linear layer. */
function placewise(graph: Graph, { inputs }: Node): Layer {
  const weight = graph.initializers.get(inputs[1]);
  const sizes = graph.types.get(inputs[0])?.shape.slice(2) ?? [];
  if (weight?.shape.slice(2).some((size) => size !== 1) !== false) return noLayer;
  return { features: inputs[0], parameters: inputs.slice(1), pooled: sizes.some((size) => size > 1) };
}

/** The linear layer that makes a value: what it sees, and its parameters. A Relu behind it changes nothing of that. */
function linearLayer(graph: Graph, made: ReadonlyMap<string, Node>, value: string): Layer {
  const node = made.get(value);
  const constants = node?.inputs.filter((input) => graph.initializers.has(input)) ?? [];
  if (node === undefined) return noLayer;
  const [first, second] = node.inputs;
  if (passedThrough.includes(node.operation) || node.operation === "Relu" || isPooling(graph, node))
    return linearLayer(graph, made, first);
  if (node.operation === "Conv") return placewise(graph, node);
  if (node.operation === "Add" && constants.length === 1) {
    const inner = linearLayer(graph, made, first === constants[0] ? second : first);
    return inner.features === undefined ? inner : { ...inner, parameters: [...inner.parameters, ...constants] };
  }
  const linear = node.operation === "Gemm" || node.operation === "MatMul";
  const weight = linear ? weightOf(graph, made, second) : undefined;
  if (weight === undefined) return noLayer;
  return { features: first, parameters: [...new Set([weight, ...constants])] };
}

/** Whether a node makes each row of N·K values a distribution over K classes, or each value a probability. */
function normalisesRows(graph: Graph, node: Node, [rows, classes]: readonly number[]): boolean {
  if (node.operation === "Sigmoid") return true;
  if (!normalisers.includes(node.operation)) return false;
  const { shape } = graph.types.get(node.inputs[0])!;
  const { axis } = node.attributes;
  const along = axis?.kind === "int" ? axis.value : -1;
  const place = along < 0 ? along + shape.length : along;
  return shape[0] === rows && shape[place] === classes && sizeOf(shape.slice(0, place)) === rows;
}

/** The softmax or sigmoid that a file ends with, if there is one; nothing but another shape follows it. */
function lastNormaliser(graph: Graph, made: ReadonlyMap<string, Node>, output: string): Node | undefined {
  let node = made.get(output);
  while (node !== undefined && passedThrough.includes(node.operation)) node = made.get(node.inputs[0]);
  return node !== undefined && normalisesRows(graph, node, graph.types.get(output)!.shape) ? node : undefined;
}

/**
 * Finds a classifier's logits and its last layer. A softmax or sigmoid at the end is left out.
 * @param graph the classifier, for evaluation
 * @throws UsageError where no output is [N, K]
 */
export function findHead(graph: Graph): Head {
  const made = makersOf(graph);
  const { output, notes } = chooseOutput(graph);
  const normaliser = lastNormaliser(graph, made, output);
  if (normaliser !== undefined)
    notes.push(`The file ends with ${normaliser.operation}; the logits before it are taken.`);
  const logits = normaliser?.inputs[0] ?? output;
  const layer = linearLayer(graph, made, logits);
  const scores = scoresOf(graph, output)!;
  if (scores === 1)
    notes.push("The file gives a single logit, that of the second of two classes; the first one's is 0.");
  if (layer.features === undefined) notes.push("No linear layer makes the logits; they stand for the features too.");
  return { output, logits, classes: Math.max(2, scores), ...layer, notes };
}
