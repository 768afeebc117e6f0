// What a shape rule is: from a node and the types of its inputs to the types of its outputs.
import type { ValueType } from "../graph.ts";
import type { NodeView } from "../nodeView.ts";
import { broadcastShapes } from "./broadcast.ts";

/** The types of a node's outputs, or of its only one. */
export type ShapeRule = (view: NodeView) => ValueType | readonly ValueType[];

/** The shape to which all inputs broadcast; throws if they do not. */
export function broadcastInputs(view: NodeView): readonly number[] {
  const shapes = view.node.inputs.map((_, index) => view.shape(index));
  return broadcastShapes(shapes) ?? view.fail("shapes that broadcast against one another", shapes);
}

/** The element type that the given inputs share; throws where they differ. */
export function sharedElementType(
  view: NodeView,
  indices = view.node.inputs.map((_, index) => index),
): ValueType["elementType"] {
  const types = indices.map((index) => view.input(index).elementType);
  const differs = types.find((type) => type !== types[0]);
  return differs === undefined ? types[0] : view.fail("inputs of one element type", types, "cast one of them");
}
