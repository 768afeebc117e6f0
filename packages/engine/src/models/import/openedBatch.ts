// Opens the batch of files that were exported for batches of one: shapes that begin with that 1 are computed instead.
import { tensorOf } from "../../onnx/elementTypes.ts";
import type { Graph, Node, Tensor } from "../../onnx/graph.ts";
import { instantiate } from "../../onnx/instantiate.ts";
import type { OnnxModel } from "../../onnx/model.ts";

/** The values that change with an input. */
function reachedFrom({ nodes }: Graph, input: string): ReadonlySet<string> {
  const reached = new Set([input]);
  for (const { inputs, outputs } of nodes)
    if (inputs.some((name) => reached.has(name))) for (const output of outputs) reached.add(output);
  return reached;
}

/** The whole numbers of a constant. */
function wholesOf(graph: Graph, name: string): readonly number[] | undefined {
  const made = graph.nodes.find(({ outputs }) => outputs[0] === name);
  const attribute = made?.operation === "Constant" ? made.attributes.value : undefined;
  const tensor: Tensor | undefined =
    graph.initializers.get(name) ?? (attribute?.kind === "tensor" ? attribute.value : undefined);
  return tensor?.elementType === "int64" ? Array.from(tensor.data as BigInt64Array, Number) : undefined;
}

/**
 * The model with every Reshape to [1, …] of a value that changes with the input as one to [-1, …], where another dimension that
 * was left open gets its size in a batch of one.
 * @param sizes of the dimensions that the file leaves open, with a batch of one
 */
export function withOpenBatch(model: OnnxModel, input: string, sizes: Readonly<Record<string, number>>): OnnxModel {
  const { graph } = model;
  const { types } = instantiate(model, sizes, "evaluation");
  const reached = reachedFrom(graph, input);
  const initializers = new Map(graph.initializers);
  const nodes = graph.nodes.map((node): Node => {
    const [value, target] = node.inputs;
    if (node.operation !== "Reshape" || !reached.has(value)) return node;
    const shape = wholesOf(graph, target);
    const whole = types.get(node.outputs[0])?.shape;
    if (shape?.[0] !== 1 || whole === undefined) return node;
    const opened = `${node.outputs[0]}/open batch`;
    initializers.set(opened, tensorOf("int64", [whole.length], [-1, ...whole.slice(1)]));
    return { ...node, inputs: [value, opened] };
  });
  return { ...model, graph: { ...graph, nodes, initializers } };
}
