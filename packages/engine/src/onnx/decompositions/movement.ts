// Operations that move, repeat or leave out elements.
import { attributesOf, int, ints, sizeOf } from "../graph.ts";
import { elementTypeCode, tensorOf } from "../elementTypes.ts";
import { placeNode } from "../place.ts";
import { partSizes } from "../shapes/movement.ts";
import type { Decomposition, Parts } from "./parts.ts";

/** Without the attribute that other sets need, and with sizes written out, which all sets agree on. */
const split: Decomposition = ({ builder, view, x }) => {
  const { axis } = view.node.attributes;
  const sizes = builder.int64(partSizes(view));
  // An output that nobody wants has no name, and needs one here.
  const outputs = view.node.outputs.map((name, i) => (name === "" ? `${view.node.name}/part ${i}` : name));
  placeNode(builder, { ...view.node, inputs: [x[0], sizes], outputs, attributes: attributesOf({ axis }) });
};

/** The largest (or smallest) elements along an axis, by their places: so their gradients flow back to where they stood. */
const topK: Decomposition = (parts) => {
  const { axis, largest, sorted } = parts.view.node.attributes;
  const [values, places] = parts.view.node.outputs;
  const names = [`${parts.view.node.name}/values`, places || `${parts.view.node.name}/places`];
  parts.builder.nodes("TopK", parts.x, attributesOf({ axis, largest, sorted }), names);
  if (values === "") return;
  parts.result("GatherElements", [parts.x[0], names[1]], { axis: axis ?? int(-1) });
};

/** Batch axes become a leading part of the indices. */
const gatherParts: Decomposition = (parts) => {
  const batchAxes = parts.view.attribute("int", "batch_dims", 0);
  if (batchAxes === 0) {
    parts.builder.nodes("GatherND", parts.x, {}, parts.view.node.outputs);
    return;
  }
  const shape = parts.view.shape(1);
  const rows = sizeOf(shape.slice(0, -1));
  const batches = shape.slice(0, batchAxes);
  const perBatch = rows / sizeOf(batches);
  const places = Array.from({ length: rows }, (_, row) =>
    batches.map((length, axis) => Math.floor(row / perBatch / sizeOf(batches.slice(axis + 1))) % length),
  );
  const table = parts.step("batch places", "Reshape", [
    parts.table("batches", places.flat()),
    parts.int64(shape.with(-1, batchAxes)),
  ]);
  const indices = parts.step("whole indices", "Concat", [table, parts.x[1]], { axis: int(-1) });
  parts.result("GatherND", [parts.x[0], indices]);
};

/** A value "on" where an axis of its own counts to the index, "off" elsewhere; indices below 0 count from the end. */
const oneHot: Decomposition = (parts) => {
  const { view, x } = parts;
  const rank = view.shape(0).length + 1;
  const [depth] = view.constantNeeded(1);
  const axis = view.axis(view.attribute("int", "axis", -1), rank);
  const numbers = parts.step("places", "Cast", [x[0]], { to: int(elementTypeCode("int64")) });
  const from = (value: number): string => parts.builder.scalar(value, "int64");
  const below = parts.step("below 0", "Less", [numbers, from(0)]);
  const wrapped = parts.step("wrapped", "Add", [numbers, from(depth)]);
  const counted = parts.step("from 0", "Where", [below, wrapped, numbers]);
  const column = parts.step("column", "Unsqueeze", [counted, parts.int64([axis])]);
  const steps = parts.table(
    "steps",
    Array.from({ length: depth }, (_, i) => i),
  );
  const shape = Array.from({ length: rank }, (_, i) => (i === axis ? depth : 1));
  const along = parts.step("along", "Reshape", [steps, parts.int64(shape)]);
  const hot = parts.step("hot", "Equal", [column, along]);
  const [off, on] = [0, 1].map((i) =>
    parts.step(i === 0 ? "off" : "on", "Gather", [x[2], parts.builder.scalar(i, "int64")]),
  );
  parts.result("Where", [hot, on, off]);
};

/** Repeats a value: along each axis all of it `outer` times, and each element `inner` times. */
export function repeat(parts: Parts, outer: readonly number[], inner: readonly number[]): void {
  const shape = parts.view.shape(0);
  const apart = parts.int64(shape.flatMap((length) => [1, length, 1]));
  const copies = parts.int64(shape.flatMap((length, axis) => [outer[axis], length, inner[axis]]));
  const spread = parts.step("copies", "Expand", [parts.step("apart", "Reshape", [parts.x[0], apart]), copies]);
  parts.result("Reshape", [spread, parts.int64(shape.map((length, axis) => outer[axis] * length * inner[axis]))]);
}

const tile: Decomposition = (parts) => {
  const counts = parts.view.constantNeeded(1);
  repeat(
    parts,
    counts,
    counts.map(() => 1),
  );
};

