// The table of all operations that the engine knows, with their shape rules.
import { checkName } from "@softlabel/core/internal";
import type { ValueType } from "../graph.ts";
import type { NodeView } from "../nodeView.ts";
import { channelShapes } from "./convolution.ts";
import { elementwiseShapes } from "./elementwise.ts";
import { matrixShapes } from "./matrix.ts";
import { movementShapes } from "./movement.ts";
import { reductionShapes } from "./reduction.ts";
import type { ShapeRule } from "./rule.ts";

const shapeRules = { ...elementwiseShapes, ...matrixShapes, ...reductionShapes, ...movementShapes, ...channelShapes };

/** The operations that can be built and of which shapes are known. */
export type Operation = keyof typeof shapeRules;

/** The names of those operations. */
export const operations = Object.keys(shapeRules) as readonly Operation[];

/** The types of a node's outputs; throws on an operation that the engine does not know and on inputs that do not fit. */
export function inferTypes(view: NodeView): readonly ValueType[] {
  const { operation, name } = view.node;
  const rule: ShapeRule = shapeRules[checkName(`node "${name}"`, "an operation", operation, operations)];
  const types = rule(view);
  return "shape" in types ? [types] : types;
}
