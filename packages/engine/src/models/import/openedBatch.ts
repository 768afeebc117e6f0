// Opens the batch of files that were exported for batches of one: shapes that begin with that 1 are computed instead.
import { changingWith, makersOf } from "../../onnx/dataFlow.ts";
import { tensorOf } from "../../onnx/elementTypes.ts";
import type { Graph, Node } from "../../onnx/graph.ts";
import { instantiate } from "../../onnx/instantiate.ts";
import type { OnnxModel } from "../../onnx/model.ts";
import { constantOf } from "./arrays.ts";

/** The whole numbers of a constant. */
function wholesOf({ initializers }: Graph, name: string, maker: Node | undefined): readonly number[] | undefined {
  const tensor = initializers.get(name) ?? (maker && constantOf(maker));
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
  const [changing, made] = [changingWith(graph, [input]), makersOf(graph)];
  const initializers = new Map(graph.initializers);
  const nodes = graph.nodes.map((node): Node => {
    const [value, target] = node.inputs;
    if (node.operation !== "Reshape" || !changing.has(value)) return node;
    const shape = wholesOf(graph, target, made.get(target));
    const whole = types.get(node.outputs[0])?.shape;
    if (shape?.[0] !== 1 || whole === undefined) return node;
    const opened = `${node.outputs[0]}/open batch`;
    initializers.set(opened, tensorOf("int64", [whole.length], [-1, ...whole.slice(1)]));
    return { ...node, inputs: [value, opened] };
  });
  return { ...model, graph: { ...graph, nodes, initializers } };
}
