// Gives names of a file that our graphs have for values of their own another one.
import type { Graph } from "../../onnx/graph.ts";
import type { OnnxModel } from "../../onnx/model.ts";

/** The names that every model's graph, and every training graph, has for its own. */
export const reserved = ["input", "logits", "features", "targets", "teacher", "loss", "probabilities"];

/** Arrays stand beside the model's own values under the names that they have in the file. */
const clashingArrays = new Set([...reserved, "input.scale", "input.shift", "input.normalised"]);
/** What is added to a file's graph: gradients, batch statistics, masks, coefficients, and what the loss of one batch needs. */
const clashingValues = /^(grad|batch|mask|coefficient)\(|\/grad\/|^(target q|mean loss|example weights)$/;

/** The names of all values of a graph. */
function valuesOf({ inputs, initializers, nodes }: Graph): ReadonlySet<string> {
  return new Set([...inputs, ...initializers.keys(), ...nodes.flatMap((node) => node.outputs)]);
}

/** Arrays, and the copies of arrays that exporters make. */
function arraysOf({ initializers, nodes }: Graph): ReadonlySet<string> {
  const copies = nodes.filter(({ operation, inputs }) => operation === "Identity" && initializers.has(inputs[0]));
  return new Set([...initializers.keys(), ...copies.flatMap(({ outputs }) => outputs)]);
}

/** The new names of those that clash, `file/<name>`, by the names in the file. */
function newNames(graph: Graph): ReadonlyMap<string, string> {
  const [values, arrays] = [valuesOf(graph), arraysOf(graph)];
  const clashes = (name: string): boolean =>
    clashingValues.test(name) || (arrays.has(name) && clashingArrays.has(name));
  const [named, taken] = [new Map<string, string>(), new Set(values)];
  for (const name of [...values].filter(clashes)) {
    let own = `file/${name.replaceAll("/grad/", "/")}`;
    while (taken.has(own)) own = `file/${own}`;
    taken.add(own);
    named.set(name, own);
  }
  return named;
}

/** The model with other names for what clashes, and for each of these its name in the file. */
export function withoutClashes(model: OnnxModel): { model: OnnxModel; fileNames: ReadonlyMap<string, string> } {
  const { graph, openShapes } = model;
  const renamed = newNames(graph);
  if (renamed.size === 0) return { model, fileNames: renamed };
  const nameOf = (name: string): string => renamed.get(name) ?? name;
  const keyed = <Value>(map: ReadonlyMap<string, Value>): Map<string, Value> =>
    new Map(Array.from(map, ([name, value]) => [nameOf(name), value]));
  const nodes = graph.nodes.map((node) => ({
    ...node,
    inputs: node.inputs.map(nameOf),
    outputs: node.outputs.map(nameOf),
  }));
  const named = {
    ...graph,
    inputs: graph.inputs.map(nameOf),
    outputs: graph.outputs.map(nameOf),
    nodes,
    initializers: keyed(graph.initializers),
    types: keyed(graph.types),
  };
  const fileNames = new Map(Array.from(renamed, ([name, own]) => [own, name]));
  return { model: { ...model, graph: named, openShapes: keyed(openShapes) }, fileNames };
}
