// Reductions that are written through others.
import { int } from "../graph.ts";
import type { Decomposition, Parts } from "./parts.ts";

const sumOf = (parts: Parts, value: string): readonly string[] => [value, ...parts.x.slice(1)];

/** Σ |x| */
const absoluteSum: Decomposition = (parts) => {
  parts.result("ReduceSum", sumOf(parts, parts.step("|x|", "Abs", [parts.x[0]])), parts.view.node.attributes);
};

/** ln Σ x */
const logarithmOfSum: Decomposition = (parts) => {
  parts.result("Log", [parts.step("sum", "ReduceSum", parts.x, parts.view.node.attributes)]);
};

/** x / √Σ x², or with p = 1 x / Σ |x|, along an axis; 0 where all are 0. */
const unitLength: Decomposition = (parts) => {
  const axes = parts.int64([parts.view.attribute("int", "axis", -1)]);
  const kept = { keepdims: int(1) };
  const divisor =
    parts.view.attribute("int", "p", 2) === 2
      ? parts.step("length", "ReduceL2", [parts.x[0], axes], kept)
      : parts.step("length", "ReduceSum", [parts.step("|x|", "Abs", [parts.x[0]]), axes], kept);
  const isZero = parts.step("is zero", "Equal", [divisor, parts.scalar(0)]);
  parts.result("Div", [parts.x[0], parts.step("divisor", "Where", [isZero, parts.scalar(1), divisor])]);
};

export const reductions = {
  ReduceL1: absoluteSum,
  ReduceLogSum: logarithmOfSum,
  LpNormalization: unitLength,
} satisfies Readonly<Record<string, Decomposition>>;