/** Which blocks of b × b places become channels, and how: [N, C, H, W] with b cut out of one end or the other. */
function blocks({ view }: Parts): { size: number; batch: number; channels: number; height: number; width: number } {
  const shape = view.shape(0);
  if (shape.length !== 4) view.fail("an input [N, C, H, W]", shape);
  const size = view.attribute("int", "blocksize", undefined) ?? view.fail("an attribute blocksize", "none");
  const [batch, channels, height, width] = shape;
  return { size, batch, channels, height, width };
}

/** Reshape, transpose, reshape. */
function rearranged(parts: Parts, cut: readonly number[], order: readonly number[], shape: readonly number[]): void {
  const apart = parts.step("cut", "Reshape", [parts.x[0], parts.int64(cut)]);
  parts.result("Reshape", [parts.step("turned", "Transpose", [apart], { perm: ints(order) }), parts.int64(shape)]);
}

const depthToSpace: Decomposition = (parts) => {
  const { size: b, batch, channels, height, width } = blocks(parts);
  const depth = channels / (b * b);
  const rowsFirst = parts.view.attribute("string", "mode", "DCR") === "DCR";
  const cut = rowsFirst ? [batch, b, b, depth, height, width] : [batch, depth, b, b, height, width];
  const order = rowsFirst ? [0, 3, 4, 1, 5, 2] : [0, 1, 4, 2, 5, 3];
  rearranged(parts, cut, order, [batch, depth, height * b, width * b]);
};

const spaceToDepth: Decomposition = (parts) => {
  const { size: b, batch, channels, height, width } = blocks(parts);
  const cut = [batch, channels, height / b, b, width / b, b];
  rearranged(parts, cut, [0, 3, 5, 1, 2, 4], [batch, channels * b * b, height / b, width / b]);
};

/** The part of each matrix above (or below) its k-th diagonal, zeros elsewhere. */
const triangle: Decomposition = (parts) => {
  const shape = parts.view.shape(0);
  const [rows, columns] = shape.slice(-2);
  const diagonal = parts.view.has(1) ? parts.view.constantNeeded(1)[0] : 0;
  const upper = parts.view.flag("upper", true);
  const kept = Array.from({ length: rows * columns }, (_, i) => {
    const above = (i % columns) - Math.floor(i / columns) - diagonal;
    return Number(upper ? above >= 0 : above <= 0);
  });
  const mask = parts.builder.initializer(`${parts.view.node.outputs[0]}/kept`, tensorOf("bool", [rows, columns], kept));
  parts.result("Where", [mask, parts.x[0], parts.scalar(0)]);
};

/** Where a padded element comes from when the input is mirrored without its edge, repeated at its edge, or continued. */
const sources: Readonly<Record<string, (place: number, length: number) => number>> = {
  reflect: (place, length) => {
    const period = Math.max(1, 2 * (length - 1));
    const inside = ((place % period) + period) % period;
    return Math.min(inside, period - inside);
  },
  edge: (place, length) => Math.min(Math.max(place, 0), length - 1),
  wrap: (place, length) => ((place % length) + length) % length,
};

/** The pads of all axes, before and after; those of the axes that input 3 names, where it is there. */
function allPads({ view }: Parts): readonly (readonly [number, number])[] {
  const rank = view.shape(0).length;
  const given = view.constantNeeded(1);
  const named = view.has(3)
    ? view.constantNeeded(3).map((axis) => view.axis(axis, rank))
    : view.shape(0).map((_, i) => i);
  if (given.length !== 2 * named.length) view.fail(`${2 * named.length} pads, two an axis`, given);
  return view.shape(0).map((_, axis) => {
    const at = named.indexOf(axis);
    return at < 0 ? [0, 0] : [given[at], given[at + named.length]];
  });
}

/** Constants as they are; for other modes the elements are gathered, axis by axis. */
const pad: Decomposition = (parts) => {
  const mode = parts.view.attribute("string", "mode", "constant");
  const pads = allPads(parts);
  if (mode === "constant") {
    const all = parts.int64([...pads.map(([before]) => before), ...pads.map(([, after]) => after)]);
    parts.result("Pad", [parts.x[0], all, ...(parts.view.has(2) ? [parts.x[2]] : [])]);
    return;
  }
  const source = sources[mode] ?? parts.view.fail(`mode constant, ${Object.keys(sources).join(", ")}`, mode);
  const value = pads.reduce((padded, [before, after], axis) => {
    if (before === 0 && after === 0) return padded;
    const length = parts.view.shape(0)[axis];
    const places = Array.from({ length: before + length + after }, (_, i) => source(i - before, length));
    return parts.step(`axis ${axis}`, "Gather", [padded, parts.int64(places)], { axis: int(axis) });
  }, parts.x[0]);
  parts.result("Identity", [value]);
};

export const movements = {
  Split: split,
  TopK: topK,
  GatherND: gatherParts,
  OneHot: oneHot,
  Tile: tile,
  DepthToSpace: depthToSpace,
  SpaceToDepth: spaceToDepth,
  Trilu: triangle,
  Pad: pad,
} satisfies Readonly<Record<string, Decomposition>>;
