// The input of every model: raw values in, what the first layer sees out.
import { check } from "@softlabel/core/internal";
import type { GraphBuilder } from "../onnx/builder.ts";
import { elementTypeCode, tensorOf } from "../onnx/elementTypes.ts";
import { int } from "../onnx/graph.ts";
import type { InputSpec } from "./model.ts";

/** A number for all values, or one per channel, as a constant that broadcasts over a batch. */
function addFactor(builder: GraphBuilder, which: "scale" | "shift", input: InputSpec): string {
  const { [which]: value, shape } = input;
  if (typeof value === "number") return builder.scalar(value);
  const expected = `one ${which} or ${shape[0]}, one per channel of [${shape.join(", ")}]`;
  check(value.length === shape[0], "InputSpec", expected, value);
  const broadcast = [value.length, ...shape.slice(1).map(() => 1)];
  return builder.initializer(`input.${which}`, tensorOf("float32", broadcast, value));
}

/**
 * Adds the graph's input "input" and its normalisation, value · scale + shift.
 * @param output what the normalised value is called
 * @returns the name of the normalised value, float32 [N, ...shape]
 * @throws UsageError where a list of scales or shifts does not fit the shape
 */
export function addNormalisedInput(
  builder: GraphBuilder,
  batchSize: number,
  input: InputSpec,
  output = "input.normalised",
): string {
  const raw = builder.input("input", input.elementType, [batchSize, ...input.shape]);
  const to = { to: int(elementTypeCode("float32")) };
  const values = input.elementType === "float32" ? raw : builder.node("Cast", [raw], to);
  const scaled = builder.node("Mul", [values, addFactor(builder, "scale", input)]);
  return builder.node("Add", [scaled, addFactor(builder, "shift", input)], {}, output);
}
