// Shape rules of operations that act on each element.
import { elementTypeOfCode } from "../elementTypes.ts";
import type { ElementType } from "../graph.ts";
import type { NodeView } from "../nodeView.ts";
import { broadcastInputs, sharedElementType, type ShapeRule } from "./rule.ts";

const sameAsInput: ShapeRule = (view) => view.input(0);
const broadcast: ShapeRule = (view) => ({ elementType: sharedElementType(view), shape: broadcastInputs(view) });

const compare: ShapeRule = (view) => {
  sharedElementType(view);
  return { elementType: "bool", shape: broadcastInputs(view) };
};

function castTo(view: NodeView): ElementType {
  const code = view.attribute("int", "to", undefined) ?? view.fail("an attribute to", "none");
  return elementTypeOfCode(code, `Cast node "${view.node.name}"`);
}

export const elementwiseShapes = {
  Relu: sameAsInput,
  Tanh: sameAsInput,
  Sigmoid: sameAsInput,
  Exp: sameAsInput,
  Log: sameAsInput,
  Sqrt: sameAsInput,
  Neg: sameAsInput,
  Abs: sameAsInput,
  Sign: sameAsInput,
  Erf: sameAsInput,
  Not: sameAsInput,
  Identity: sameAsInput,
  Clip: sameAsInput,
  LeakyRelu: sameAsInput,
  Elu: sameAsInput,
  Softplus: sameAsInput,
  HardSigmoid: sameAsInput,
  IsNaN: (view) => ({ elementType: "bool", shape: view.shape(0) }),
  Sin: sameAsInput,
  Cos: sameAsInput,
  Floor: sameAsInput,
  Ceil: sameAsInput,
  Round: sameAsInput,
  Add: broadcast,
  Sub: broadcast,
  Mul: broadcast,
  Div: broadcast,
  Max: broadcast,
  Min: broadcast,
  Sum: broadcast,
  And: broadcast,
  Or: broadcast,
  Xor: broadcast,
  Mod: broadcast,
  Greater: compare,
  GreaterOrEqual: compare,
  Less: compare,
  LessOrEqual: compare,
  Equal: compare,
  Cast: (view) => ({ elementType: castTo(view), shape: view.shape(0) }),
  // The exponent may be of another type than the base, which gives the result's.
  Pow: (view) => ({ elementType: view.input(0).elementType, shape: broadcastInputs(view) }),
  Where: (view) => ({ elementType: sharedElementType(view, [1, 2]), shape: broadcastInputs(view) }),
} satisfies Readonly<Record<string, ShapeRule>>;
