// Which constants of a file are parameters: arrays of layers, and not the factors that exporters compute.
import { firstOf } from "@softlabel/core/internal";
import { usersOf } from "../../onnx/dataFlow.ts";
import { sizeOf, type Graph, type Node, type Tensor } from "../../onnx/graph.ts";

/** The inputs of layers that hold parameters or running statistics. */
const layerInputs: Readonly<Record<string, readonly number[]>> = {
  Conv: [1, 2],
  ConvTranspose: [1, 2],
  Gemm: [0, 1, 2],
  MatMul: [0, 1],
  BatchNormalization: [1, 2, 3, 4],
  LayerNormalization: [1, 2],
  InstanceNormalization: [1, 2],
  GroupNormalization: [1, 2],
  RMSNormalization: [1],
  PRelu: [1],
  Gather: [0],
  LSTM: [1, 2, 3, 7],
  GRU: [1, 2, 3],
  RNN: [1, 2, 3],
};
const moving = ["Identity", "Reshape", "Transpose", "Squeeze", "Unsqueeze", "Flatten", "Cast", "Expand"];
const arithmetic = ["Add", "Sub", "Mul", "Div", "Pow", "Max", "Min", "Sum"];

/** Names that exporters give to what has none in the source: val_82, onnx::Mul_7, /block/Constant_output_0. */
const exporterName = /^(_?val|const(ant)?|p2o|tmp|arg|lifted_tensor)[\d_.]|^onnx::|^\/|_output_\d+$|^Constant/i;

/** What a value is to the nodes that use it, also after it was moved. */
function rolesOf(users: ReturnType<typeof usersOf>, value: string): readonly ("layer" | "arithmetic" | "other")[] {
  return (users.get(value) ?? []).flatMap(([{ operation, outputs }, index]) => {
    if (layerInputs[operation]?.includes(index)) return ["layer" as const];
    if (arithmetic.includes(operation)) return ["arithmetic" as const];
    return moving.includes(operation) && index === 0 ? rolesOf(users, outputs[0]) : ["other" as const];
  });
}

/** The tensor of a Constant node; undefined for lists, numbers and other nodes. */
export function constantOf({ operation, attributes }: Node): Tensor | undefined {
  const value = operation === "Constant" ? attributes.value : undefined;
  return value?.kind === "tensor" ? value.value : undefined;
}

/** A file's constants, told apart. */
interface FileArrays {
  /** The graph with the parameters that were written as Constant nodes among its initializers. */
  readonly graph: Graph;
  /** The constants that are arrays of the file: neither factors of an exporter nor results of arithmetic. */
  readonly arrays: ReadonlySet<string>;
  readonly notes: readonly string[];
}

/** The graph with those Constant nodes as initializers that layers take, or that have a name of their own and are added or multiplied. */
function withoutConstantNodes(graph: Graph, users: ReturnType<typeof usersOf>): Graph {
  const initializers = new Map(graph.initializers);
  const types = new Map(graph.types);
  const nodes = graph.nodes.filter((node) => {
    const tensor = constantOf(node);
    if (tensor?.elementType !== "float32" || sizeOf(tensor.shape) < 2) return true;
    const [name] = node.outputs;
    const roles = rolesOf(users, name);
    const isNamed = roles.includes("arithmetic") && !exporterName.test(name);
    if (!roles.includes("layer") && !isNamed) return true;
    initializers.set(name, tensor);
    types.set(name, { elementType: tensor.elementType, shape: tensor.shape });
    return false;
  });
  return { ...graph, nodes, initializers, types };
}

/** Tells a file's arrays from its constants. */
export function fileArrays(given: Graph): FileArrays {
  const users = usersOf(given);
  const graph = withoutConstantNodes(given, users);
  const copies = graph.nodes.filter(({ operation }) => operation === "Identity").flatMap(({ outputs }) => outputs);
  const isFactor = ([name, { elementType, shape }]: readonly [string, Tensor]): boolean =>
    elementType === "float32" &&
    shape.length > 0 &&
    exporterName.test(name) &&
    rolesOf(users, name).every((role) => role === "arithmetic");
  const factors = new Set([...graph.initializers].filter(isFactor).map(([name]) => name));
  const arrays = new Set([...graph.initializers.keys(), ...copies].filter((name) => !factors.has(name)));
  const notes =
    factors.size > 0
      ? [`Constants that the exporter computed, and that are not trained: ${firstOf([...factors], 5)}.`]
      : [];
  return { graph, arrays, notes };
}
