// From a decoded file to a graph in which every shape is known: open dimensions get sizes, shape arithmetic is computed.
import { fail } from "@softlabel/core/internal";
import { addFollowed } from "./batchStatistics.ts";
import { GraphBuilder } from "./builder.ts";
import { addNode } from "./decompositions/index.ts";
import type { Graph } from "./graph.ts";
import { layersOf, type BatchStatistic, type DropoutMask, type Layers } from "./layers.ts";
import type { OnnxModel } from "./model.ts";
import { changingWith, neededNodes } from "./dataFlow.ts";
import { upgradeNode } from "./upgrade.ts";

/** A model's graph as it is while it is trained, and what in it is neither data nor parameter. */
interface TrainingInstance {
  readonly graph: Graph;
  /** The running means and variances of each BatchNormalization that trains: the graph has `batch(<name>)` for each. */
  readonly statistics: readonly BatchStatistic[];
  /** The inputs that the graph has beyond those of the file. */
  readonly dropouts: readonly DropoutMask[];
}

/** The shape of an input with its open dimensions filled in. */
function sizedShape(model: OnnxModel, input: string, sizes: Readonly<Record<string, number>>): readonly number[] {
  const declared = model.openShapes.get(input) ?? model.graph.types.get(input)?.shape;
  if (declared === undefined)
    fail("instantiate", `a shape of input "${input}" in the file`, "none", "export it with one");
  return declared.map((size) => {
    if (typeof size === "number") return size;
    return sizes[size] ?? fail("instantiate", `a size for dimension ${size} of "${input}"`, sizes);
  });
}

function build(
  model: OnnxModel,
  sizes: Readonly<Record<string, number>>,
  mode: Layers["mode"],
  frozen: ReadonlySet<string> = new Set(),
): TrainingInstance {
  const { graph, opset } = model;
  const layers = layersOf(mode, { frozen, changing: changingWith(graph, graph.inputs) });
  const builder = new GraphBuilder(graph.name);
  for (const input of graph.inputs) {
    const elementType = graph.types.get(input)?.elementType ?? "float32";
    builder.input(input, elementType, sizedShape(model, input, sizes));
  }
  for (const [name, tensor] of graph.initializers) builder.initializer(name, tensor);
  const nodes = neededNodes(graph);
  const used = new Set([...graph.outputs, ...nodes.flatMap(({ inputs }) => inputs)]);
  for (const node of nodes) {
    addNode(upgradeNode(node, builder, opset), builder, layers);
    const missing = node.outputs.find((output) => output !== "" && used.has(output) && !builder.has(output));
    if (missing !== undefined)
      fail(
        `${node.operation} node "${node.name}"`,
        `only ${node.outputs[0]} to be used, as no other output of it is computed`,
        missing,
      );
  }
  const statistics = addFollowed(builder, layers.batches);
  for (const output of graph.outputs) builder.output(output);
  return { graph: builder.build(), statistics, dropouts: layers.dropouts };
}

/**
 * The graph of a model with all shapes known, in operator set 18: ready to be run, extended and differentiated. Nodes
 * that no output needs are left out, and nothing is dropped out.
 * @param sizes the size of each dimension that the file leaves open, by its name, such as { N: 64 }
 * @param mode what BatchNormalization normalises by: "as the file" the statistics that its node says, "evaluation" the
 *   running ones
 * @throws UsageError on a dimension without size, an operation that the engine does not know, and an operator set that is
 *   not among 7 to 28
 */
export function instantiate(
  model: OnnxModel,
  sizes: Readonly<Record<string, number>>,
  mode: "as the file" | "evaluation" = "as the file",
): Graph {
  return build(model, sizes, mode).graph;
}

/**
 * As `instantiate`, in training: BatchNormalization normalises by the batch and gives its statistics, the variance unbiased
 * (n/(n-1)); each Dropout multiplies by a mask, which is an input of the graph.
 * @param frozen parameters that are not trained; a BatchNormalization with its scale and bias among them keeps normalising
 *   by its running statistics
 * @throws UsageError where `instantiate` does, and where a batch has a single value a channel
 */
export function instantiateForTraining(
  model: OnnxModel,
  sizes: Readonly<Record<string, number>>,
  frozen: ReadonlySet<string> = new Set(),
): TrainingInstance {
  return build(model, sizes, "training", frozen);
}
