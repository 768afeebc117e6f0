// Where a classifier ends: its logits, and the linear layer that makes them.
import { fail } from "@softlabel/core";
import { showType } from "../../onnx/graph.ts";
import type { Graph, Node } from "../../onnx/index.ts";

/** The end of a classifier's graph. */
export interface Head {
  /** The output of the file that was taken. */
  readonly output: string;
  /** The value that holds the logits, [N, K]. */
  readonly logits: string;
  readonly classes: number;
  /** What the last linear layer sees, where the logits come from one. */
  readonly features?: string;
  /** That layer's weight and bias. */
  readonly parameters: readonly string[];
  /** What the user should know of the choice. */
  readonly notes: readonly string[];
}

const passedThrough = ["Identity", "Flatten", "Reshape", "Squeeze"];
const normalisers = ["Softmax", "LogSoftmax"];

/** The output that holds scores of classes, and what is to be said where others do too. */
function chooseOutput(who: string, { outputs, types }: Graph): { output: string; notes: string[] } {
  const isScores = (name: string): boolean => {
    const type = types.get(name);
    return type?.elementType === "float32" && type.shape.length === 2 && type.shape[1] > 1;
  };
  const possible = outputs.filter(isScores);
  const shown = outputs.map((name) => `${name} ${showType(types.get(name)!)}`).join(", ");
  if (possible.length === 0) fail(who, "an output of logits, float32 [N, K] with K of 2 or more", shown);
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

/** The linear layer that makes a value: what it sees, and its parameters. */
function linearLayer(
  graph: Graph,
  made: ReadonlyMap<string, Node>,
  value: string,
): Pick<Head, "features" | "parameters"> {
  const node = made.get(value);
  const constants = node?.inputs.filter((input) => graph.initializers.has(input)) ?? [];
  if (node === undefined) return { parameters: [] };
  const [first, second] = node.inputs;
  if (passedThrough.includes(node.operation)) return linearLayer(graph, made, first);
  if (node.operation === "Add" && constants.length === 1) {
    const inner = linearLayer(graph, made, first === constants[0] ? second : first);
    return inner.features === undefined ? inner : { ...inner, parameters: [...inner.parameters, ...constants] };
  }
  const linear = node.operation === "Gemm" || node.operation === "MatMul";
  const weight = linear ? weightOf(graph, made, second) : undefined;
  if (weight === undefined) return { parameters: [] };
  return { features: first, parameters: [...new Set([weight, ...constants])] };
}

/**
 * Finds a classifier's logits and its last layer. A softmax at the end is left out.
 * @param who the function that was called, for messages
 * @param graph the classifier, for evaluation
 * @throws UsageError where no output is [N, K]
 */
export function findHead(who: string, graph: Graph): Head {
  const made = new Map(graph.nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
  const { output, notes } = chooseOutput(who, graph);
  let last = output;
  while (made.get(last)?.operation === "Identity") last = made.get(last)!.inputs[0];
  const node = made.get(last);
  const normalised = node !== undefined && normalisers.includes(node.operation);
  if (normalised) notes.push(`The file ends with ${node.operation}; the logits before it are taken.`);
  const logits = normalised ? node.inputs[0] : output;
  const layer = linearLayer(graph, made, logits);
  if (layer.features === undefined) notes.push("No linear layer makes the logits; they stand for the features too.");
  return { output, logits, classes: graph.types.get(logits)!.shape[1], ...layer, notes };
}
