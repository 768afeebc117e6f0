// Whether examples are what a model takes.
import { check } from "@softlabel/core";
import type { InputSpec } from "../models/index.ts";
import { sameShape } from "../onnx/graph.ts";
import { sizeOf } from "../onnx/index.ts";
import type { Examples } from "./examples.ts";

/**
 * Throws unless the inputs of `examples` are what a model takes: shape, element type, length, finite values.
 * @param who the function that was called, for messages
 */
export function checkInputs(who: string, { count, shape, inputs }: Examples, input: InputSpec): void {
  const elementType = inputs instanceof Uint8Array ? "uint8" : "float32";
  const size = sizeOf(input.shape);
  check(sameShape(shape, input.shape), who, `examples of shape [${input.shape.join(", ")}]`, shape);
  check(elementType === input.elementType, who, `inputs of ${input.elementType}`, elementType);
  check(inputs.length === count * size, who, `${count * size} input values`, inputs.length);
  if (inputs instanceof Uint8Array) return;
  const wrong = inputs.findIndex((value) => !Number.isFinite(value));
  check(wrong === -1, who, "finite inputs", `${inputs[wrong]} in row ${Math.floor(wrong / size)}`);
}

/**
 * Throws unless there is a label for each example, and each is the index of a class.
 * @param who the function that was called, for messages
 */
export function checkLabels(who: string, { count, labels }: Examples, classes: number): void {
  check(labels.length === count, who, `${count} labels`, labels.length);
  const wrong = labels.findIndex((label) => label < 0 || label >= classes);
  check(wrong === -1, who, `labels from 0 to ${classes - 1}`, `${labels[wrong]} in row ${wrong}`);
}
