// The array operations of losses as ONNX nodes, so that the loss that is stated once trains too.
import type { Ops } from "@softlabel/core";
import type { GraphBuilder } from "../onnx/builder.ts";
import { int } from "../onnx/graph.ts";

/**
 * The operations of losses over the values of a graph: each adds a node to `builder` and returns the name of its output.
 * Values are float32 of shape [N, K], [N, 1] or scalars; conditions are bool.
 */
export function graphOps(builder: GraphBuilder): Ops<string> {
  const along = { axis: int(-1) };
  const kept = { keepdims: int(1) };
  const classes = builder.int64([-1]);
  return {
    constant: (value) => builder.scalar(value),
    add: (a, b) => builder.node("Add", [a, b]),
    subtract: (a, b) => builder.node("Sub", [a, b]),
    multiply: (a, b) => builder.node("Mul", [a, b]),
    divide: (a, b) => builder.node("Div", [a, b]),
    negate: (a) => builder.node("Neg", [a]),
    exp: (a) => builder.node("Exp", [a]),
    log: (a) => builder.node("Log", [a]),
    sqrt: (a) => builder.node("Sqrt", [a]),
    logSoftmax: (z) => builder.node("LogSoftmax", [z], along),
    sum: (a) => builder.node("ReduceSum", [a, classes], kept),
    max: (a) => builder.node("ReduceMax", [a, classes], kept),
    greater: (a, b) => builder.node("Greater", [a, b]),
    where: (condition, a, b) => builder.node("Where", [condition, a, b]),
  };
}
