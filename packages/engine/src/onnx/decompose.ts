// Operations of files that the engine writes as others, so that they need no rules of their own.
import type { GraphBuilder } from "./builder.ts";
import { tensorOf } from "./elementTypes.ts";
import { int, sizeOf, type Attributes, type Node } from "./graph.ts";
import type { NodeView } from "./nodeView.ts";
import { poolKernel } from "./shapes/convolution.ts";

/** Adds all steps but the last, which it returns in the place of the node. */
type Decomposition = (part: Parts) => Node;

/** A node that is taken apart, and the steps that replace it, named `<output>/<role>`. */
class Parts {
  readonly x: readonly string[];
  readonly view: NodeView;
  readonly builder: GraphBuilder;

  constructor(node: Node, builder: GraphBuilder) {
    this.x = node.inputs;
    this.view = builder.view(node);
    this.builder = builder;
  }

  step(role: string, operation: string, inputs: readonly string[], attributes: Attributes = {}): string {
    return this.builder.node(operation, inputs, attributes, `${this.view.node.outputs[0]}/${role}`);
  }

  /** The step whose result is the node's. */
  last(operation: string, inputs: readonly string[], attributes: Attributes = {}): Node {
    const output = this.view.node.outputs[0];
    return { name: output, operation, inputs, outputs: [output], attributes };
  }

  scalar(value: number): string {
    return this.builder.scalar(value, this.view.input(0).elementType);
  }

  /** The mean over axes, which stay with length 1. */
  mean(role: string, value: string, axes: readonly number[]): string {
    return this.step(role, "ReduceMean", [value, this.builder.int64(axes)], { keepdims: int(1) });
  }
}

/** centred · scale / √(variance + ε) + bias; the bias may be left out. */
function normalized(parts: Parts, centred: string, variance: string, scale: string, bias?: string): Node {
  const epsilon = parts.scalar(parts.view.attribute("float", "epsilon", 1e-5));
  const deviation = parts.step("deviation", "Sqrt", [parts.step("variance+ε", "Add", [variance, epsilon])]);
  const factor = parts.step("factor", "Div", [scale, deviation]);
  if (bias === undefined) return parts.last("Mul", [centred, factor]);
  return parts.last("Add", [parts.step("scaled", "Mul", [centred, factor]), bias]);
}

function centredAndVariance(parts: Parts, axes: readonly number[]): readonly [string, string] {
  const centred = parts.step("centred", "Sub", [parts.x[0], parts.mean("mean", parts.x[0], axes)]);
  const square = parts.step("square", "Mul", [centred, centred]);
  return [centred, parts.mean("variance", square, axes)];
}

/** Over the last axes, from the attribute `axis` on. */
const layerNormalization: Decomposition = (parts) => {
  const rank = parts.view.shape(0).length;
  const first = parts.view.axis(parts.view.attribute("int", "axis", -1), rank);
  const axes = Array.from({ length: rank - first }, (_, i) => first + i);
  const [centred, variance] = centredAndVariance(parts, axes);
  return normalized(parts, centred, variance, parts.x[1], parts.view.has(2) ? parts.x[2] : undefined);
};

/** Over all axes but the channels: by the batch's own statistics in training mode, else by the running ones. */
const batchNormalization: Decomposition = (parts) => {
  const shape = parts.view.shape(0);
  const perChannel = parts.builder.int64([shape[1], ...shape.slice(2).fill(1)]);
  const column = (role: string, index: number): string => parts.step(role, "Reshape", [parts.x[index], perChannel]);
  const [scale, bias] = [column("scale", 1), column("bias", 2)];
  if (parts.view.flag("training_mode")) {
    const axes = shape.flatMap((_, axis) => (axis === 1 ? [] : [axis]));
    return normalized(parts, ...centredAndVariance(parts, axes), scale, bias);
  }
  const centred = parts.step("centred", "Sub", [parts.x[0], column("mean", 3)]);
  return normalized(parts, centred, column("variance", 4), scale, bias);
};

/** x/2 (1 + erf(x/√2)) */
const gelu: Decomposition = (parts) => {
  const approximate = parts.view.attribute("string", "approximate", "none");
  if (approximate !== "none") parts.view.fail("the exact Gelu (approximate none)", approximate);
  const error = parts.step("erf", "Erf", [parts.step("x/√2", "Mul", [parts.x[0], parts.scalar(Math.SQRT1_2)])]);
  const gate = parts.step("1+erf", "Add", [error, parts.scalar(1)]);
  return parts.last("Mul", [parts.step("x/2", "Mul", [parts.x[0], parts.scalar(0.5)]), gate]);
};

/** A convolution of each channel on its own with equal weights. */
const averagePool: Decomposition = (parts) => {
  const { elementType, shape } = parts.view.input(0);
  const kernel = poolKernel(parts.view);
  const pads = parts.view.attribute("ints", "pads", []);
  const uncounted = pads.some((pad) => pad > 0) && !parts.view.flag("count_include_pad");
  if (uncounted) parts.view.fail("no pads, or pads that count (count_include_pad 1)", pads);
  const size = sizeOf(kernel);
  const values = new Float64Array(shape[1] * size).fill(1 / size);
  const weight = tensorOf(elementType, [shape[1], 1, ...kernel], values);
  const name = parts.builder.initializer(`${parts.view.node.outputs[0]}/weight`, weight);
  const shared = Object.entries(parts.view.node.attributes).filter(([key]) => key === "strides" || key === "pads");
  return parts.last("Conv", [parts.x[0], name], { ...Object.fromEntries(shared), group: int(shape[1]) });
};

const globalAveragePool: Decomposition = (parts) => {
  const axes = parts.view
    .shape(0)
    .slice(2)
    .map((_, i) => i + 2);
  return parts.last("ReduceMean", [parts.x[0], parts.builder.int64(axes)], { keepdims: int(1) });
};

/** The sizes of a Split's parts: given as input or (older sets) attribute, or equal, the last one smaller if need be. */
function partSizes({ view }: Parts, length: number): readonly number[] {
  const count = view.node.outputs.length;
  const equal = Math.ceil(length / count);
  const sizes = Array.from({ length: count }, (_, i) => Math.min(equal, length - i * equal));
  return view.has(1) ? view.constantNeeded(1) : view.attribute("ints", "split", sizes);
}

/** A slice for each output. */
const split: Decomposition = (parts) => {
  const { builder, view } = parts;
  const axis = view.axis(view.attribute("int", "axis", 0), view.shape(0).length);
  let start = 0;
  const slices = partSizes(parts, view.shape(0)[axis]).map((size, i): Node => {
    const bounds = [builder.int64([start]), builder.int64([(start += size)]), builder.int64([axis])];
    const output = view.node.outputs[i];
    return { name: output, operation: "Slice", inputs: [parts.x[0], ...bounds], outputs: [output], attributes: {} };
  });
  for (const { operation, inputs, attributes, name } of slices.slice(0, -1))
    builder.node(operation, inputs, attributes, name);
  return slices.at(-1)!;
};

const decompositions: Readonly<Record<string, Decomposition>> = {
  LayerNormalization: layerNormalization,
  BatchNormalization: batchNormalization,
  Gelu: gelu,
  AveragePool: averagePool,
  GlobalAveragePool: globalAveragePool,
  Split: split,
};

/** The last of the steps that replace a node, after the others were added to `builder`; or the node itself. */
export function decompose(node: Node, builder: GraphBuilder): Node {
  return decompositions[node.operation]?.(new Parts(node, builder)) ?? node;
}
