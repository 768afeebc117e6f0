// Hidden activations by name: which values of a model's graphs they are, and graphs that give them.
import { fail, nearestFirst } from "@softlabel/core/internal";
import { GraphBuilder } from "../onnx/builder.ts";
import type { Graph } from "../onnx/graph.ts";
import type { Model } from "./model.ts";

/** The names of a message: the nearest where there are many. */
const shownNames = 8;

/** The float32 values that a graph computes with a row per example, as an imported file calls them. */
function computedValues({ nodes, types }: Graph, batchSize: number): string[] {
  const isActivation = (name: string): boolean => {
    const type = types.get(name);
    return type?.elementType === "float32" && type.shape.length > 1 && type.shape[0] === batchSize;
  };
  return nodes.flatMap(({ outputs }) => outputs).filter(isActivation);
}

/** A name that was asked for, and the value of the graphs that holds it. */
export type ActivationValue = readonly [name: string, value: string];

/**
 * The values of a model's graphs that hold activations: those that the model names, `features`, `logits`, and any other value of its
 * graph by its own name, as an imported file has them.
 * @param names what was asked for
 * @returns for each name the value
 * @throws UsageError for a name that is none, with the nearest ones
 */
export function activationValues(model: Model, names: readonly string[]): readonly ActivationValue[] {
  if (names.length === 0) return [];
  const { activations = {} } = model;
  // Two, so that a row per example is not taken for a single number.
  const batchSize = 2;
  const values = computedValues(model.graph(batchSize), batchSize);
  return [...new Set(names)].map((name) => {
    const value = Object.hasOwn(activations, name) ? activations[name] : name;
    const known = Object.keys(activations);
    const nearest = (): string =>
      nearestFirst(name, known.length === 0 ? values : known)
        .slice(0, shownNames)
        .join(", ");
    if (!values.includes(value)) fail("activations", `one of ${model.name}: ${nearest()}`, name);
    return [name, value];
  });
}

/** A graph with further outputs: each value under the name it was asked for by. */
export function withActivations(graph: Graph, values: readonly ActivationValue[]): Graph {
  const further = values.filter(([name]) => !graph.outputs.includes(name));
  if (further.length === 0) return graph;
  const builder = GraphBuilder.from(graph);
  for (const [name, value] of further)
    builder.output(value === name ? name : builder.node("Identity", [value], {}, name));
  return builder.build();
}

/**
 * Throws unless a model has activations of these names: those of `model.activations`, `features`, `logits`, or any value of its graph
 * that has a row per example, by its own name.
 * @throws UsageError for the first name that is none, with the nearest ones
 */
export function checkActivations(model: Model, names: readonly string[]): void {
  activationValues(model, names);
}
