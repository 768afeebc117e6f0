// Which arrays of a file can be trained: those that gradients of the logits reach, but running statistics and preprocessing.
import { firstOf } from "@softlabel/core/internal";
import { gradientReach } from "../../autodiff/reach.ts";
import type { Graph } from "../../onnx/graph.ts";
import type { Parameter } from "../model.ts";

/** The arrays of a file that can be trained, in the order in which its nodes use them, and what is to be said of others. */
interface Trainable {
  readonly parameters: readonly Parameter[];
  readonly notes: readonly string[];
}

/** Names of the running means and variances. */
function runningStatistics(graph: Graph): ReadonlySet<string> {
  const normalisations = graph.nodes.filter(({ operation }) => operation === "BatchNormalization");
  return new Set(normalisations.flatMap(({ inputs }) => inputs.slice(3)));
}

const scaling = ["Add", "Sub", "Mul", "Div"];
const rearranging = ["Cast", "Identity", "Transpose", "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Expand", "Slice"];

/** The constants by which a file scales and shifts its input before any layer: means and deviations, which are not trained. */
function preprocessingConstants({ nodes, initializers }: Graph, input: string): ReadonlySet<string> {
  const raw = new Set([input]);
  const found = new Set<string>();
  for (const { operation, inputs, outputs } of nodes) {
    const constants = inputs.filter((name) => initializers.has(name));
    const scales = scaling.includes(operation) && constants.length === 1 && inputs.some((name) => raw.has(name));
    if (scales) found.add(constants[0]);
    if (scales || (rearranging.includes(operation) && raw.has(inputs[0]))) raw.add(outputs[0]);
  }
  return found;
}

/** Sentences on parameters that gradients cannot reach, one for each operation in the way. */
function describeBlocked(blocked: ReadonlyMap<string, readonly string[]>): string[] {
  return Array.from(blocked, ([obstacle, names]) => {
    return `${firstOf(names, 3)} cannot be trained: gradients do not pass ${obstacle}.`;
  });
}

/**
 * Finds what can be trained.
 * @param graph the classifier, for evaluation, with the constants of the file as initializers
 * @param arrays names of the file's arrays; other constants came of its arithmetic
 * @param input what the graph takes
 * @param output the value that the loss is computed from
 */
export function findTrainable(graph: Graph, arrays: ReadonlySet<string>, input: string, output: string): Trainable {
  const { reached, blocked } = gradientReach(graph, output);
  const fixed = new Set([...runningStatistics(graph), ...preprocessingConstants(graph, input)]);
  const parameters: Parameter[] = [];
  const unreachable = new Map<string, string[]>();
  for (const name of new Set(graph.nodes.flatMap(({ inputs }) => inputs))) {
    const tensor = graph.initializers.get(name);
    const candidate = tensor !== undefined && tensor.elementType === "float32" && tensor.shape.length > 0;
    if (!candidate || !arrays.has(name) || fixed.has(name)) continue;
    const obstacle = blocked.get(name);
    if (obstacle !== undefined) {
      const label = `${obstacle.operation} node "${obstacle.name}"`;
      unreachable.set(label, [...(unreachable.get(label) ?? []), name]);
    } else if (reached.has(name)) parameters.push({ name, shape: tensor.shape, values: tensor.data as Float32Array });
  }
  return { parameters, notes: describeBlocked(unreachable) };
}
