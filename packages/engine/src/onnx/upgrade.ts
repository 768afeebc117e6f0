// Brings nodes of operator sets 7 to 28 into the form of set 18, in which graphs are built.
import { checkRange } from "@softlabel/core/internal";
import type { GraphBuilder } from "./builder.ts";
import { elementTypeCode } from "./elementTypes.ts";
import { int, text, type Attributes, type Node } from "./graph.ts";

type Upgrade = (node: Node, builder: GraphBuilder, opset: number) => Node;

const without = (attributes: Attributes, name: string): Attributes =>
  Object.fromEntries(Object.entries(attributes).filter(([key]) => key !== name));

/** Axes were an attribute before set 13 (sums, squeezing) or 18 (other reductions); they are an input since. */
const axesAsInput: Upgrade = (node, builder) => {
  const { axes } = node.attributes;
  if (axes?.kind !== "ints") return node;
  return { ...node, inputs: [node.inputs[0], builder.int64(axes.value)], attributes: without(node.attributes, "axes") };
};

/** Since set 20 truth values have extremes; as numbers they have them in set 18 too. */
const extremeOfTruth: Upgrade = (node, builder, opset) => {
  const upgraded = axesAsInput(node, builder, opset);
  const [x, ...axes] = upgraded.inputs;
  if (builder.type(x).elementType !== "bool") return upgraded;
  const [output] = node.outputs;
  const cast = (value: string, type: "bool" | "int32", name: string): string =>
    builder.node("Cast", [value], { to: int(elementTypeCode(type)) }, name);
  const numbers = cast(x, "int32", `${output}/numbers`);
  const extreme = builder.node(node.operation, [numbers, ...axes], upgraded.attributes, `${output}/extreme`);
  return { ...node, operation: "Cast", inputs: [extreme], attributes: { to: int(elementTypeCode("bool")) } };
};

/**
 * Before set 13 a softmax ran over all axes from the given one on, by default 1; it runs over one since. The last one is the
 * same in both; for others the axes are made one.
 */
const softmaxAlongOneAxis: Upgrade = (node, builder, opset) => {
  if (opset >= 13) return node;
  const { shape } = builder.type(node.inputs[0]);
  const given = node.attributes.axis?.kind === "int" ? node.attributes.axis.value : 1;
  const axis = given < 0 ? given + shape.length : given;
  const attributes = { axis: int(-1) };
  if (axis === shape.length - 1) return { ...node, attributes };
  const [output] = node.outputs;
  const rows = builder.node("Flatten", [node.inputs[0]], { axis: int(axis) }, `${output}/rows`);
  const flat = builder.node(node.operation, [rows], attributes, `${output}/flat`);
  return { ...node, operation: "Reshape", inputs: [flat, builder.int64(shape)], attributes: {} };
};

/** How a Cast treats numbers that an 8-bit float cannot hold; there are none of those. */
const withoutSaturation: Upgrade = (node) => ({ ...node, attributes: without(node.attributes, "saturate") });

/**
 * Before set 14 a BatchNormalization in training was one with more outputs than its result; before set 9 it could have values
 * for every place of a channel.
 */
const trainingByOutputs: Upgrade = (node, builder, opset) => {
  if (opset < 9 && !builder.view(node).flag("spatial", true))
    builder.view(node).fail("statistics of whole channels", "spatial = 0", "export it with operator set 9 or newer");
  if (opset >= 14 || node.outputs.length === 1) return node;
  return { ...node, attributes: { ...node.attributes, training_mode: int(1) } };
};

/** Before set 11 the bounds of a Clip were attributes, before set 12 they had to be numbers. */
const boundsAsInputs: Upgrade = (node, builder) => {
  if (node.inputs.length > 1) return node;
  const { min, max, ...rest } = node.attributes;
  const { elementType } = builder.type(node.inputs[0]);
  const bounds = [min, max].map((bound) => (bound?.kind === "float" ? builder.scalar(bound.value, elementType) : ""));
  return { ...node, inputs: [...node.inputs, ...bounds], attributes: rest };
};

/** Before set 11 pads and the padding value were attributes. */
const padsAsInput: Upgrade = (node, builder) => {
  const { pads, value, ...rest } = node.attributes;
  if (pads?.kind !== "ints") return node;
  const { elementType } = builder.type(node.inputs[0]);
  const padding = value?.kind === "float" ? [builder.scalar(value.value, elementType)] : [];
  return { ...node, inputs: [node.inputs[0], builder.int64(pads.value), ...padding], attributes: rest };
};

/** Before set 10 the bounds of a Slice were attributes. */
const sliceAsInputs: Upgrade = (node, builder) => {
  const { starts, ends, axes } = node.attributes;
  if (starts?.kind !== "ints" || ends?.kind !== "ints") return node;
  const named = axes?.kind === "ints" ? axes.value : starts.value.map((_, axis) => axis);
  const bounds = [starts.value, ends.value, named].map((values) => builder.int64(values));
  return { ...node, inputs: [node.inputs[0], ...bounds], attributes: {} };
};

/** Upsample, and Resize before set 11, had no regions, and rounded the place i / scale: down to enlarge, up to shrink. */
const resizeByScales: Upgrade = (node, builder, opset) => {
  if (opset >= 11) return node;
  const [x, scales] = node.inputs;
  const view = builder.view(node);
  const factors = view.constantNeeded(1);
  const shrinks = factors.some((scale) => scale < 1 && !Number.isInteger(1 / scale));
  if (shrinks && view.attribute("string", "mode", "nearest") === "nearest" && factors.some((scale) => scale > 1))
    view.fail("scales that all enlarge or all shrink", factors, "export it with operator set 11 or newer");
  const nearest = text(shrinks ? "ceil" : "floor");
  const places = { coordinate_transformation_mode: text("asymmetric"), nearest_mode: nearest };
  return { ...node, operation: "Resize", inputs: [x, "", scales], attributes: { ...node.attributes, ...places } };
};

const upgrades: Readonly<Record<string, Upgrade>> = {
  Squeeze: axesAsInput,
  Unsqueeze: axesAsInput,
  ReduceSum: axesAsInput,
  ReduceMean: axesAsInput,
  ReduceMax: extremeOfTruth,
  ReduceMin: extremeOfTruth,
  ReduceL1: axesAsInput,
  ReduceL2: axesAsInput,
  ReduceSumSquare: axesAsInput,
  ReduceLogSum: axesAsInput,
  ReduceLogSumExp: axesAsInput,
  ReduceProd: axesAsInput,
  Softmax: softmaxAlongOneAxis,
  LogSoftmax: softmaxAlongOneAxis,
  BatchNormalization: trainingByOutputs,
  Cast: withoutSaturation,
  Clip: boundsAsInputs,
  Pad: padsAsInput,
  Slice: sliceAsInputs,
  Resize: resizeByScales,
  Upsample: resizeByScales,
};

/** The node in the form of operator set 18; `builder` has its inputs. */
export function upgradeNode(node: Node, builder: GraphBuilder, opset: number): Node {
  checkRange("instantiate", "the model's operator set", opset, { from: 7, to: 28, integer: true }, "export it again");
  return upgrades[node.operation]?.(node, builder, opset) ?? node;
}
