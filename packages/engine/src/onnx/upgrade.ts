// Brings nodes of operator sets 11 to 21 into the form of set 18, in which graphs are built.
import { checkRange, fail } from "@softlabel/core";
import type { GraphBuilder } from "./builder.ts";
import { int, type Attributes, type Node } from "./graph.ts";

type Upgrade = (node: Node, builder: GraphBuilder, opset: number) => Node;

const without = (attributes: Attributes, name: string): Attributes =>
  Object.fromEntries(Object.entries(attributes).filter(([key]) => key !== name));

/** Axes were an attribute before set 13 (sums, squeezing) or 18 (other reductions); they are an input since. */
const axesAsInput: Upgrade = (node, builder) => {
  const { axes } = node.attributes;
  if (axes?.kind !== "ints") return node;
  return { ...node, inputs: [node.inputs[0], builder.int64(axes.value)], attributes: without(node.attributes, "axes") };
};

/** Before set 13 a softmax ran over all axes from the given one on, by default 1; it runs over one since. */
const softmaxAlongOneAxis: Upgrade = (node, builder, opset) => {
  if (opset >= 13) return node;
  const rank = builder.type(node.inputs[0]).shape.length;
  const axis = node.attributes.axis?.kind === "int" ? node.attributes.axis.value : 1;
  const who = `${node.operation} node "${node.name}" of operator set ${opset}`;
  if (axis !== -1 && axis !== rank - 1)
    fail(who, "the last axis", axis, "export the model with operator set 13 or newer");
  return { ...node, attributes: { axis: int(-1) } };
};

/** How a Cast treats numbers that an 8-bit float cannot hold; there are none of those. */
const withoutSaturation: Upgrade = (node) => ({ ...node, attributes: without(node.attributes, "saturate") });

/** Before set 14 a BatchNormalization in training was one with more outputs than its result. */
const trainingByOutputs: Upgrade = (node, _, opset) => {
  if (opset >= 14 || node.outputs.length === 1) return node;
  return { ...node, attributes: { ...node.attributes, training_mode: int(1) } };
};

const upgrades: Readonly<Record<string, Upgrade>> = {
  Squeeze: axesAsInput,
  Unsqueeze: axesAsInput,
  ReduceSum: axesAsInput,
  ReduceMean: axesAsInput,
  ReduceMax: axesAsInput,
  ReduceMin: axesAsInput,
  Softmax: softmaxAlongOneAxis,
  LogSoftmax: softmaxAlongOneAxis,
  BatchNormalization: trainingByOutputs,
  Cast: withoutSaturation,
};

/** The node in the form of operator set 18; `builder` has its inputs. */
export function upgradeNode(node: Node, builder: GraphBuilder, opset: number): Node {
  checkRange("instantiate", "the model's operator set", opset, { from: 11, to: 21, integer: true }, "export it again");
  return upgrades[node.operation]?.(node, builder, opset) ?? node;
}
